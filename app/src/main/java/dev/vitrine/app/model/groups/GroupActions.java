package dev.vitrine.app.model.groups;

import static dev.vitrine.app.model.words.Answers.await;

import dev.vitrine.app.model.groups.ResetPlan.Bounds;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What can be done to groups, through Kafka's Admin. Every call blocks for the broker's answer, at most half a minute: not for the toolkit's thread. */
public final class GroupActions {

    private final Supplier<Admin> admin;

    public GroupActions(Supplier<Admin> admin) {
        this.admin = admin;
    }

    /** Asks the broker where logs begin and end now, and what a reset would do. Changes nothing. */
    public ResetPlan plan(String group, ResetTarget target, Collection<TopicPartition> partitions) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = await(admin.get().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, OptionalLong> before = new HashMap<>();
        partitions.forEach(p -> before.put(p, committed.get(p) == null ? OptionalLong.empty() : OptionalLong.of(committed.get(p).offset())));
        return ResetPlan.of(group, target, before, bounds(target, partitions));
    }

    private Map<TopicPartition, Bounds> bounds(ResetTarget target, Collection<TopicPartition> partitions) throws Exception {
        var starts = offsets(partitions, OffsetSpec.earliest());
        var ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> times = target instanceof ResetTarget.ToTime to
                ? offsets(partitions, OffsetSpec.forTimestamp(to.time().toEpochMilli())) : Map.of();
        Map<TopicPartition, Bounds> bounds = new HashMap<>();
        partitions.forEach(p -> {
            ListOffsetsResultInfo at = times.get(p);
            OptionalLong time = at == null || at.offset() < 0 ? OptionalLong.empty() : OptionalLong.of(at.offset());
            bounds.put(p, new Bounds(starts.get(p).offset(), ends.get(p).offset(), time));
        });
        return bounds;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) throws Exception {
        return await(admin.get().listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> spec))).all());
    }

    /** Sets positions. Refused by the broker where the group has members. */
    public void moveTo(String group, Map<TopicPartition, Long> positions) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        await(admin.get().alterConsumerGroupOffsets(group, offsets).all());
    }

    /** Takes positions away, as if they had never been committed. */
    public void forget(String group, Set<TopicPartition> partitions) throws Exception {
        await(admin.get().deleteConsumerGroupOffsets(group, partitions).all());
    }

    public void delete(String group) throws Exception {
        await(admin.get().deleteConsumerGroups(List.of(group)).all());
    }
}
