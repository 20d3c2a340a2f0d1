package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.AddOffsetsToTxnResponseData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransactionCollection;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;
import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.ListTransactionsResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the transaction coordinator answers, version by version. All of it was seen of Apache Kafka 4.3.1 with {@code -Dclients.against}. */
@Timeout(180)
class TransactionAnswersTest {

    private static final int OLDER = 3;
    private static final int NEWER = 5;

    @TempDir
    private static Path data;
    private static TestBroker broker;
    private static RawClient client;
    private static String topic;
    private final String id = "id-" + UUID.randomUUID().toString().substring(0, 8);

    private record Producer(long id, short epoch) {

        private Producer at(int otherEpoch) {
            return new Producer(id, (short) otherEpoch);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        broker = TestBroker.start(data);
        topic = new Clients(broker.bootstrap()).topic("answers", 3);
        client = new RawClient(broker.bootstrap());
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        broker.close();
    }

    /** The coordinator may have to be made first. */
    @BeforeEach
    void findCoordinator() {
        Awaiting.until(Duration.ofSeconds(30), () -> Errors.forCode(client.ask(4, new FindCoordinatorRequestData().setKeyType((byte) 1)
                .setCoordinatorKeys(List.of(id)), FindCoordinatorResponseData.class).coordinators().get(0).errorCode()) == Errors.NONE, () -> "none");
        Awaiting.until(Duration.ofSeconds(30), () -> end(NEWER, new Producer(1, (short) 0), true).startsWith("INVALID_PRODUCER_ID_MAPPING"), () -> "none");
    }

    // ---- InitProducerId

    @Test
    void a_producer_gets_an_epoch_and_the_next_one_a_higher_one() {
        Producer first = init();
        assertThat(first.epoch()).isZero();
        assertThat(init()).isEqualTo(first.at(1));
        assertThat(init(0, request())).isEqualTo("NONE 2");
    }

    @Test
    void unreasonable_requests_for_a_producer_id_are_refused() {
        assertThat(init(5, request().setTransactionalId(""))).isEqualTo("INVALID_REQUEST -1");
        assertThat(init(5, request().setTransactionTimeoutMs(0))).isEqualTo("INVALID_TRANSACTION_TIMEOUT -1");
        assertThat(init(5, request().setTransactionTimeoutMs(-1))).isEqualTo("INVALID_TRANSACTION_TIMEOUT -1");
        assertThat(init(5, request().setTransactionTimeoutMs(900_001))).isEqualTo("INVALID_TRANSACTION_TIMEOUT -1");
        assertThat(init(5, request().setTransactionTimeoutMs(900_000))).isEqualTo("NONE 0");
        assertThat(init(5, request().setProducerId(7))).isEqualTo("INVALID_REQUEST -1");
        assertThat(init(5, request().setProducerEpoch((short) 7))).isEqualTo("INVALID_REQUEST -1");
        assertThat(init(5, new InitProducerIdRequestData().setTransactionalId(null).setProducerId(7))).isEqualTo("INVALID_REQUEST -1");
        assertThat(init(5, new InitProducerIdRequestData().setTransactionalId(null).setTransactionTimeoutMs(-1))).isEqualTo("NONE 0");
    }

    @Test
    void a_producer_that_names_its_epoch_goes_on_or_is_fenced_in_the_words_of_the_version() {
        Producer first = init();
        assertThat(init(5, naming(first))).isEqualTo("NONE 1");
        assertThat(init(5, naming(first))).as("asked again").isEqualTo("NONE 1");
        assertThat(init(5, naming(first.at(1)))).isEqualTo("NONE 2");
        assertThat(init(4, naming(first))).isEqualTo("PRODUCER_FENCED -1");
        assertThat(init(3, naming(first))).isEqualTo("INVALID_PRODUCER_EPOCH -1");
        assertThat(init(5, naming(new Producer(first.id() + 77_777, (short) 0)))).isEqualTo("PRODUCER_FENCED -1");
    }

    @Test
    void a_transaction_that_was_left_open_is_aborted_before_a_newcomer_gets_in() {
        Producer first = init();
        assertThat(add(OLDER, first, 0)).containsOnly("NONE");
        assertThat(init(5, request())).isEqualTo("CONCURRENT_TRANSACTIONS -1");
        awaitState("CompleteAbort");
        assertThat(init(5, request())).isEqualTo("NONE 2");
    }

    // ---- AddPartitionsToTxn, AddOffsetsToTxn

    @Test
    void partitions_are_added_by_their_producer_only() {
        Producer first = init();
        assertThat(add(0, first, 0)).containsOnly("NONE");
        assertThat(add(OLDER, first, 0, 1)).containsOnly("NONE");
        assertThat(add(OLDER, new Producer(first.id() + 77_777, (short) 0), 0)).containsOnly("INVALID_PRODUCER_ID_MAPPING");
        assertThat(add(0, first.at(5), 0)).containsOnly("INVALID_PRODUCER_EPOCH");
        assertThat(add(1, first.at(5), 0)).containsOnly("INVALID_PRODUCER_EPOCH");
        assertThat(add(2, first.at(5), 0)).containsOnly("PRODUCER_FENCED");
        assertThat(add(OLDER, first, 0, 9)).containsExactlyInAnyOrder("OPERATION_NOT_ATTEMPTED", "UNKNOWN_TOPIC_OR_PARTITION");
        assertThat(offsets(0, first.at(5))).isEqualTo("INVALID_PRODUCER_EPOCH");
        assertThat(offsets(1, first.at(5))).isEqualTo("INVALID_PRODUCER_EPOCH");
        assertThat(offsets(2, first.at(5))).isEqualTo("PRODUCER_FENCED");
        assertThat(offsets(4, first)).isEqualTo("NONE");
        assertThat(end(OLDER, first, true)).isEqualTo("NONE");
    }

    @Test
    void brokers_add_and_verify_for_many_transactions_at_once() {
        Producer first = init();
        assertThat(batch(4, first, true, 0)).as("nothing is there yet").containsOnly("TRANSACTION_ABORTABLE");
        assertThat(batch(5, first, true, 0)).containsOnly("TRANSACTION_ABORTABLE");
        assertThat(batch(4, first, false, 0)).containsOnly("NONE");
        assertThat(batch(4, first, true, 0, 1)).containsExactlyInAnyOrder("NONE", "TRANSACTION_ABORTABLE");
        assertThat(batch(4, first, true, 0, 9)).containsExactlyInAnyOrder("OPERATION_NOT_ATTEMPTED", "UNKNOWN_TOPIC_OR_PARTITION");
        assertThat(batch(5, first.at(3), true, 0)).containsOnly("PRODUCER_FENCED");
        assertThat(batch(5, first.at(3), false, 0)).containsOnly("PRODUCER_FENCED");
        assertThat(batch(5, new Producer(first.id() + 77_777, (short) 0), true, 0)).containsOnly("INVALID_PRODUCER_ID_MAPPING");
    }

    // ---- EndTxn

    @Test
    void the_older_protocol_ends_a_transaction_and_says_so_again() {
        Producer first = init();
        assertThat(end(OLDER, first, true)).as("empty").isEqualTo("INVALID_TXN_STATE");
        assertThat(end(OLDER, first, false)).as("empty").isEqualTo("INVALID_TXN_STATE");
        add(OLDER, first, 0);
        assertThat(end(1, first.at(9), true)).isEqualTo("INVALID_PRODUCER_EPOCH");
        assertThat(end(2, first.at(9), true)).isEqualTo("PRODUCER_FENCED");
        assertThat(end(OLDER, new Producer(first.id() + 77_777, (short) 0), true)).isEqualTo("INVALID_PRODUCER_ID_MAPPING");
        assertThat(end(OLDER, first, true)).isEqualTo("NONE");
        awaitState("CompleteCommit");
        assertThat(end(OLDER, first, true)).as("again").isEqualTo("NONE");
        assertThat(end(OLDER, first, false)).isEqualTo("INVALID_TXN_STATE");
        add(OLDER, first, 0);
        assertThat(end(OLDER, first, false)).isEqualTo("NONE");
        awaitState("CompleteAbort");
        assertThat(end(OLDER, first, false)).as("again").isEqualTo("NONE");
        assertThat(end(OLDER, first, true)).isEqualTo("INVALID_TXN_STATE");
    }

    @Test
    void the_newer_protocol_raises_the_epoch_at_each_end() {
        Producer first = init();
        assertThat(end(NEWER, first, true)).as("empty").isEqualTo("INVALID_TXN_STATE");
        batch(4, first, false, 0);
        assertThat(end(NEWER, first.at(9), true)).isEqualTo("PRODUCER_FENCED");
        assertThat(end(NEWER, first, true)).isEqualTo("NONE 1");
        awaitState("CompleteCommit");
        assertThat(end(NEWER, first, true)).as("again").isEqualTo("NONE 1");
        assertThat(end(NEWER, first, false)).as("the other end").isEqualTo("INVALID_TXN_STATE");
        assertThat(end(NEWER, first.at(1), true)).as("empty").isEqualTo("INVALID_TXN_STATE");
        assertThat(end(NEWER, first.at(1), false)).as("empty").isEqualTo("NONE 2");
        awaitState("CompleteAbort");
        assertThat(end(NEWER, first.at(1), false)).as("again").isEqualTo("NONE 2");
        assertThat(end(NEWER, first.at(1), true)).isEqualTo("INVALID_TXN_STATE");
        assertThat(end(NEWER, first, true)).as("late").isEqualTo("PRODUCER_FENCED");
        assertThat(end(NEWER, first.at(2), false)).as("empty").isEqualTo("NONE 3");
    }

    @Test
    void an_empty_abort_is_had_of_a_producer_that_never_began_anything() {
        Producer first = init();
        assertThat(end(NEWER, first, false)).isEqualTo("NONE 1");
        awaitState("CompleteAbort");
        assertThat(init(5, naming(first.at(1)))).isEqualTo("NONE 2");
    }

    @Test
    void nothing_is_ended_without_a_name() {
        assertThat(Errors.forCode(client.ask(3, new EndTxnRequestData().setTransactionalId("").setProducerId(1), EndTxnResponseData.class).errorCode()))
                .isEqualTo(Errors.INVALID_REQUEST);
    }

    // ---- DescribeTransactions, ListTransactions

    @Test
    void a_transaction_is_described_and_listed() {
        Producer first = init();
        add(OLDER, first, 0, 2);
        DescribeTransactionsResponseData.TransactionState state = describe(id);
        assertThat(state.transactionState()).isEqualTo("Ongoing");
        assertThat(state.producerId()).isEqualTo(first.id());
        assertThat(state.transactionTimeoutMs()).isEqualTo(60_000);
        assertThat(state.transactionStartTimeMs()).isPositive();
        assertThat(state.topics().find(topic).partitions()).containsExactlyInAnyOrder(0, 2);
        assertThat(Errors.forCode(describe(id + "-unknown").errorCode())).isEqualTo(Errors.TRANSACTIONAL_ID_NOT_FOUND);
        assertThat(Errors.forCode(describe("").errorCode())).isEqualTo(Errors.INVALID_REQUEST);

        assertThat(listed(0, new ListTransactionsRequestData())).containsEntry(id, "Ongoing");
        assertThat(listed(0, new ListTransactionsRequestData().setStateFilters(List.of("Ongoing")))).containsKey(id);
        assertThat(listed(0, new ListTransactionsRequestData().setStateFilters(List.of("Empty")))).doesNotContainKey(id);
        assertThat(listed(0, new ListTransactionsRequestData().setProducerIdFilters(List.of(first.id())))).containsOnlyKeys(id);
        assertThat(listed(1, new ListTransactionsRequestData().setDurationFilter(3_600_000))).doesNotContainKey(id);
        assertThat(listed(2, new ListTransactionsRequestData().setTransactionalIdPattern(id.substring(0, 7) + ".*"))).containsKey(id);
        assertThat(listed(2, new ListTransactionsRequestData().setTransactionalIdPattern("d-.*"))).as("the whole name").doesNotContainKey(id);
        assertThat(listed(2, new ListTransactionsRequestData().setTransactionalIdPattern(""))).containsKey(id);
        ListTransactionsResponseData unknown = client.ask(0, new ListTransactionsRequestData().setStateFilters(List.of("Nowhere", "ongoing")),
                ListTransactionsResponseData.class);
        assertThat(unknown.unknownStateFilters()).containsExactlyInAnyOrder("Nowhere", "ongoing");
        assertThat(unknown.transactionStates()).isEmpty();
        assertThat(Errors.forCode(client.ask(2, new ListTransactionsRequestData().setTransactionalIdPattern("["), ListTransactionsResponseData.class)
                .errorCode())).isEqualTo(Errors.INVALID_REGULAR_EXPRESSION);
        end(OLDER, first, false);
    }

    @Test
    void an_id_without_a_transaction_is_described_as_empty() {
        init();
        DescribeTransactionsResponseData.TransactionState state = describe(id);
        assertThat(state.transactionState()).isEqualTo("Empty");
        assertThat(state.transactionStartTimeMs()).isEqualTo(-1);
        assertThat(state.topics()).isEmpty();
        assertThat(listed(1, new ListTransactionsRequestData().setDurationFilter(3_600_000))).as("it never began").containsKey(id);
    }

    // ---- asking

    private InitProducerIdRequestData request() {
        return new InitProducerIdRequestData().setTransactionalId(id).setTransactionTimeoutMs(60_000);
    }

    private InitProducerIdRequestData naming(Producer producer) {
        return request().setProducerId(producer.id()).setProducerEpoch(producer.epoch());
    }

    private Producer init() {
        InitProducerIdResponseData answer = client.ask(5, request(), InitProducerIdResponseData.class);
        assertThat(Errors.forCode(answer.errorCode())).isEqualTo(Errors.NONE);
        return new Producer(answer.producerId(), answer.producerEpoch());
    }

    private static String init(int version, InitProducerIdRequestData request) {
        InitProducerIdResponseData answer = client.ask(version, request, InitProducerIdResponseData.class);
        return Errors.forCode(answer.errorCode()) + " " + answer.producerEpoch();
    }

    private List<String> add(int version, Producer producer, int... partitions) {
        return client.ask(version, new AddPartitionsToTxnRequestData()
                        .setV3AndBelowTransactionalId(id)
                        .setV3AndBelowProducerId(producer.id())
                        .setV3AndBelowProducerEpoch(producer.epoch())
                        .setV3AndBelowTopics(topics(partitions)), AddPartitionsToTxnResponseData.class)
                .resultsByTopicV3AndBelow().stream().flatMap(result -> result.resultsByPartition().stream())
                .map(result -> Errors.forCode(result.partitionErrorCode()).name()).toList();
    }

    private List<String> batch(int version, Producer producer, boolean verifyOnly, int... partitions) {
        AddPartitionsToTxnTransaction transaction = new AddPartitionsToTxnTransaction()
                .setTransactionalId(id).setProducerId(producer.id()).setProducerEpoch(producer.epoch()).setVerifyOnly(verifyOnly).setTopics(topics(partitions));
        return client.ask(version, new AddPartitionsToTxnRequestData().setTransactions(
                        new AddPartitionsToTxnTransactionCollection(List.of(transaction).iterator())), AddPartitionsToTxnResponseData.class)
                .resultsByTransaction().find(id).topicResults().stream().flatMap(result -> result.resultsByPartition().stream())
                .map(result -> Errors.forCode(result.partitionErrorCode()).name()).toList();
    }

    private static AddPartitionsToTxnTopicCollection topics(int... partitions) {
        AddPartitionsToTxnTopic named = new AddPartitionsToTxnTopic().setName(topic);
        for (int partition : partitions) {
            named.partitions().add(partition);
        }
        return new AddPartitionsToTxnTopicCollection(List.of(named).iterator());
    }

    private String offsets(int version, Producer producer) {
        return Errors.forCode(client.ask(version, new AddOffsetsToTxnRequestData()
                .setTransactionalId(id).setProducerId(producer.id()).setProducerEpoch(producer.epoch()).setGroupId("group-of-" + id),
                AddOffsetsToTxnResponseData.class).errorCode()).name();
    }

    private String end(int version, Producer producer, boolean commit) {
        EndTxnResponseData answer = client.ask(version, new EndTxnRequestData()
                .setTransactionalId(id).setProducerId(producer.id()).setProducerEpoch(producer.epoch()).setCommitted(commit), EndTxnResponseData.class);
        Errors error = Errors.forCode(answer.errorCode());
        return error == Errors.NONE && version >= NEWER ? error + " " + answer.producerEpoch() : error.name();
    }

    private static DescribeTransactionsResponseData.TransactionState describe(String id) {
        return client.ask(0, new DescribeTransactionsRequestData().setTransactionalIds(List.of(id)), DescribeTransactionsResponseData.class)
                .transactionStates().get(0);
    }

    private void awaitState(String state) {
        Awaiting.until(Duration.ofSeconds(20), () -> describe(id).transactionState().equals(state), () -> describe(id).toString());
    }

    private static Map<String, String> listed(int version, ListTransactionsRequestData request) {
        ListTransactionsResponseData answer = client.ask(version, request, ListTransactionsResponseData.class);
        assertThat(Errors.forCode(answer.errorCode())).isEqualTo(Errors.NONE);
        return answer.transactionStates().stream().collect(java.util.stream.Collectors.toMap(
                ListTransactionsResponseData.TransactionState::transactionalId, ListTransactionsResponseData.TransactionState::transactionState));
    }
}
