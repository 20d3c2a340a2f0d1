package dev.vitrine.engine.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponseTopic;
import org.apache.kafka.common.protocol.Errors;

/** Keeps what a commit says about topics and partitions that don't exist from its group, and puts the answers together again. */
final class CommitScreening {

    private final TopicNames topics;
    private final boolean byId;
    private final List<OffsetCommitRequestTopic> known = new ArrayList<>();
    private final OffsetCommitResponseData refused = new OffsetCommitResponseData();

    CommitScreening(TopicNames topics, boolean byId) {
        this.topics = topics;
        this.byId = byId;
    }

    void screen(OffsetCommitRequestTopic topic) {
        Optional<String> name = byId ? topics.name(topic.topicId()) : Optional.of(topic.name()).filter(n -> topics.id(n).isPresent());
        if (name.isEmpty()) {
            add(CommitOffsets.all(topic, byId ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION));
            return;
        }
        List<OffsetCommitRequestPartition> there = new ArrayList<>();
        List<OffsetCommitRequestPartition> missing = new ArrayList<>();
        topic.partitions().forEach(partition ->
                (topics.hasPartition(name.get(), partition.partitionIndex()) ? there : missing).add(partition));
        if (!missing.isEmpty()) {
            add(CommitOffsets.all(part(topic, name.get(), missing), Errors.UNKNOWN_TOPIC_OR_PARTITION));
        }
        if (!there.isEmpty()) {
            known.add(part(topic, name.get(), there));
        }
    }

    /** With name and id, whichever of them the client has said. */
    private OffsetCommitRequestTopic part(OffsetCommitRequestTopic topic, String name, List<OffsetCommitRequestPartition> partitions) {
        Uuid id = byId ? topic.topicId() : topics.id(name).orElse(Uuid.ZERO_UUID);
        return new OffsetCommitRequestTopic().setName(name).setTopicId(id).setPartitions(partitions);
    }

    /** Each with its name and its id. */
    List<OffsetCommitRequestTopic> known() {
        return known;
    }

    OffsetCommitResponseData refused() {
        return refused;
    }

    /** @param committed what became of {@link #known}: as it is where nothing was refused */
    OffsetCommitResponseData complete(OffsetCommitResponseData committed) {
        if (refused.topics().isEmpty()) {
            return committed;
        }
        committed.topics().forEach(this::add);
        return refused;
    }

    /** A topic is answered in one place, though it be named twice. */
    private void add(OffsetCommitResponseTopic answer) {
        Optional<OffsetCommitResponseTopic> begun = refused.topics().stream()
                .filter(topic -> byId ? topic.topicId().equals(answer.topicId()) : topic.name().equals(answer.name()))
                .findFirst();
        begun.ifPresentOrElse(
                topic -> topic.setPartitions(Stream.concat(topic.partitions().stream(), answer.partitions().stream()).toList()),
                () -> refused.topics().add(answer));
    }
}
