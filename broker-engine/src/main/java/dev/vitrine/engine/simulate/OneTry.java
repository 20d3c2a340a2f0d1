package dev.vitrine.engine.simulate;

import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.RecordBytes;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.Errors;

/** A plain producer with acks=all that sends each record once and takes the answer for what it is: what was refused before it was appended is nowhere. */
final class OneTry extends Client {

    private static final short PRODUCE = 12;
    private static final int TIMEOUT_MS = 2_000;

    private final List<TopicPartition> partitions;
    private long number;

    OneTry(String name, Place place, List<TopicPartition> partitions) {
        super(name, place);
        this.partitions = partitions;
    }

    @Override
    void begin() {
        if (!isOver()) {
            TopicPartition partition = partitions.get(random().nextInt(partitions.size()));
            leader(partition, leader -> send(partition, leader));
        }
    }

    private void send(TopicPartition partition, int leader) {
        String value = new Values(name(), partition.partition(), number++).toString();
        PartitionProduceData data = RecordBytes.put(new PartitionProduceData().setIndex(partition.partition()),
                new BatchBuilder().add(millis(), null, Values.parse(value).bytes()).build());
        ProduceRequestData request = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(TIMEOUT_MS).setTopicData(new TopicProduceDataCollection(
                List.of(new TopicProduceData().setName(partition.topic()).setPartitionData(List.of(data))).iterator()));
        ask(leader, request, PRODUCE, ProduceResponseData.class,
                answer -> answered(partition, value, answer.responses().iterator().next().partitionResponses().getFirst()), this::elsewhere);
    }

    private void answered(TopicPartition partition, String value, PartitionProduceResponse answer) {
        Errors error = Errors.forCode(answer.errorCode());
        trace(() -> value + " " + error);
        if (error == Errors.NONE) {
            success();
            ledger().acknowledged(partition, value, answer.baseOffset());
            later(20 + random().nextInt(100), this::begin);
        } else {
            if (error == Errors.NOT_ENOUGH_REPLICAS) {
                ledger().refused(partition, value);
            }
            elsewhere();
        }
    }

    private void elsewhere() {
        leadersMoved();
        again(this::begin);
    }
}
