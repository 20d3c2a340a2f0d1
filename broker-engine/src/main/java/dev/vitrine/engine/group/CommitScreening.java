package dev.vitrine.engine.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<String, OffsetCommitResponseTopic> begunByName = new HashMap<>();

    CommitScreening(TopicNames topics, boolean byId) {
        this.topics = topics;
        this.byId = byId;
    }

    void screen(OffsetCommitRequestTopic topic) {
        Optional<String> name = byId ? topics.name(topic.topicId()) : Optional.of(topic.name()).filter(n -> topics.id(n).isPresent());
        if (name.isEmpty()) {
            refused.topics().add(CommitOffsets.all(topic, byId ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION));
            return;
        }
        List<OffsetCommitRequestPartition> there = new ArrayList<>();
        List<OffsetCommitRequestPartition> missing = new ArrayList<>();
        topic.partitions().forEach(partition ->
                (topics.hasPartition(name.get(), partition.partitionIndex()) ? there : missing).add(partition));
        if (!missing.isEmpty()) {
            OffsetCommitResponseTopic begun = CommitOffsets.all(part(topic, name.get(), missing), Errors.UNKNOWN_TOPIC_OR_PARTITION);
            refused.topics().add(begun);
            begunByName.put(name.get(), begun);
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

    /** @param committed what became of {@link #known} */
    OffsetCommitResponseData complete(OffsetCommitResponseData committed) {
        for (OffsetCommitResponseTopic topic : committed.topics()) {
            OffsetCommitResponseTopic begun = begunByName.get(topic.name());
            if (begun == null) {
                refused.topics().add(topic);
            } else {
                begun.setPartitions(concat(begun.partitions(), topic.partitions()));
            }
        }
        return refused;
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
