package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.Event.OffsetsDeleted;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponsePartition;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponseTopic;
import org.apache.kafka.common.protocol.Errors;

/**
 * Deletes offsets one by one (KIP-496): of an empty group, or of a consumer group for topics that nobody in it reads.
 *
 * @param request with topics that exist only
 */
record DeleteOffsets(OffsetDeleteRequestData request, ReplyTo<OffsetDeleteResponseData> reply) implements Operation {

    @Override
    public void apply(GroupShard shard, Turn turn) {
        Errors refusal = request.groupId().isEmpty()
                ? Errors.INVALID_GROUP_ID
                : shard.group(request.groupId()).map(Group::checkOffsetDelete).orElse(Errors.GROUP_ID_NOT_FOUND);
        OffsetDeleteResponseData response = new OffsetDeleteResponseData().setErrorCode(refusal.code());
        if (refusal == Errors.NONE) {
            List<TopicPartition> deleted = new ArrayList<>();
            Group group = shard.group(request.groupId()).orElseThrow();
            request.topics().forEach(topic -> response.topics().add(delete(shard, group, topic, deleted)));
            deleted.forEach(partition -> shard.forget(group.id(), partition, turn));
            if (!deleted.isEmpty()) {
                turn.publish(new OffsetsDeleted(group.id(), List.copyOf(deleted)));
            }
        }
        turn.answer(reply, response);
    }

    private static OffsetDeleteResponseTopic delete(
            GroupShard shard, Group group, OffsetDeleteRequestTopic topic, List<TopicPartition> deleted) {
        Errors error = group.subscribesTo(topic.name()) ? Errors.GROUP_SUBSCRIBED_TO_TOPIC : Errors.NONE;
        OffsetDeleteResponseTopic result = new OffsetDeleteResponseTopic().setName(topic.name());
        topic.partitions().forEach(partition -> {
            int index = partition.partitionIndex();
            result.partitions().add(new OffsetDeleteResponsePartition().setPartitionIndex(index).setErrorCode(error.code()));
            TopicPartition where = new TopicPartition(topic.name(), index);
            if (error == Errors.NONE && shard.committedOrPending(group.id()).contains(where)) {
                deleted.add(where);
            }
        });
        return result;
    }
}
