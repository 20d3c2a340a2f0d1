package dev.vitrine.engine.simulate;

import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.RecordBytes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * A transactional producer (transaction.version 2): writes one record into each of some partitions, sets the offset of a group, then commits or aborts, and
 * notes how it ended. A rival under the same transactional id puts it out, now and then.
 *
 * <pre>
 *   INIT ──► WRITING ── all acknowledged ──► ENDING (commit) ──► the next transaction, in the epoch that it was given
 *     ▲         └────── one failed ────────► ENDING (abort) ───┘
 *     └──────────────── fenced, or the id's state is not what it thinks ──┘   what was open has an unknown end
 * </pre>
 */
final class Transactor extends Client {

    private static final short PRODUCE = 12;
    private static final short INIT = 5;
    private static final short END = 5;
    private static final short COMMIT_OFFSETS = 5;
    private static final short FETCH_OFFSETS = 9;
    private static final int GROUPS = 0;
    private static final int TRANSACTIONS = 1;
    private static final int VERIFIED_EVERY = 4;
    private static final int TIMEOUT_MS = 20_000;
    private static final Set<Errors> TRY_AGAIN = EnumSet.of(Errors.NOT_LEADER_OR_FOLLOWER, Errors.NOT_ENOUGH_REPLICAS,
            Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND, Errors.REQUEST_TIMED_OUT, Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.LEADER_NOT_AVAILABLE,
            Errors.FENCED_LEADER_EPOCH, Errors.KAFKA_STORAGE_ERROR, Errors.COORDINATOR_NOT_AVAILABLE, Errors.NOT_COORDINATOR,
            Errors.COORDINATOR_LOAD_IN_PROGRESS, Errors.CONCURRENT_TRANSACTIONS);

    private static final Set<Errors> FENCED = EnumSet.of(Errors.PRODUCER_FENCED, Errors.INVALID_PRODUCER_EPOCH);

    private final String transactionalId;
    private final boolean isFoughtOver;
    private final int restMs;
    private final List<TopicPartition> partitions;
    private final Transactions transactions;
    private final Map<TopicPartition, Integer> sequences = new TreeMap<>(Comparators.PARTITIONS);
    private long producerId;
    private short epoch;
    private long number;
    private List<TopicPartition> toWrite = List.of();
    private int unanswered;
    private boolean failed;

    /**
     * Who it is to the coordinator.
     *
     * @param isFoughtOver whether a rival bears the same id: to be put out by it is to be served, too
     * @param restMs       between two transactions, at most
     */
    record Identity(String transactionalId, boolean isFoughtOver, int restMs) {}

    Transactor(String name, Place place, Identity identity, List<TopicPartition> partitions, Transactions transactions) {
        super(name, place);
        this.transactionalId = identity.transactionalId();
        this.isFoughtOver = identity.isFoughtOver();
        this.restMs = identity.restMs();
        this.partitions = partitions;
        this.transactions = transactions;
    }

    @Override
    void begin() {
        if (isOver()) {
            return;
        }
        InitProducerIdRequestData request = new InitProducerIdRequestData().setTransactionalId(transactionalId).setTransactionTimeoutMs(TIMEOUT_MS)
                .setProducerId(-1).setProducerEpoch((short) -1);
        coordinator(TRANSACTIONS, transactionalId, broker -> ask(broker, request, INIT, InitProducerIdResponseData.class, answer -> {
            if (answer.errorCode() == Errors.NONE.code()) {
                taken(answer.producerId(), answer.producerEpoch());
            } else {
                lost(this::begin);
            }
        }, () -> lost(this::begin)));
    }

    private void lost(Runnable next) {
        coordinatorMoved(TRANSACTIONS, transactionalId);
        again(next);
    }

    private void taken(long id, short newEpoch) {
        if (id != producerId || newEpoch != epoch) {
            sequences.clear();
        }
        producerId = id;
        epoch = newEpoch;
        later(random().nextInt(restMs), random().nextInt(VERIFIED_EVERY) == 0 ? this::verify : this::write);
    }

    private String id() {
        return Transactions.id(name(), number);
    }

    /** Looks where its group stands: what transactions set is there with their records, or not at all. */
    private void verify() {
        OffsetFetchRequestData request = new OffsetFetchRequestData().setRequireStable(true).setGroups(List.of(new OffsetFetchRequestGroup()
                .setGroupId(name()).setTopics(List.of(new OffsetFetchRequestTopics().setName(counted().topic())
                        .setPartitionIndexes(List.of(counted().partition()))))));
        coordinator(GROUPS, name(), broker -> ask(broker, request, FETCH_OFFSETS, OffsetFetchResponseData.class, answer -> {
            OffsetFetchResponseGroup group = answer.groups().getFirst();
            if (group.errorCode() == Errors.NONE.code() && group.topics().getFirst().partitions().getFirst().errorCode() == Errors.NONE.code()) {
                transactions.offsetSeen(name(), Math.max(0, group.topics().getFirst().partitions().getFirst().committedOffset()));
            } else {
                coordinatorMoved(GROUPS, name());
            }
            again(this::write);
        }, () -> {
            coordinatorMoved(GROUPS, name());
            again(this::write);
        }));
    }

    /** The partition for which its group has an offset: the number of its last transaction. */
    private TopicPartition counted() {
        return partitions.getFirst();
    }

    private void write() {
        if (isOver()) {
            return;
        }
        number++;
        failed = false;
        toWrite = partitions.stream().filter(partition -> random().nextInt(3) > 0).toList();
        if (toWrite.isEmpty()) {
            again(this::write);
            return;
        }
        List<Written> records = toWrite.stream().map(partition -> new Written(partition, new Values(id(), partition.partition(), 0).toString())).toList();
        transactions.begun(id(), records);
        unanswered = records.size() + 1;
        records.forEach(this::send);
        commitOffset(number);
    }

    private void commitOffset(long offset) {
        TxnOffsetCommitRequestData request = new TxnOffsetCommitRequestData().setTransactionalId(transactionalId).setGroupId(name())
                .setProducerId(producerId).setProducerEpoch(epoch).setTopics(List.of(new TxnOffsetCommitRequestTopic().setName(counted().topic())
                        .setPartitions(List.of(new TxnOffsetCommitRequestPartition().setPartitionIndex(counted().partition()).setCommittedOffset(offset)))));
        coordinator(GROUPS, name(), broker -> ask(broker, request, COMMIT_OFFSETS, TxnOffsetCommitResponseData.class, answer -> {
            Errors error = Errors.forCode(answer.topics().getFirst().partitions().getFirst().errorCode());
            trace(() -> id() + " offset " + offset + " " + error);
            if (TRY_AGAIN.contains(error)) {
                commitOffsetAgain(offset);
            } else {
                failed |= error != Errors.NONE;
                oneDone();
            }
        }, () -> commitOffsetAgain(offset)));
    }

    private void commitOffsetAgain(long offset) {
        coordinatorMoved(GROUPS, name());
        again(() -> commitOffset(offset));
    }

    private void send(Written record) {
        leader(record.partition(), leader -> {
            int sequence = sequences.getOrDefault(record.partition(), 0);
            BatchBuilder batch = new BatchBuilder().producer(producerId, epoch, sequence).transactional()
                    .add(millis(), null, Values.parse(record.value()).bytes());
            PartitionProduceData data = RecordBytes.put(new PartitionProduceData().setIndex(record.partition().partition()), batch.build());
            ProduceRequestData request = new ProduceRequestData().setTransactionalId(transactionalId).setAcks((short) -1).setTimeoutMs(2_000)
                    .setTopicData(new TopicProduceDataCollection(List.of(new TopicProduceData().setName(record.partition().topic())
                            .setPartitionData(List.of(data))).iterator()));
            ask(leader, request, PRODUCE, ProduceResponseData.class, answer -> written(record, sequence,
                    Errors.forCode(answer.responses().iterator().next().partitionResponses().getFirst().errorCode())), () -> retry(record));
        });
    }

    private void retry(Written record) {
        leadersMoved();
        again(() -> send(record));
    }

    private void written(Written record, int sequence, Errors error) {
        trace(() -> record + " (sequence " + sequence + " of " + producerId + "/" + epoch + ") " + error);
        if (TRY_AGAIN.contains(error)) {
            retry(record);
            return;
        }
        if (error == Errors.NONE || error == Errors.DUPLICATE_SEQUENCE_NUMBER) {
            sequences.put(record.partition(), sequence + 1);
        } else {
            failed = true; // the coordinator may have ended the transaction for the time it took
        }
        oneDone();
    }

    private void oneDone() {
        if (--unanswered == 0) {
            finish(!failed && random().nextInt(4) > 0);
        }
    }

    private void finish(boolean commit) {
        if (commit) {
            transactions.committing(id());
        }
        end(commit, true);
    }

    private void end(boolean commit, boolean firstTry) {
        EndTxnRequestData request = new EndTxnRequestData().setTransactionalId(transactionalId).setProducerId(producerId).setProducerEpoch(epoch).setCommitted(commit);
        coordinator(TRANSACTIONS, transactionalId, broker -> ask(broker, request, END, EndTxnResponseData.class,
                answer -> ended(commit, firstTry, answer), () -> lost(() -> end(commit, false))));
    }

    /** Who is put out before anybody was asked for the commit knows that it never came to that. */
    private void ended(boolean commit, boolean firstTry, EndTxnResponseData answer) {
        Errors error = Errors.forCode(answer.errorCode());
        trace(() -> id() + (commit ? " commit " : " abort ") + error);
        if (error == Errors.NONE) {
            success();
            if (commit) {
                transactions.committed(name(), number);
            } else {
                transactions.aborted(id());
            }
            taken(answer.producerId(), answer.producerEpoch());
        } else if (TRY_AGAIN.contains(error)) {
            lost(() -> end(commit, false));
        } else {
            if (firstTry && FENCED.contains(error)) {
                transactions.aborted(id());
            }
            if (isFoughtOver && FENCED.contains(error)) {
                success();
            }
            lost(this::begin); // fenced, or timed out: a new epoch ends whatever is open
        }
    }

    /** A record of a transaction. */
    record Written(TopicPartition partition, String value) {}

}
