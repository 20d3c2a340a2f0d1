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
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * A transactional producer (transaction.version 2): writes one record into each of some partitions, then commits or aborts, and notes how it ended.
 *
 * <pre>
 *   INIT ──► WRITING ── all acknowledged ──► ENDING (commit) ──► INIT's epoch, next transaction
 *     ▲         └────── one failed ────────► ENDING (abort) ───┘
 *     └──────────────── fenced, or the id's state is not what it thinks ──┘   what was open has an unknown end
 * </pre>
 */
final class Transactor extends Client {

    private static final short PRODUCE = 12;
    private static final short INIT = 5;
    private static final short END = 5;
    private static final int TRANSACTIONS = 1;
    private static final int TIMEOUT_MS = 20_000;
    private static final Set<Errors> TRY_AGAIN = EnumSet.of(Errors.NOT_LEADER_OR_FOLLOWER, Errors.NOT_ENOUGH_REPLICAS,
            Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND, Errors.REQUEST_TIMED_OUT, Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.LEADER_NOT_AVAILABLE,
            Errors.FENCED_LEADER_EPOCH, Errors.KAFKA_STORAGE_ERROR, Errors.COORDINATOR_NOT_AVAILABLE, Errors.NOT_COORDINATOR,
            Errors.COORDINATOR_LOAD_IN_PROGRESS, Errors.CONCURRENT_TRANSACTIONS);

    private final List<TopicPartition> partitions;
    private final Transactions transactions;
    private final Map<TopicPartition, Integer> sequences = new TreeMap<>(Comparators.PARTITIONS);
    private long producerId;
    private short epoch;
    private long number;
    private List<TopicPartition> toWrite = List.of();
    private int unanswered;
    private boolean failed;

    Transactor(String name, Place place, List<TopicPartition> partitions, Transactions transactions) {
        super(name, place);
        this.partitions = partitions;
        this.transactions = transactions;
    }

    @Override
    void begin() {
        if (isOver()) {
            return;
        }
        InitProducerIdRequestData request = new InitProducerIdRequestData().setTransactionalId(name()).setTransactionTimeoutMs(TIMEOUT_MS)
                .setProducerId(-1).setProducerEpoch((short) -1);
        coordinator(TRANSACTIONS, name(), broker -> ask(broker, request, INIT, InitProducerIdResponseData.class, answer -> {
            if (answer.errorCode() == Errors.NONE.code()) {
                taken(answer.producerId(), answer.producerEpoch());
            } else {
                lost(this::begin);
            }
        }, () -> lost(this::begin)));
    }

    private void lost(Runnable next) {
        coordinatorMoved(TRANSACTIONS, name());
        again(next);
    }

    private void taken(long id, short newEpoch) {
        if (id != producerId || newEpoch != epoch) {
            sequences.clear();
        }
        producerId = id;
        epoch = newEpoch;
        later(random().nextInt(200), this::write);
    }

    private String id() {
        return name() + "-" + number;
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
        unanswered = records.size();
        records.forEach(this::send);
    }

    private void send(Written record) {
        leader(record.partition(), leader -> {
            int sequence = sequences.getOrDefault(record.partition(), 0);
            BatchBuilder batch = new BatchBuilder().producer(producerId, epoch, sequence).transactional()
                    .add(millis(), null, Values.parse(record.value()).bytes());
            PartitionProduceData data = RecordBytes.put(new PartitionProduceData().setIndex(record.partition().partition()), batch.build());
            ProduceRequestData request = new ProduceRequestData().setTransactionalId(name()).setAcks((short) -1).setTimeoutMs(2_000)
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
        trace(record + " (sequence " + sequence + " of " + producerId + "/" + epoch + ") " + error);
        if (TRY_AGAIN.contains(error)) {
            retry(record);
            return;
        }
        if (error == Errors.NONE || error == Errors.DUPLICATE_SEQUENCE_NUMBER) {
            sequences.put(record.partition(), sequence + 1);
        } else {
            failed = true; // the coordinator may have ended the transaction for the time it took
        }
        if (--unanswered == 0) {
            finish(!failed && random().nextInt(4) > 0);
        }
    }

    private void finish(boolean commit) {
        if (commit) {
            transactions.committing(id());
        }
        EndTxnRequestData request = new EndTxnRequestData().setTransactionalId(name()).setProducerId(producerId).setProducerEpoch(epoch).setCommitted(commit);
        coordinator(TRANSACTIONS, name(), broker -> ask(broker, request, END, EndTxnResponseData.class,
                answer -> ended(commit, answer), () -> lost(() -> finish(commit))));
    }

    private void ended(boolean commit, EndTxnResponseData answer) {
        Errors error = Errors.forCode(answer.errorCode());
        trace(id() + (commit ? " commit " : " abort ") + error);
        if (error == Errors.NONE) {
            success();
            if (commit) {
                transactions.committed(id());
            } else {
                transactions.aborted(id());
            }
            taken(answer.producerId(), answer.producerEpoch());
        } else if (TRY_AGAIN.contains(error)) {
            lost(() -> finish(commit));
        } else {
            lost(this::begin); // fenced, or timed out: a new epoch ends whatever is open
        }
    }

    /** A record of a transaction. */
    record Written(TopicPartition partition, String value) {}

}
