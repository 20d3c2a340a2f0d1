package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.oracle.Batches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real clients trip over, byte for byte, where no other test holds it; {@code GOTCHAS.md} tells which test holds which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GotchasTest {

    private static final int OLDEST_FETCH = 4;
    private static final int NEWEST_FETCH = 17;
    private static final int FETCH_BY_ID = 13;
    private static final int PRODUCE_BY_NAME = 12;

    private Engine engine;

    @BeforeAll
    void start() {
        engine = Engine.start(config -> config.listen("localhost", 0).ephemeral());
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    static IntStream fetchVersions() {
        return IntStream.rangeClosed(OLDEST_FETCH, NEWEST_FETCH);
    }

    @Test
    void features_whose_range_begins_at_zero_are_told_from_version_4_on_only() throws IOException {
        ApiVersionsRequestData request = new ApiVersionsRequestData().setClientSoftwareName("test").setClientSoftwareVersion("1");
        try (RawClient client = client()) {
            assertThat(client.ask(3, request, ApiVersionsResponseData.class).supportedFeatures()).allMatch(feature -> feature.minVersion() > 0);
            assertThat(client.ask(4, request, ApiVersionsResponseData.class).supportedFeatures())
                    .anyMatch(feature -> feature.name().equals("transaction.version") && feature.minVersion() == 0 && feature.maxVersion() == 2);
        }
    }

    @ParameterizedTest
    @MethodSource("fetchVersions")
    void where_nothing_is_to_be_read_there_are_records_of_no_length_and_never_none(int version) throws IOException {
        Uuid id = topic("nothing-" + version);
        FetchResponseData answer;
        try (RawClient client = client()) {
            answer = client.ask(version, fetch("nothing-" + version, id, 0), FetchResponseData.class);
        }
        FetchResponseData.PartitionData partition = answer.responses().get(0).partitions().get(0);
        assertThat(partition.errorCode()).isZero();
        assertThat(partition.records()).isNotNull();
        assertThat(partition.records().sizeInBytes()).isZero();
        assertThat(partition.preferredReadReplica()).as("no other replica is named").isEqualTo(-1);
        assertThat(answer.sessionId()).as("who asks without a session gets none").isZero();
        assertThat(answer.nodeEndpoints()).as("addresses are told with errors only").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fetchVersions")
    void an_error_has_records_of_no_length_too(int version) throws IOException {
        try (RawClient client = client()) {
            FetchResponseData answer = client.ask(version, fetch("missing", new Uuid(1, 2), 0), FetchResponseData.class);
            FetchResponseData.PartitionData partition = answer.responses().get(0).partitions().get(0);
            assertThat(Errors.forCode(partition.errorCode()))
                    .isEqualTo(version >= FETCH_BY_ID ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION);
            assertThat(partition.records()).isNotNull();
        }
    }

    @Test
    void who_wants_no_acknowledgement_is_told_of_an_error_by_the_end_of_the_connection() throws IOException {
        topic("unacknowledged");
        try (RawClient client = client()) {
            client.send(PRODUCE_BY_NAME, produce("unacknowledged", 0, Batches.plain(1)));
            assertThat(client.ask(4, new ApiVersionsRequestData().setClientSoftwareName("a").setClientSoftwareVersion("1"), ApiVersionsResponseData.class))
                    .as("a good one has no answer, and the next request has its own").isNotNull();
            client.send(PRODUCE_BY_NAME, produce("missing", 0, Batches.plain(1)));
            assertThat(client.closedByBroker()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void who_logs_in_where_nobody_has_to_is_told_so_in_a_header_that_is_never_flexible_and_a_bare_token_ends_the_connection(int version)
            throws IOException {
        try (RawClient client = client()) {
            SaslHandshakeResponseData answer = client.ask(version, new SaslHandshakeRequestData().setMechanism("PLAIN"), SaslHandshakeResponseData.class);
            assertThat(Errors.forCode(answer.errorCode())).isEqualTo(Errors.ILLEGAL_SASL_STATE);
            assertThat(answer.mechanisms()).isEmpty();
            client.sendFrame("\0alice\0secret".getBytes(StandardCharsets.UTF_8));
            assertThat(client.closedByBroker()).isTrue();
        }
    }

    @Test
    void from_version_4_on_coordinators_stand_in_the_list_and_not_at_the_top() throws IOException {
        FindCoordinatorRequestData request = new FindCoordinatorRequestData().setKeyType((byte) 0).setCoordinatorKeys(List.of("g1", "g2"));
        try (RawClient client = client()) {
            FindCoordinatorResponseData answer = client.ask(4, request, FindCoordinatorResponseData.class);
            assertThat(answer.coordinators()).extracting(coordinator -> coordinator.key()).containsExactly("g1", "g2");
            assertThat(answer.coordinators()).allMatch(coordinator -> coordinator.errorCode() == 0 && coordinator.port() > 0);
            FindCoordinatorResponseData one = client.ask(3,
                    new FindCoordinatorRequestData().setKeyType((byte) 0).setKey("g1"), FindCoordinatorResponseData.class);
            assertThat(one.port()).isPositive();
        }
    }

    @Test
    void only_the_topics_of_coordinators_are_internal_whatever_others_are_called() throws IOException {
        topic("__mine");
        try (RawClient client = client()) {
            client.ask(4, new FindCoordinatorRequestData().setKeyType((byte) 0).setCoordinatorKeys(List.of("g1")), FindCoordinatorResponseData.class);
            MetadataRequestData request = new MetadataRequestData().setTopics(
                    List.of(new MetadataRequestTopic().setName("__mine"), new MetadataRequestTopic().setName("__consumer_offsets")));
            MetadataResponseData answer = client.ask(12, request, MetadataResponseData.class);
            assertThat(answer.topics().find("__mine").isInternal()).isFalse();
            assertThat(answer.topics().find("__consumer_offsets").isInternal()).isTrue();
        }
    }

    @Test
    void an_empty_list_of_topics_asks_for_all_in_version_0_and_for_none_afterwards() throws IOException {
        topic("listed");
        try (RawClient client = client()) {
            assertThat(client.ask(0, new MetadataRequestData().setTopics(List.of()), MetadataResponseData.class).topics().find("listed")).isNotNull();
            assertThat(client.ask(1, new MetadataRequestData().setTopics(List.of()), MetadataResponseData.class).topics()).isEmpty();
            assertThat(client.ask(1, new MetadataRequestData().setTopics(null), MetadataResponseData.class).topics().find("listed")).isNotNull();
        }
    }

    /** Clones were seen to answer "out of order", whereupon the client writes it again under a new number; or an offset of zero. */
    @Test
    void a_batch_that_comes_again_is_answered_with_the_offset_that_it_has() throws IOException {
        topic("again");
        try (RawClient client = client()) {
            long producer = client.ask(4, new InitProducerIdRequestData().setTransactionalId(null), InitProducerIdResponseData.class).producerId();
            List<PartitionProduceResponse> first = IntStream.range(0, 5)
                    .mapToObj(batch -> write(client, "again", Batches.idempotent(producer, 0, 2 * batch, 2))).toList();
            assertThat(first).extracting(PartitionProduceResponse::baseOffset).containsExactly(0L, 2L, 4L, 6L, 8L);
            IntStream.range(0, 5).forEach(batch -> {
                PartitionProduceResponse again = write(client, "again", Batches.idempotent(producer, 0, 2 * batch, 2));
                assertThat(Errors.forCode(again.errorCode())).isEqualTo(Errors.NONE);
                assertThat(again.baseOffset()).isEqualTo(2L * batch);
            });
            assertThat(write(client, "again", Batches.idempotent(producer, 0, 10, 1)).baseOffset()).isEqualTo(10);
        }
    }

    private static PartitionProduceResponse write(RawClient client, String topic, MemoryRecords records) {
        ProduceResponseData answer = client.ask(PRODUCE_BY_NAME, produce(topic, -1, records), ProduceResponseData.class);
        return answer.responses().iterator().next().partitionResponses().get(0);
    }

    private static ProduceRequestData produce(String topic, int acks, MemoryRecords records) {
        ProduceRequestData request = new ProduceRequestData().setAcks((short) acks).setTimeoutMs(10_000);
        request.topicData().add(new TopicProduceData().setName(topic)
                .setPartitionData(List.of(new PartitionProduceData().setIndex(0).setRecords(records))));
        return request;
    }

    private static FetchRequestData fetch(String topic, Uuid id, long offset) {
        return new FetchRequestData().setMaxWaitMs(0).setMinBytes(0).setMaxBytes(1_000_000).setSessionEpoch(-1).setTopics(List.of(
                new FetchTopic().setTopic(topic).setTopicId(id).setPartitions(List.of(
                        new FetchPartition().setPartition(0).setFetchOffset(offset).setPartitionMaxBytes(1_000_000)))));
    }

    private RawClient client() throws IOException {
        return new RawClient(engine.bootstrap());
    }

    private Uuid topic(String name) throws IOException {
        CreateTopicsRequestData create = new CreateTopicsRequestData().setTimeoutMs(30_000);
        create.topics().add(new CreatableTopic().setName(name).setNumPartitions(1).setReplicationFactor((short) 1));
        try (RawClient client = client()) {
            return client.ask(7, create, CreateTopicsResponseData.class).topics().find(name).topicId();
        }
    }
}
