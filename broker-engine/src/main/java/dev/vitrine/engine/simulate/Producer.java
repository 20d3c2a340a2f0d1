package dev.vitrine.engine.simulate;

import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.RecordBytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.Errors;

/**
 * An idempotent producer with acks=all that keeps some batches of a partition under way at once, as kafka-clients does: where one fails, it waits for the
 * others and sends all again, in order, with the sequences that they had.
 *
 * <pre>
 *   lane:  SENDING ── an error, or silence ──► DRAINING ── nothing under way, a leader known ──► SENDING, from the oldest on
 * </pre>
 */
final class Producer extends Client {

    private static final short PRODUCE = 12;
    private static final short INIT = 5;
    private static final int UNDER_WAY = 3;
    private static final int WAITING = 8;
    private static final int TIMEOUT_MS = 2_000;
    private static final Set<Errors> TRY_AGAIN = EnumSet.of(Errors.NOT_LEADER_OR_FOLLOWER, Errors.NOT_ENOUGH_REPLICAS,
            Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND, Errors.REQUEST_TIMED_OUT, Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.LEADER_NOT_AVAILABLE,
            Errors.FENCED_LEADER_EPOCH, Errors.KAFKA_STORAGE_ERROR, Errors.COORDINATOR_NOT_AVAILABLE,
            // A leader that was deposed while it stood still knows neither that nor what has been appended since; one that has lost records never gives in.
            Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);

    private record Batch(int sequence, List<Values> values) {}

    /** The batches of one partition, in order. */
    private static final class Lane {

        private final TopicPartition partition;
        private final Deque<Batch> waiting = new ArrayDeque<>();
        private final Deque<Batch> underWay = new ArrayDeque<>();
        private int nextSequence;
        private long nextNumber;
        private int unanswered;
        private boolean draining;

        Lane(TopicPartition partition) {
            this.partition = partition;
        }
    }

    private final Map<TopicPartition, Lane> lanes = new TreeMap<>(Comparators.PARTITIONS);
    private final List<TopicPartition> partitions;
    private long producerId;
    private short epoch;

    Producer(String name, Place place, List<TopicPartition> partitions) {
        super(name, place);
        this.partitions = partitions;
        partitions.forEach(partition -> lanes.put(partition, new Lane(partition)));
    }

    @Override
    void begin() {
        InitProducerIdRequestData request = new InitProducerIdRequestData().setTransactionalId(null).setTransactionTimeoutMs(60_000)
                .setProducerId(-1).setProducerEpoch((short) -1);
        ask(anyBroker(), request, INIT, InitProducerIdResponseData.class, answer -> {
            if (answer.errorCode() == Errors.NONE.code()) {
                producerId = answer.producerId();
                epoch = answer.producerEpoch();
                produce();
            } else {
                again(this::begin);
            }
        }, () -> again(this::begin));
    }

    private void produce() {
        if (isOver()) {
            return;
        }
        Lane lane = lanes.get(partitions.get(random().nextInt(partitions.size())));
        if (lane.waiting.size() < WAITING) {
            List<Values> values = random().ints(1 + random().nextInt(3), 0, 1)
                    .mapToObj(each -> new Values(name(), lane.partition.partition(), lane.nextNumber++)).toList();
            lane.waiting.add(new Batch(lane.nextSequence, values));
            lane.nextSequence += values.size();
            pump(lane);
        }
        later(5 + random().nextInt(60), this::produce);
    }

    /** Sends in order: where nobody is known to lead, all wait. */
    private void pump(Lane lane) {
        if (lane.draining || lane.waiting.isEmpty()) {
            return;
        }
        int leader = leader(lane.partition);
        if (leader < 0) {
            lane.draining = true;
            leader(lane.partition, found -> {
                lane.draining = false;
                pump(lane);
            });
            return;
        }
        while (lane.unanswered < UNDER_WAY && !lane.waiting.isEmpty()) {
            Batch batch = lane.waiting.poll();
            lane.underWay.add(batch);
            lane.unanswered++;
            send(lane, batch, leader);
        }
    }

    private void send(Lane lane, Batch batch, int leader) {
        BatchBuilder records = new BatchBuilder().producer(producerId, epoch, batch.sequence());
        batch.values().forEach(value -> records.add(millis(), null, value.bytes()));
        PartitionProduceData data = RecordBytes.put(new PartitionProduceData().setIndex(lane.partition.partition()), records.build());
        ProduceRequestData request = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(TIMEOUT_MS).setTopicData(new TopicProduceDataCollection(
                List.of(new TopicProduceData().setName(lane.partition.topic()).setPartitionData(List.of(data))).iterator()));
        ask(leader, request, PRODUCE, ProduceResponseData.class, answer -> {
            lane.unanswered--;
            answered(lane, batch, answer.responses().iterator().next().partitionResponses().getFirst());
        }, () -> {
            trace(() -> batch.values() + " (sequence " + batch.sequence() + ") silence");
            lane.unanswered--;
            failed(lane);
        });
    }

    private void answered(Lane lane, Batch batch, PartitionProduceResponse answer) {
        Errors error = Errors.forCode(answer.errorCode());
        trace(() -> batch.values() + " (sequence " + batch.sequence() + ") " + error + (error == Errors.NONE ? " at " + answer.baseOffset() : ""));
        if (error == Errors.NONE || error == Errors.DUPLICATE_SEQUENCE_NUMBER) {
            acknowledged(lane, batch, error == Errors.NONE ? answer.baseOffset() : -1);
        } else if (TRY_AGAIN.contains(error)) {
            failed(lane);
        } else {
            ledger().violated("P9", name() + " got " + error + " for " + batch.values() + " (sequence " + batch.sequence() + ") in " + lane.partition);
            end();
        }
    }

    private void acknowledged(Lane lane, Batch batch, long baseOffset) {
        success();
        lane.underWay.remove(batch);
        for (int i = 0; i < batch.values().size(); i++) {
            ledger().acknowledged(lane.partition, batch.values().get(i).toString(), baseOffset < 0 ? -1 : baseOffset + i);
        }
        if (lane.draining) {
            drained(lane);
        } else {
            pump(lane);
        }
    }

    private void failed(Lane lane) {
        lane.draining = true;
        drained(lane);
    }

    /** When nothing is under way any more, all that was is sent again. */
    private void drained(Lane lane) {
        if (lane.unanswered > 0) {
            return;
        }
        while (!lane.underWay.isEmpty()) {
            lane.waiting.addFirst(lane.underWay.pollLast());
        }
        leadersMoved();
        again(() -> {
            lane.draining = false;
            pump(lane);
        });
    }
}
