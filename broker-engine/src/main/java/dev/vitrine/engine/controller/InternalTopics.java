package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerSettings;
import java.util.Map;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;

/** What a topic looks like that is made because somebody uses it: the coordinators' own as Kafka makes them, any other by the defaults. */
final class InternalTopics {

    private final BrokerSettings settings;

    InternalTopics(BrokerSettings settings) {
        this.settings = settings;
    }

    CreatableTopic creatable(String name) {
        return switch (name) {
            case Topic.GROUP_METADATA_TOPIC_NAME -> topic(name,
                    settings.intValue("offsets.topic.num.partitions"),
                    settings.intValue("offsets.topic.replication.factor"),
                    Map.of(
                            "cleanup.policy", "compact",
                            "segment.bytes", text("offsets.topic.segment.bytes"),
                            "compression.type", "producer"));
            case Topic.TRANSACTION_STATE_TOPIC_NAME -> topic(name,
                    settings.intValue("transaction.state.log.num.partitions"),
                    settings.intValue("transaction.state.log.replication.factor"),
                    Map.of(
                            "unclean.leader.election.enable", "false",
                            "compression.type", "uncompressed",
                            "cleanup.policy", "compact",
                            "min.insync.replicas", text("transaction.state.log.min.isr"),
                            "segment.bytes", text("transaction.state.log.segment.bytes")));
            case Topic.SHARE_GROUP_STATE_TOPIC_NAME -> topic(name,
                    settings.intValue("share.coordinator.state.topic.num.partitions"),
                    settings.intValue("share.coordinator.state.topic.replication.factor"),
                    Map.of(
                            "cleanup.policy", "delete",
                            "compression.type", "producer",
                            "min.insync.replicas", text("share.coordinator.state.topic.min.isr"),
                            "retention.ms", "-1",
                            "segment.bytes", text("share.coordinator.state.topic.segment.bytes")));
            default -> topic(name, -1, -1, Map.of());
        };
    }

    private String text(String key) {
        return String.valueOf(settings.value(key));
    }

    private static CreatableTopic topic(String name, int partitions, int replicas, Map<String, String> configs) {
        CreatableTopic topic = new CreatableTopic()
                .setName(name)
                .setNumPartitions(partitions)
                .setReplicationFactor((short) replicas);
        configs.forEach((key, value) -> topic.configs().add(new CreatableTopicConfig().setName(key).setValue(value)));
        return topic;
    }
}
