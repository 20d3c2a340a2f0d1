package dev.vitrine.app.model;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What a person has picked, in whatever pane: one selection for all of them. */
public sealed interface Selected {

    record Nothing() implements Selected {}

    record Topic(String name) implements Selected {}

    record Partition(TopicPartition id) implements Selected {}

    record Group(String id) implements Selected {}

    record Member(String group, String memberId) implements Selected {}

    /** A rebalance of a group. @param atMillis an instant within it */
    record Rebalance(String group, long atMillis) implements Selected {}

    /** Programs connected under one client id. */
    record Client(String clientId) implements Selected {}

    record Broker(int id) implements Selected {}

    /** The topic that this is, or lies in. */
    default Optional<String> topicName() {
        return switch (this) {
            case Topic topic -> Optional.of(topic.name());
            case Partition partition -> Optional.of(partition.id().topic());
            default -> Optional.empty();
        };
    }

    /** The group that this is, or belongs to. */
    default Optional<String> groupId() {
        return switch (this) {
            case Group group -> Optional.of(group.id());
            case Member member -> Optional.of(member.group());
            case Rebalance rebalance -> Optional.of(rebalance.group());
            default -> Optional.empty();
        };
    }
}
