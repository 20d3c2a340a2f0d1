package dev.vitrine.engine.client.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What clients saw. Each value is sent once in a whole history. Any thread may write down. */
final class History {

    /** What became of a value that was sent. */
    sealed interface Outcome {

        /** The broker said that it is there. */
        record Acknowledged(int partition, long offset) implements Outcome {}

        /** Part of a transaction that was aborted. */
        record Aborted() implements Outcome {}

        /** It was never said: it may be there, once at most. */
        record Unknown() implements Outcome {}
    }

    /** @param producer who sent it, as its {@code number}th */
    record Sent(String producer, int number, String value, Outcome outcome) {}

    record Polled(int partition, long offset, String value) {}

    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, List<Polled>> polled = new ConcurrentHashMap<>();

    static String value(String producer, int number) {
        return producer + "-" + number;
    }

    void sent(String producer, int number, Outcome outcome) {
        sent.add(new Sent(producer, number, value(producer, number), outcome));
    }

    /** @param consumer one that reads on and on from where it began; one thread each */
    void polled(String consumer, int partition, long offset, String value) {
        polled.computeIfAbsent(consumer, name -> Collections.synchronizedList(new ArrayList<>())).add(new Polled(partition, offset, value));
    }

    List<Sent> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    Map<String, List<Polled>> polled() {
        return polled;
    }
}
