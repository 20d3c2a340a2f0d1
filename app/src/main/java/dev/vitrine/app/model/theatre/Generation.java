package dev.vitrine.app.model.theatre;

import dev.vitrine.engine.observe.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Who was to have what, as it was worked out once.
 *
 * @param number     generation, or epoch
 * @param assignor   that worked it out
 * @param assignment per member id; empty lists for members left idle
 * @param names      what the members are called
 */
public record Generation(int number, long atMillis, String assignor, Map<String, List<TopicPartition>> assignment, Map<String, String> names) {

    public Generation {
        assignment = Map.copyOf(assignment);
        names = Map.copyOf(names);
    }

    static Generation of(Event.AssignmentComputed computed, long atMillis, Map<String, Known> cast) {
        Map<String, String> names = new HashMap<>();
        computed.assignment().keySet().forEach(id -> names.put(id, cast.getOrDefault(id, Known.stranger(id)).name()));
        return new Generation(computed.generation(), atMillis, computed.protocol(), computed.assignment(), names);
    }
}
