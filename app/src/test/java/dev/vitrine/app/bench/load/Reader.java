package dev.vitrine.app.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Where in a batch it stands how long the batch is, and the delta of its last offset. */
    private static final int LENGTH_AT = 8;
    private static final int HEAD = 12;
    private static final int LAST_OFFSET_DELTA_AT = 23;

    private final String name;
    private final String group;
    private final String topic;
    private final Membership membership;
    private final Appetite appetite;
    private final Map<Integer, Long> positions = new TreeMap<>();
    private final LongAdder read;
    private boolean found;
    private boolean lost;
    private Question fetch;
    /** Where in that question the offsets stand, partition by partition. */
    private final Map<Integer, Integer> places = new TreeMap<>();
    private long commitAtMillis;
    private long awayUntilNanos = Long.MIN_VALUE;
    private volatile boolean leaving;
    private boolean left;

    /** Whether a member reads what it owns, or only owns it. */
    enum Appetite { READS, ONLY_OWNS }

    /** @param read counts records */
    Reader(InetSocketAddress broker, String name, String group, Map.Entry<String, Uuid> topic, Appetite appetite, LongAdder read) throws IOException {
        super(new Wire(broker, name));
        this.name = name;
        this.group = group;
        this.topic = topic.getKey();
        this.membership = new Membership(name, group, topic.getKey(), topic.getValue());
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
    Step next(long nowNanos) {
        long now = System.currentTimeMillis();
        if (!found) {
            found = true;
            return membership.find();
        }
        if (left) {
            left = false;
            awayUntilNanos = nowNanos + AWAY_NANOS;
            return new Pause(awayUntilNanos);
        }
        if (leaving) {
            return leave(now);
        }
        if (lost) {
            lost = false;
            return committed();
        }
        if (now >= membership.dueMillis()) {
            return membership.beat(now, this::begin);
        }
        if (now >= commitAtMillis && !positions.isEmpty()) {
            return commit(now);
        }
        return positions.isEmpty() || appetite == Appetite.ONLY_OWNS ? new Pause(nowNanos + TimeUnit.MILLISECONDS.toNanos(MAX_WAIT_MS)) : fetch();
    }

    private Step leave(long now) {
        if (!positions.isEmpty()) {
            Question last = commit(now);
            positions.clear();
            fetch = null;
            return last;
        }
        leaving = false;
        left = true;
        return membership.leave();
    }

    /** It owns something else: goes on where its partitions were committed last. */
    private void begin() {
        fetch = null;
        positions.keySet().retainAll(membership.owned());
        lost = !positions.keySet().containsAll(membership.owned());
    }

    private Question committed() {
        List<Integer> unknown = membership.owned().stream().filter(partition -> !positions.containsKey(partition)).toList();
        return Question.of(ApiKeys.OFFSET_FETCH, COMMITTED, new OffsetFetchRequestData().setGroups(List.of(new OffsetFetchRequestGroup().setGroupId(group)
                .setMemberId(membership.id()).setMemberEpoch(membership.epoch()).setTopics(List.of(new OffsetFetchRequestTopics().setName(topic).setPartitionIndexes(unknown))))),
                name, OffsetFetchResponseData.class,
                answer -> answer.groups().getFirst().topics().forEach(of -> of.partitions().forEach(p -> positions.put(p.partitionIndex(), Math.max(0, p.committedOffset())))));
    }

    private Question fetch() {
        if (fetch == null) {
            FetchTopic wanted = new FetchTopic().setTopic(topic);
            positions.keySet().forEach(partition -> wanted.partitions().add(new FetchPartition().setPartition(partition).setFetchOffset(Template.mark(partition))
                    .setPartitionMaxBytes(MAX_BYTES_OF_PARTITION)));
            fetch = Question.of(ApiKeys.FETCH, FETCH, new FetchRequestData().setMaxWaitMs(MAX_WAIT_MS).setMinBytes(1).setMaxBytes(MAX_BYTES).setSessionEpoch(-1)
                    .setTopics(List.of(wanted)), name, FetchResponseData.class, this::take);
            places.clear();
            positions.keySet().forEach(partition -> places.put(partition, Template.placesOf(fetch.frame(), Template.mark(partition)).getFirst()));
        }
        positions.forEach((partition, from) -> fetch.frame().putLong(places.get(partition), from));
        return fetch;
    }

    private void take(FetchResponseData answer) {
        answer.responses().forEach(of -> of.partitions().forEach(p -> {
            if (p.records() instanceof MemoryRecords records && positions.containsKey(p.partitionIndex())) {
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

    private Question commit(long now) {
        commitAtMillis = now + COMMIT_EVERY_MS;
        OffsetCommitRequestTopic of = new OffsetCommitRequestTopic().setName(topic);
        positions.forEach((partition, next) -> of.partitions().add(new OffsetCommitRequestPartition().setPartitionIndex(partition).setCommittedOffset(next)));
        return Question.of(ApiKeys.OFFSET_COMMIT, COMMIT, new OffsetCommitRequestData().setGroupId(group).setMemberId(membership.id())
                .setGenerationIdOrMemberEpoch(membership.epoch()).setTopics(List.of(of)), name, OffsetCommitResponseData.class, _ -> { });
    }
}
