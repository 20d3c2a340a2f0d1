package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DescribeProducersRequestData;
import org.apache.kafka.common.message.DescribeProducersRequestData.TopicRequest;
import org.apache.kafka.common.message.DescribeProducersResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartition;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarker;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarkerTopic;
import org.apache.kafka.common.message.WriteTxnMarkersResponseData;
import org.apache.kafka.common.message.WriteTxnMarkersResponseData.WritableTxnMarkerPartitionResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transactions as partitions and groups see them, word by word, without a coordinator: partitions are told not to ask for one. With
 * {@code -Dclients.against=HOST:PORT} an Apache Kafka is asked the same (with the settings of {@link #open}).
 */
@Timeout(120)
class TransactionApisTest {

    private static final String AGAINST = System.getProperty("clients.against");

    private final long base = ThreadLocalRandom.current().nextLong(1_000_000_000L);
    private final String topic = "ledger" + base;
    private final TopicPartition partition = new TopicPartition(topic, 0);
    private final String group = "bookkeepers" + base;

    @TempDir
    Path data;

    private Engine engine;
    private RawClient client;

    @BeforeEach
    void start() throws Exception {
        open(false);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
        client.ask(3, new FindCoordinatorRequestData().setKey(group).setKeyType((byte) 0)); // makes __consumer_offsets
    }

    private String bootstrap() {
        return AGAINST != null ? AGAINST : engine.bootstrap();
    }

    private void open(boolean verifies) throws IOException {
        if (AGAINST != null) {
            assumeFalse(verifies, "as it was started");
            client = new RawClient(AGAINST);
            return;
        }
        engine = Engine.start(config -> config.listen("localhost", 0).data(data)
                .set("transaction.partition.verification.enable", String.valueOf(verifies)).set("offsets.topic.num.partitions", "3"));
        client = new RawClient(engine.bootstrap());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        if (engine != null) {
            engine.close();
        }
    }

    private PartitionProduceResponse produce(int version, String transactionalId, long producer, int epoch, int sequence, boolean transactional)
            throws IOException {
        BatchBuilder batch = new BatchBuilder(Codec.NONE, 0).producer(base + producer, (short) epoch, sequence);
        ByteBuffer bytes = (transactional ? batch.transactional() : batch).add(System.currentTimeMillis(), null, new byte[] {1}).build();
        ProduceRequestData request = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(10_000).setTransactionalId(transactionalId);
        request.topicData().add(new TopicProduceData().setName(topic).setPartitionData(
                List.of(new PartitionProduceData().setIndex(0).setRecords(MemoryRecords.readableRecords(bytes)))));
        ProduceResponseData answer = client.ask(version, request);
        return answer.responses().iterator().next().partitionResponses().get(0);
    }

    private long send(long producer, int epoch, int sequence) throws IOException {
        PartitionProduceResponse answer = produce(9, "tx", producer, epoch, sequence, true);
        assertThat(Errors.forCode(answer.errorCode())).isEqualTo(Errors.NONE);
        return answer.baseOffset();
    }

    private WritableTxnMarker marker(long producer, int epoch, boolean commit, int coordinatorEpoch, TopicPartition... partitions) {
        WritableTxnMarker marker = new WritableTxnMarker().setProducerId(base + producer).setProducerEpoch((short) epoch).setTransactionResult(commit)
                .setCoordinatorEpoch(coordinatorEpoch);
        for (TopicPartition one : partitions) {
            marker.topics().add(new WritableTxnMarkerTopic().setName(one.topic()).setPartitionIndexes(List.of(one.partition())));
        }
        return marker;
    }

    private Errors end(long producer, int epoch, boolean commit, TopicPartition where) throws IOException {
        WriteTxnMarkersResponseData answer = client.ask(1, new WriteTxnMarkersRequestData()
                .setMarkers(List.of(marker(producer, epoch, commit, 0, where))));
        return Errors.forCode(answer.markers().get(0).topics().get(0).partitions().get(0).errorCode());
    }

    private FetchRequestData fetchRequest(long offset, boolean committed, int maxWaitMs) {
        FetchRequestData request = new FetchRequestData().setMaxWaitMs(maxWaitMs).setMinBytes(1).setMaxBytes(1 << 20)
                .setIsolationLevel((byte) (committed ? 1 : 0)).setSessionEpoch(-1);
        request.topics().add(new FetchTopic().setTopic(topic).setPartitions(
                List.of(new FetchPartition().setPartition(0).setFetchOffset(offset).setPartitionMaxBytes(1 << 20))));
        return request;
    }

    private static PartitionData only(FetchResponseData answer) {
        return answer.responses().get(0).partitions().get(0);
    }

    private PartitionData fetch(int version, long offset, boolean committed) throws IOException {
        return only(client.ask(version, fetchRequest(offset, committed, 0)));
    }

    private long latest(boolean committed) throws IOException {
        ListOffsetsResponseData answer = client.ask(4, new ListOffsetsRequestData().setReplicaId(-1)
                .setIsolationLevel((byte) (committed ? 1 : 0)).setTopics(List.of(new ListOffsetsTopic().setName(topic).setPartitions(
                        List.of(new ListOffsetsPartition().setPartitionIndex(0).setTimestamp(-1))))));
        return answer.topics().get(0).partitions().get(0).offset();
    }

    @Test
    void a_reader_of_committed_records_sees_to_the_last_stable_offset_and_is_told_what_to_skip() throws IOException {
        send(1, 0, 0);
        send(2, 0, 0);
        assertThat(fetch(11, 0, true).records().sizeInBytes()).isZero();
        assertThat(fetch(11, 0, true).lastStableOffset()).isZero();
        assertThat(fetch(11, 0, false).records().sizeInBytes()).isPositive();
        assertThat(fetch(11, 0, false).abortedTransactions()).as("not asked").isNull();
        assertThat(latest(true)).isZero();
        assertThat(latest(false)).isEqualTo(2);

        assertThat(end(2, 0, false, partition)).isEqualTo(Errors.NONE);
        assertThat(end(1, 0, true, partition)).isEqualTo(Errors.NONE);
        for (int version = 4; version <= 12; version++) {
            PartitionData told = fetch(version, 0, true);
            assertThat(told.abortedTransactions()).as("v" + version).hasSize(1);
            assertThat(told.abortedTransactions().get(0).producerId()).isEqualTo(base + 2);
            assertThat(told.abortedTransactions().get(0).firstOffset()).isEqualTo(1);
            assertThat(told.lastStableOffset()).isEqualTo(4);
        }
        assertThat(fetch(11, 3, true).abortedTransactions()).isEmpty();
        assertThat(latest(true)).isEqualTo(4);
    }

    @Test
    void a_fetch_that_waits_for_committed_records_wakes_when_the_transaction_ends() throws IOException {
        send(1, 0, 0);
        try (RawClient waiting = new RawClient(bootstrap())) {
            waiting.send(11, fetchRequest(0, true, 25_000));
            produce(9, null, 7, 0, 0, false); // behind the transaction: nothing to see
            end(1, 0, false, partition);
            PartitionData told = only((FetchResponseData) waiting.receive(11, ApiKeys.FETCH));
            assertThat(told.records().sizeInBytes()).isPositive();
            assertThat(told.abortedTransactions()).hasSize(1);
        }
    }

    @Test
    void one_request_may_end_many_transactions_and_each_partition_has_its_own_answer() throws IOException {
        send(1, 0, 0);
        send(2, 3, 0);
        WriteTxnMarkersResponseData answer = client.ask(2, new WriteTxnMarkersRequestData().setMarkers(List.of(
                marker(1, 0, true, 5, partition, new TopicPartition("absent", 0), new TopicPartition(topic, 1)),
                marker(2, 3, false, 5, partition).setTransactionVersion((byte) 2),
                marker(3, 0, false, 5, partition))));
        Map<String, Errors> errors = new TreeMap<>();
        answer.markers().forEach(m -> m.topics().forEach(t -> {
            for (WritableTxnMarkerPartitionResult p : t.partitions()) {
                errors.put((m.producerId() - base) + " " + t.name().replaceAll("[0-9]", "") + "-" + p.partitionIndex(), Errors.forCode(p.errorCode()));
            }
        }));
        assertThat(errors).containsExactlyInAnyOrderEntriesOf(Map.of(
                "1 ledger-0", Errors.NONE, "1 ledger-1", Errors.NONE, "1 absent-0", Errors.UNKNOWN_TOPIC_OR_PARTITION,
                "2 ledger-0", Errors.INVALID_PRODUCER_EPOCH, "3 ledger-0", Errors.NONE));
        WriteTxnMarkersResponseData fenced = client.ask(1, new WriteTxnMarkersRequestData().setMarkers(List.of(marker(1, 0, true, 4, partition))));
        assertThat(Errors.forCode(fenced.markers().get(0).topics().get(0).partitions().get(0).errorCode()))
                .isEqualTo(Errors.TRANSACTION_COORDINATOR_FENCED);
        WriteTxnMarkersResponseData nothing = client.ask(1, new WriteTxnMarkersRequestData());
        assertThat(nothing.markers()).isEmpty();
    }

    @Test
    void a_partition_tells_of_its_open_transactions() throws IOException {
        send(1, 4, 0);
        DescribeProducersRequestData request = new DescribeProducersRequestData().setTopics(
                List.of(new TopicRequest().setName(topic).setPartitionIndexes(List.of(0))));
        DescribeProducersResponseData open = client.ask(0, request);
        assertThat(open.topics().get(0).partitions().get(0).activeProducers().get(0).currentTxnStartOffset()).isZero();
        assertThat(open.topics().get(0).partitions().get(0).activeProducers().get(0).coordinatorEpoch()).isEqualTo(-1);
        end(1, 4, true, partition);
        DescribeProducersResponseData ended = client.ask(0, request);
        assertThat(ended.topics().get(0).partitions().get(0).activeProducers().get(0).currentTxnStartOffset()).isEqualTo(-1);
        assertThat(ended.topics().get(0).partitions().get(0).activeProducers().get(0).coordinatorEpoch()).isZero();
    }

    @Test
    void an_administrator_aborts_a_transaction_that_hangs() throws Exception {
        send(1, 4, 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.abortTransaction(new AbortTransactionSpec(partition, base + 1, (short) 4, 0)).all().get();
        }
        assertThat(latest(true)).isEqualTo(2);
        assertThat(fetch(11, 0, true).abortedTransactions()).hasSize(1);
    }

    @Test
    void a_reader_that_wants_more_than_a_transaction_uncovers_waits_on() throws IOException {
        send(1, 0, 0);
        try (RawClient waiting = new RawClient(bootstrap())) {
            waiting.send(11, fetchRequest(0, true, 25_000).setMinBytes(400));
            end(1, 0, true, partition); // a record and a marker: some 150 bytes
            send(2, 0, 0);
            end(2, 0, true, partition);
            send(3, 0, 0);
            end(3, 0, true, partition);
            PartitionData told = only((FetchResponseData) waiting.receive(11, ApiKeys.FETCH));
            assertThat(told.records().sizeInBytes()).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void a_transactional_batch_needs_a_transactional_id_and_one_in_a_transaction_must_be_transactional() throws IOException {
        assertThat(Errors.forCode(produce(9, null, 1, 0, 0, true).errorCode())).isEqualTo(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
        send(1, 0, 0);
        assertThat(Errors.forCode(produce(9, "tx", 1, 0, 1, false).errorCode())).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(Errors.forCode(produce(9, "tx", 1, -0, 5, true).errorCode())).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void while_nobody_coordinates_a_transaction_that_must_be_verified_is_to_be_tried_again() throws IOException {
        assumeTrue(AGAINST == null, "there is always somebody");
        client.close();
        engine.close();
        open(true);
        for (int version = 3; version <= 12; version++) {
            PartitionProduceResponse answer = produce(version, "tx", 1, 0, 0, true);
            assertThat(Errors.forCode(answer.errorCode())).as("v" + version).isIn(Errors.NOT_ENOUGH_REPLICAS, Errors.INVALID_TXN_STATE,
                    Errors.INVALID_PRODUCER_ID_MAPPING);
        }
    }

    // ---- groups

    private TopicPartition home() {
        return new TopicPartition("__consumer_offsets", Utils.abs(group.hashCode()) % 3);
    }

    private Errors commit(int version, long producer, int epoch, String of, int index, long offset) throws IOException {
        TxnOffsetCommitResponseData answer = client.ask(version, new TxnOffsetCommitRequestData().setTransactionalId("tx").setGroupId(group)
                .setProducerId(base + producer).setProducerEpoch((short) epoch)
                .setTopics(List.of(new TxnOffsetCommitRequestTopic().setName(of).setPartitions(List.of(
                        new TxnOffsetCommitRequestPartition().setPartitionIndex(index).setCommittedOffset(offset))))));
        return Errors.forCode(answer.topics().get(0).partitions().get(0).errorCode());
    }

    private OffsetFetchResponsePartition committed(boolean stable) throws IOException {
        OffsetFetchResponseData answer = client.ask(7, new OffsetFetchRequestData().setGroupId(group).setRequireStable(stable)
                .setTopics(List.of(new OffsetFetchRequestTopic().setName(topic).setPartitionIndexes(List.of(0)))));
        return answer.topics().get(0).partitions().get(0);
    }

    @Test
    void offsets_count_when_their_transaction_is_committed_and_are_unstable_until_then() throws IOException {
        for (int version = 0; version <= 3; version++) {
            long offset = 10 + version;
            long before = version == 0 ? -1 : offset - 1;
            assertThat(commit(version, 1, 0, topic, 0, offset)).as("v" + version).isEqualTo(Errors.NONE);
            assertThat(committed(false).committedOffset()).isEqualTo(before);
            assertThat(Errors.forCode(committed(true).errorCode())).isEqualTo(Errors.UNSTABLE_OFFSET_COMMIT);
            assertThat(committed(true).committedOffset()).isEqualTo(-1);
            assertThat(end(1, 0, true, home())).isEqualTo(Errors.NONE);
            assertThat(committed(true).committedOffset()).isEqualTo(offset);
        }
        assertThat(commit(3, 1, 0, topic, 0, 99)).isEqualTo(Errors.NONE);
        assertThat(end(1, 0, false, home())).isEqualTo(Errors.NONE);
        assertThat(committed(true).committedOffset()).as("the last one was aborted").isEqualTo(13);
    }

    @Test
    void a_zombie_commits_no_offsets_and_a_topic_that_is_not_there_is_named() throws IOException {
        assertThat(commit(3, 1, 5, topic, 0, 1)).isEqualTo(Errors.NONE);
        assertThat(commit(3, 1, 4, topic, 0, 2)).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        assertThat(commit(3, 1, 5, "absent", 0, 2)).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(end(1, 4, true, home())).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        assertThat(end(1, 5, true, home())).isEqualTo(Errors.NONE);
        assertThat(committed(true).committedOffset()).isEqualTo(1);
    }

    @Test
    void pending_offsets_survive_restarts_and_are_decided_by_the_marker_that_comes_then() throws IOException {
        assertThat(commit(3, 1, 0, topic, 0, 11)).isEqualTo(Errors.NONE);
        assertThat(end(1, 0, true, home())).isEqualTo(Errors.NONE);
        assertThat(commit(3, 2, 0, topic, 0, 22)).isEqualTo(Errors.NONE);
        restart();
        assertThat(committed(false).committedOffset()).isEqualTo(11);
        assertThat(Errors.forCode(committed(true).errorCode())).isEqualTo(Errors.UNSTABLE_OFFSET_COMMIT);
        assertThat(end(2, 0, true, home())).isEqualTo(Errors.NONE);
        assertThat(commit(3, 3, 0, topic, 0, 33)).isEqualTo(Errors.NONE);
        assertThat(end(3, 0, false, home())).isEqualTo(Errors.NONE);
        assertThat(committed(true).committedOffset()).isEqualTo(22);
        restart();
        assertThat(committed(true).committedOffset()).isEqualTo(22);
        restart();
        assertThat(committed(true).committedOffset()).isEqualTo(22);
    }

    private void restart() throws IOException {
        assumeTrue(AGAINST == null, "not ours to restart");
        client.close();
        engine.close();
        open(false);
        List<Errors> seen = new ArrayList<>();
        for (Errors error = loaded(); error != Errors.NONE; error = loaded()) {
            seen.add(error);
            assertThat(seen).hasSizeLessThan(100_000);
            Thread.onSpinWait();
        }
    }

    private Errors loaded() throws IOException {
        OffsetFetchResponseData answer = client.ask(7, new OffsetFetchRequestData().setGroupId(group).setTopics(List.of()));
        return Errors.forCode(answer.errorCode());
    }

    @Test
    void the_same_partition_with_topic_ids() throws IOException {
        send(1, 0, 0);
        end(1, 0, false, partition);
        Uuid id;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            id = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).topicId();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
        FetchRequestData request = fetchRequest(0, true, 0).setSessionEpoch(0);
        request.topics().get(0).setTopic("").setTopicId(id);
        FetchResponseData first = client.ask(17, request);
        assertThat(only(first).abortedTransactions()).hasSize(1);
        send(1, 0, 1);
        end(1, 0, false, partition);
        FetchResponseData later = client.ask(17, new FetchRequestData().setSessionId(first.sessionId()).setSessionEpoch(1)
                .setIsolationLevel((byte) 1).setMaxBytes(1 << 20).setMinBytes(1).setMaxWaitMs(0));
        assertThat(only(later).abortedTransactions()).as("in a session, too").hasSize(2);
    }
}
