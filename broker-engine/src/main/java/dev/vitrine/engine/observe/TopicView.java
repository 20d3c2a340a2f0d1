package dev.vitrine.engine.observe;

import java.util.List;
import java.util.Map;

/**
 * A topic.
 *
 * @param id       Kafka's topic id (base64, 22 characters): a topic deleted and made again has another
 * @param internal true for the engine's own, as {@code __consumer_offsets}
 * @param configs  the settings given to this topic, under Kafka's names; all others have the broker's value
 */
public record TopicView(String name, String id, boolean internal, Map<String, String> configs, List<PartitionView> partitions) {

    public TopicView {
        configs = Map.copyOf(configs);
        partitions = List.copyOf(partitions);
    }
}
