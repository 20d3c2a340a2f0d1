package dev.vitrine.engine.group;

import dev.vitrine.engine.group.PendingOffsets.Place;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.protocol.Errors;

/**
 * Tells how far a group has come: for the topics asked for, or for all where {@code topics} is null. What was never committed is −1, without
 * an error. v9 (KIP-848): a member of a consumer group says who it is.
 *
 * @param requireStable what an open transaction may still change is not told: the client asks again (KIP-447)
 */
record FetchOffsets(OffsetFetchRequestGroup request, boolean requireStable) {

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
                        .setPartitions(topic.getValue().entrySet().stream()
                                .map(committed -> answer(shard, topic.getKey(), committed.getKey(), Optional.of(committed.getValue())))
                                .toList()))
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
        return answer(shard, topic.name(), partition, offset.filter(known -> isOf(known, topic.topicId())));
    }

    private OffsetFetchResponsePartitions answer(GroupShard shard, String topic, int partition, Optional<OffsetAndMetadata> offset) {
        boolean unstable = requireStable && shard.pending().has(new Place(request.groupId(), new TopicPartition(topic, partition)));
        return unstable
                ? answer(partition, Optional.empty()).setErrorCode(Errors.UNSTABLE_OFFSET_COMMIT.code())
                : answer(partition, offset);
    }

    /** A topic that was made anew under its old name is another one, where both sides know which they mean. */
    private static boolean isOf(OffsetAndMetadata offset, Uuid topicId) {
        return topicId.equals(Uuid.ZERO_UUID) || offset.topicId().equals(Uuid.ZERO_UUID) || offset.topicId().equals(topicId);
    }

    private static OffsetFetchResponsePartitions answer(int partition, Optional<OffsetAndMetadata> offset) {
        return new OffsetFetchResponsePartitions()
                .setPartitionIndex(partition)
                .setCommittedOffset(offset.map(OffsetAndMetadata::offset).orElse(NOTHING))
                .setCommittedLeaderEpoch(offset.map(o -> o.leaderEpoch().orElse(-1)).orElse(-1))
                .setMetadata(offset.map(OffsetAndMetadata::metadata).orElse(""));
    }
}
