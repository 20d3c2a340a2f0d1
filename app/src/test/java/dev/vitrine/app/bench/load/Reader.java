package dev.vitrine.app.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** A consumer in a group: heartbeats, fetches with a consumer's defaults, commits every five seconds. Of what it reads it looks at the batches' heads alone. */
final class Reader extends Program {

    private static final int FETCH = 12;
    private static final int COMMIT = 9;
    private static final int COMMITTED = 9;
    private static final int MAX_WAIT_MS = 500;
    private static final int MAX_BYTES = 50 << 20;
    private static final int MAX_BYTES_OF_PARTITION = 1 << 20;
    private static final long COMMIT_EVERY_MS = 5_000;
    /** Where in a batch it stands how long the batch is, and the delta of its last offset. */
    private static final int LENGTH_AT = 8;
    private static final int HEAD = 12;
    private static final int LAST_OFFSET_DELTA_AT = 23;

    private final Wire wire;
    private final String name;
    private final String group;
    private final String topic;
    private final Membership membership;
    private final Appetite appetite;
    private final Map<Integer, Long> positions = new HashMap<>();
    private final LongAdder read;
    private long commitAtMillis;
    private long awayUntilNanos;
    private volatile boolean leaving;

    /** Whether a member reads what it owns, or only owns it. */
    enum Appetite { READS, ONLY_OWNS }

    /** @param read counts records */
    Reader(InetSocketAddress broker, String name, String group, Map.Entry<String, Uuid> topic, Appetite appetite, LongAdder read) throws IOException {
        this.wire = new Wire(broker, name);
        this.name = name;
        this.group = group;
        this.topic = topic.getKey();
        this.membership = new Membership(wire, group, topic.getKey(), topic.getValue());
        membership.find();
        this.appetite = appetite;
        this.read = read;
    }

    @Override
    String name() {
        return name;
    }

    /** Leaves the group, and comes back two seconds later. */
    void pause() {
        leaving = true;
    }

    boolean owns() {
        return !membership.owned().isEmpty();
    }

    @Override
    void round() throws IOException {
        await(awayUntilNanos);
        long now = System.currentTimeMillis();
        if (leaving) {
            leaving = false;
            commit(now);
            membership.leave();
            positions.clear();
            awayUntilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            return;
        }
        if (now >= membership.dueMillis() && membership.beat(now)) {
            begin();
        }
        if (positions.isEmpty() || appetite == Appetite.ONLY_OWNS) {
            await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MAX_WAIT_MS));
        } else {
            fetch();
        }
        if (now >= commitAtMillis) {
            commit(now);
        }
    }

    /** Goes on where its partitions were committed last. */
    private void begin() throws IOException {
        positions.keySet().retainAll(membership.owned());
        List<Integer> unknown = membership.owned().stream().filter(partition -> !positions.containsKey(partition)).toList();
        if (unknown.isEmpty()) {
            return;
        }
        var answer = wire.ask(ApiKeys.OFFSET_FETCH, COMMITTED, new OffsetFetchRequestData().setGroups(List.of(new OffsetFetchRequestGroup().setGroupId(group)
                .setMemberId(membership.id()).setMemberEpoch(membership.epoch()).setTopics(List.of(new OffsetFetchRequestTopics().setName(topic).setPartitionIndexes(unknown))))),
                OffsetFetchResponseData.class);
        answer.groups().getFirst().topics().forEach(of -> of.partitions().forEach(p -> positions.put(p.partitionIndex(), Math.max(0, p.committedOffset()))));
    }

    private void fetch() throws IOException {
        FetchTopic wanted = new FetchTopic().setTopic(topic);
        positions.forEach((partition, from) -> wanted.partitions().add(new FetchPartition().setPartition(partition).setFetchOffset(from).setPartitionMaxBytes(MAX_BYTES_OF_PARTITION)));
        FetchResponseData answer = wire.ask(ApiKeys.FETCH, FETCH, new FetchRequestData().setMaxWaitMs(MAX_WAIT_MS).setMinBytes(1).setMaxBytes(MAX_BYTES).setSessionEpoch(-1)
                .setTopics(List.of(wanted)), FetchResponseData.class);
        answer.responses().forEach(of -> of.partitions().forEach(p -> {
            if (p.records() instanceof MemoryRecords records) {
                long from = positions.get(p.partitionIndex());
                long next = after(records.buffer(), from);
                positions.put(p.partitionIndex(), next);
                read.add(next - from);
            }
        }));
    }

    /** The offset after the last whole batch. */
    private static long after(ByteBuffer batches, long otherwise) {
        long next = otherwise;
        int at = batches.position();
        while (batches.limit() - at > HEAD && batches.limit() - at >= HEAD + batches.getInt(at + LENGTH_AT)) {
            next = batches.getLong(at) + batches.getInt(at + LAST_OFFSET_DELTA_AT) + 1;
            at += HEAD + batches.getInt(at + LENGTH_AT);
        }
        return next;
    }

    private void commit(long now) throws IOException {
        commitAtMillis = now + COMMIT_EVERY_MS;
        if (positions.isEmpty()) {
            return;
        }
        OffsetCommitRequestTopic of = new OffsetCommitRequestTopic().setName(topic);
        positions.forEach((partition, next) -> of.partitions().add(new OffsetCommitRequestPartition().setPartitionIndex(partition).setCommittedOffset(next)));
        wire.ask(ApiKeys.OFFSET_COMMIT, COMMIT, new OffsetCommitRequestData().setGroupId(group).setMemberId(membership.id()).setGenerationIdOrMemberEpoch(membership.epoch())
                .setTopics(List.of(of)), OffsetCommitResponseData.class);
    }
}
