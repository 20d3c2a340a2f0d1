package dev.vitrine.engine.simulate;

import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/** Reads a partition from its beginning, on and on, and notes what it is given. */
final class Reader extends Client {

    private static final short FETCH = 12;
    private static final int MAX_WAIT_MS = 300;
    private static final Set<Errors> TRY_AGAIN = EnumSet.of(Errors.NOT_LEADER_OR_FOLLOWER, Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.LEADER_NOT_AVAILABLE,
            Errors.FENCED_LEADER_EPOCH, Errors.UNKNOWN_LEADER_EPOCH, Errors.OFFSET_NOT_AVAILABLE, Errors.KAFKA_STORAGE_ERROR, Errors.REPLICA_NOT_AVAILABLE);

    private final TopicPartition partition;
    private final boolean committedOnly;
    private final Transactions transactions;
    private final NavigableMap<Long, String> content = new TreeMap<>();
    private long next;
    private long highWatermark = -1;

    /** @param transactions for who reads committed records only; null for who reads all */
    Reader(String name, Place place, TopicPartition partition, Transactions transactions) {
        super(name, place);
        this.partition = partition;
        this.transactions = transactions;
        this.committedOnly = transactions != null;
    }

    TopicPartition partition() {
        return partition;
    }

    boolean readsCommittedOnly() {
        return committedOnly;
    }

    /** What it has been given so far. */
    NavigableMap<Long, String> content() {
        return content;
    }

    /** Holds what it was given against all that there is. */
    void judge(NavigableMap<Long, String> all) {
        ledger().followed(name(), partition, content, next, all);
    }

    /** Whether it has read up to the end that its leader told it of last. */
    boolean isAtTheEnd() {
        return highWatermark >= 0 && next >= highWatermark;
    }

    @Override
    void begin() {
        leader(partition, this::fetch);
    }

    private void fetch(int leader) {
        if (isOver()) {
            return;
        }
        FetchRequestData request = new FetchRequestData().setMaxWaitMs(MAX_WAIT_MS).setMinBytes(1).setMaxBytes(1 << 20)
                .setIsolationLevel((byte) (committedOnly ? 1 : 0)).setSessionId(0).setSessionEpoch(-1)
                .setTopics(List.of(new FetchTopic().setTopic(partition.topic()).setPartitions(List.of(
                        new FetchPartition().setPartition(partition.partition()).setFetchOffset(next)
                                .setCurrentLeaderEpoch(leaderEpoch(partition)).setPartitionMaxBytes(64 << 10)))));
        ask(leader, request, FETCH, FetchResponseData.class, answer -> {
            if (answer.responses().isEmpty()) {
                elsewhere();
            } else {
                read(answer.responses().getFirst().partitions().getFirst());
            }
        }, this::elsewhere);
    }

    private void elsewhere() {
        leadersMoved();
        again(this::begin);
    }

    private void read(PartitionData data) {
        Errors error = Errors.forCode(data.errorCode());
        if (error == Errors.NONE) {
            take(data);
            later(random().nextInt(20), this::begin);
        } else if (TRY_AGAIN.contains(error)) {
            elsewhere();
        } else {
            ledger().violated("P4", name() + " got " + error + " for " + partition + "@" + next + ": " + data);
            end();
        }
    }

    private void take(PartitionData data) {
        highWatermark = committedOnly ? data.lastStableOffset() : data.highWatermark();
        FetchedRecords fetched = FetchedRecords.of(data, next, committedOnly);
        fetched.records().forEach(record -> {
            if (record.offset() >= highWatermark) {
                ledger().violated("P4", name() + " read " + partition + "@" + record.offset() + " above " + highWatermark);
            }
            ledger().read(partition, record.offset(), record.value());
            if (committedOnly) {
                transactions.read(partition, record.offset(), Values.parse(record.value()));
            }
            content.put(record.offset(), record.value());
        });
        next = fetched.nextOffset();
    }
}
