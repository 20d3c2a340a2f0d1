package dev.vitrine.engine.controller;

import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * What the controller decides on one request: pure, made from the image alone.
 *
 * @param records what changes; empty where nothing does
 * @param reply   what the client is told when the records are committed
 * @param events  what observers are told then, beside what the records themselves tell ({@link ChangeEvents})
 * @param why     in a few words, for observers; empty where they are not told of what changes in brokers and partitions
 */
record Decision<T>(List<MetadataRecord> records, T reply, List<Event> events, String why) {

    Decision {
        records = List.copyOf(records);
        events = List.copyOf(events);
    }

    Decision(List<MetadataRecord> records, T reply, List<Event> events) {
        this(records, reply, events, "");
    }

    static <T> Decision<T> nothing(T reply) {
        return new Decision<>(List.of(), reply, List.of());
    }

    Decision<T> because(String reason) {
        return new Decision<>(records, reply, events, reason);
    }

    /** Collects records and events while a reply of many parts is put together. */
    static final class Draft {

        private final List<MetadataRecord> records = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();

        void write(List<MetadataRecord> more, Event event) {
            records.addAll(more);
            events.add(event);
        }

        <T> Decision<T> decide(T reply) {
            return new Decision<>(records, reply, events);
        }
    }
}
