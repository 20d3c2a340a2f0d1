package dev.vitrine.engine.group;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.protocol.Errors;

/**
 * Tells how far a group has come: for the topics asked for, or for all where {@code topics} is null. What was never committed is −1, without
 * an error. v9 (KIP-848): a member of a consumer group
 * says who it is.
 */
record FetchOffsets(OffsetFetchRequestGroup request) {

    private static final long NOTHING = -1L;

    OffsetFetchResponseGroup from(GroupShard shard) {
        OffsetFetchResponseGroup response = new OffsetFetchResponseGroup().setGroupId(request.groupId());
        Errors refusal = shard.group(request.groupId())
                .map(group -> group.checkFetch(Optional.ofNullable(request.memberId()), request.memberEpoch()))
                .orElse(Errors.NONE);
        if (refusal != Errors.NONE) {
            return response.setErrorCode(refusal.code());
        }
        return response.setTopics(request.topics() == null ? all(shard) : asked(shard));
    }

    private List<OffsetFetchResponseTopics> all(GroupShard shard) {
        return shard.offsets().byTopic(request.groupId()).entrySet().stream()
                .map(topic -> new OffsetFetchResponseTopics()
                        .setName(topic.getKey())
                        .setPartitions(topic.getValue().entrySet().stream().map(FetchOffsets::answer).toList()))
                .toList();
    }

    private List<OffsetFetchResponseTopics> asked(GroupShard shard) {
        return request.topics().stream()
                .map(topic -> new OffsetFetchResponseTopics()
                        .setName(topic.name())
                        .setTopicId(topic.topicId())
                        .setPartitions(topic.partitionIndexes().stream().map(p -> answer(shard, topic, p)).toList()))
                .toList();
    }

    private OffsetFetchResponsePartitions answer(GroupShard shard, OffsetFetchRequestTopics topic, int partition) {
        Optional<OffsetAndMetadata> offset = shard.offsets().get(request.groupId(), topic.name(), partition);
        return answer(partition, offset.filter(known -> isOf(known, topic.topicId())));
    }

    /** A topic that was made anew under its old name is another one, where both sides know which they mean. */
    private static boolean isOf(OffsetAndMetadata offset, Uuid topicId) {
        return topicId.equals(Uuid.ZERO_UUID) || offset.topicId().equals(Uuid.ZERO_UUID) || offset.topicId().equals(topicId);
    }

    private static OffsetFetchResponsePartitions answer(Map.Entry<Integer, OffsetAndMetadata> committed) {
        return answer(committed.getKey(), Optional.of(committed.getValue()));
    }

    private static OffsetFetchResponsePartitions answer(int partition, Optional<OffsetAndMetadata> offset) {
        return new OffsetFetchResponsePartitions()
                .setPartitionIndex(partition)
                .setCommittedOffset(offset.map(OffsetAndMetadata::offset).orElse(NOTHING))
                .setCommittedLeaderEpoch(offset.map(o -> o.leaderEpoch().orElse(-1)).orElse(-1))
                .setMetadata(offset.map(OffsetAndMetadata::metadata).orElse(""));
    }
}
