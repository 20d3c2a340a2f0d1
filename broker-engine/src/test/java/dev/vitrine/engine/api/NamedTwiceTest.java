package dev.vitrine.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.RawClient;
import dev.vitrine.engine.oracle.Batches;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request may name a topic or a partition more than once. The last word counts, and there is one answer. */
class NamedTwiceTest {

    private static final String TOPIC = "twice";
    private static final int PRODUCE_BY_NAME = 12;

    private Engine engine;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        engine = Engine.start(config -> config.listen("localhost", 0).ephemeral());
        client = new RawClient(engine.bootstrap());
        CreateTopicsRequestData create = new CreateTopicsRequestData().setTimeoutMs(30_000);
        create.topics().add(new CreatableTopic().setName(TOPIC).setNumPartitions(2).setReplicationFactor((short) 1));
        client.ask(7, create, CreateTopicsResponseData.class);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        engine.close();
    }

    @Test
    void of_a_partition_that_is_written_twice_in_one_request_the_last_records_are_appended_and_answered_once() {
        assertThat(produce(topic(records(0, 1), records(0, 3))))
                .singleElement().extracting(PartitionProduceResponse::baseOffset).isEqualTo(0L);

        assertThat(produce(topic(records(0, 1)))).singleElement().extracting(PartitionProduceResponse::baseOffset).isEqualTo(3L);
    }

    @Test
    void a_topic_that_is_written_twice_in_one_request_is_answered_for_all_of_its_partitions() {
        assertThat(produce(topic(records(0, 1)), topic(records(1, 2), records(0, 5)))).hasSize(2)
                .allSatisfy(answer -> assertThat(answer.errorCode()).isZero());

        assertThat(produce(topic(records(0, 1)))).singleElement().extracting(PartitionProduceResponse::baseOffset).isEqualTo(5L);
    }

    @Test
    void where_one_of_two_namings_is_no_batch_the_other_is_appended_and_the_answer_is_an_error() {
        assertThat(produce(topic(records(0, 2), nothing(0)))).singleElement()
                .extracting(PartitionProduceResponse::errorCode).isEqualTo(Errors.INVALID_RECORD.code());
        assertThat(produce(topic(nothing(0), records(0, 3)))).singleElement()
                .extracting(PartitionProduceResponse::errorCode).isEqualTo(Errors.INVALID_RECORD.code());

        assertThat(produce(topic(records(0, 1)))).singleElement().extracting(PartitionProduceResponse::baseOffset).isEqualTo(5L);
    }

    private static TopicProduceData topic(PartitionProduceData... partitions) {
        return new TopicProduceData().setName(TOPIC).setPartitionData(List.of(partitions));
    }

    private static PartitionProduceData records(int partition, int count) {
        return new PartitionProduceData().setIndex(partition).setRecords(Batches.plain(count));
    }

    private static PartitionProduceData nothing(int partition) {
        return new PartitionProduceData().setIndex(partition).setRecords(MemoryRecords.EMPTY);
    }

    private List<PartitionProduceResponse> produce(TopicProduceData... topics) {
        ProduceRequestData request = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(10_000);
        List.of(topics).forEach(request.topicData()::add);
        return client.ask(PRODUCE_BY_NAME, request, ProduceResponseData.class).responses().stream()
                .flatMap(topic -> topic.partitionResponses().stream()).toList();
    }
}
