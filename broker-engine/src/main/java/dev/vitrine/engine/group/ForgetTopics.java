package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.Event.OffsetsDeleted;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** Topics were deleted: how far groups had come in them means nothing any more, and who reads them must look whether its assignment still fits. */
record ForgetTopics(Set<String> topics, ReplyTo<Errors> reply) implements Operation {

    @Override
    public void apply(GroupShard shard, Turn turn) {
        for (Group group : shard.groups()) {
            if (group instanceof ConsumerGroup consumers) {
                shard.topicsSeen().deleted(consumers, topics);
            }
            List<TopicPartition> gone = shard.committedOrPending(group.id()).stream()
                    .filter(partition -> topics.contains(partition.topic()))
                    .toList();
            gone.forEach(partition -> shard.forget(group.id(), partition, turn));
            if (!gone.isEmpty()) {
                turn.publish(new OffsetsDeleted(group.id(), gone));
            }
        }
        turn.answer(reply, Errors.NONE);
    }
}
