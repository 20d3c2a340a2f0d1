package dev.vitrine.engine.txn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.RuntimeOptions;
import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.group.MemoryLog;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.observe.TransactionView;
import dev.vitrine.engine.offsets.MemoryView;
import dev.vitrine.engine.replica.TransactionGate.Question;
import dev.vitrine.engine.replica.TransactionMarker;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.txn.TransactionCoordinator.Neighbours;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The coordinator on its runtime, over logs in memory, in virtual time, beside partitions that answer when they are told to. */
class TransactionCoordinatorTest {

    private static final int PARTITIONS = 3;
    private static final String ID = "payments";
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final VirtualTime time = new VirtualTime(1_000_000);
    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, MemoryLog> logs = new HashMap<>();
    private final List<Waiting> markers = new ArrayList<>();
    private final MemoryView view = new MemoryView();
    private long nextProducerId = 7;
    private boolean noProducerIds;
    private TransactionCoordinator coordinator;

    private record Waiting(TransactionMarker marker, Consumer<Map<TopicPartition, Errors>> told) {}

    @BeforeEach
    void start() {
        coordinator = new TransactionCoordinator(
                TransactionConfig.defaults(),
                new Surroundings(time, time, view, events::add, RuntimeOptions.DEFAULT),
                () -> PARTITIONS,
                new Neighbours(1, this::producerId, (marker, told) -> markers.add(new Waiting(marker, told)), name -> true,
                        () -> TransactionVersion.TV_2));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            host(partition);
        }
        time.settle();
    }

    private void host(int partition) {
        coordinator.host(partition, logs.computeIfAbsent(partition, p -> new MemoryLog(new Mailbox("transactions-" + p, time.executor()))), () -> 4);
    }

    private CompletionStage<Long> producerId() {
        return noProducerIds
                ? CompletableFuture.failedStage(new IllegalStateException("the controller is not there"))
                : CompletableFuture.completedStage(nextProducerId++);
    }

    private <T> T answer(CompletionStage<T> stage) {
        time.settle();
        return stage.toCompletableFuture().getNow(null);
    }

    private InitProducerIdResponseData init() {
        return answer(coordinator.initProducerId(new InitProducerIdRequestData().setTransactionalId(ID).setTransactionTimeoutMs(60_000)));
    }

    private Question question(InitProducerIdResponseData producer) {
        return new Question(ID, producer.producerId(), producer.producerEpoch(), List.of(ORDERS));
    }

    private EndTxnResponseData commit(InitProducerIdResponseData producer) {
        return answer(coordinator.end(new EndTxnRequestData().setTransactionalId(ID).setProducerId(producer.producerId())
                .setProducerEpoch(producer.producerEpoch()).setCommitted(true), TransactionVersion.TV_2));
    }

    private void partitionsAnswer() {
        List<Waiting> now = List.copyOf(markers);
        markers.clear();
        now.forEach(waiting -> waiting.told().accept(Map.of(ORDERS, Errors.NONE)));
        time.settle();
    }

    private String state() {
        return answer(coordinator.describe(List.of(ID))).get(0).transactionState();
    }

    @Test
    void a_partition_adds_itself_and_a_commit_reaches_it() {
        InitProducerIdResponseData producer = init();
        AtomicReference<Map<TopicPartition, Errors>> added = new AtomicReference<>();
        coordinator.add(question(producer), added::set);
        time.settle();
        assertThat(added.get()).isEqualTo(Map.of(ORDERS, Errors.NONE));

        EndTxnResponseData end = commit(producer);

        assertThat(end.producerEpoch()).isEqualTo((short) 1);
        assertThat(markers).singleElement().satisfies(waiting ->
                assertThat(waiting.marker()).isEqualTo(new TransactionMarker(7, (short) 1, 4, true, (short) 2, List.of(ORDERS))));
        assertThat(state()).isEqualTo("PrepareCommit");
        partitionsAnswer();
        assertThat(state()).isEqualTo("CompleteCommit");
    }

    @Test
    void a_partition_asks_whether_it_is_part_of_a_transaction() {
        InitProducerIdResponseData producer = init();
        AtomicReference<Map<TopicPartition, Errors>> verified = new AtomicReference<>();
        coordinator.verify(question(producer), verified::set);
        time.settle();
        assertThat(verified.get()).isEqualTo(Map.of(ORDERS, Errors.TRANSACTION_ABORTABLE));

        coordinator.verify(new Question("", 1, (short) 0, List.of(ORDERS)), verified::set);
        assertThat(verified.get()).isEqualTo(Map.of(ORDERS, Errors.INVALID_REQUEST));
    }

    @Test
    void what_is_decided_is_carried_out_after_a_restart_and_the_ids_are_where_they_were() {
        InitProducerIdResponseData producer = init();
        answer(coordinator.addPartitions(question(producer), TransactionVersion.TV_2));
        commit(producer);
        markers.clear(); // on its way when the process died

        start();

        assertThat(markers).hasSize(1);
        partitionsAnswer();
        assertThat(state()).isEqualTo("CompleteCommit");
        assertThat(commit(producer).errorCode()).as("asked again").isEqualTo(Errors.NONE.code());
    }

    @Test
    void a_log_that_refuses_decides_nothing() {
        InitProducerIdResponseData producer = init();
        answer(coordinator.addPartitions(question(producer), TransactionVersion.TV_2));
        MemoryLog log = logs.get(coordinator.partitionFor(ID));
        log.refuses = Errors.KAFKA_STORAGE_ERROR;

        assertThat(Errors.forCode(commit(producer).errorCode())).isEqualTo(Errors.NOT_COORDINATOR);

        assertThat(markers).isEmpty();
        log.refuses = null;
        time.advance(2_000);
        assertThat(state()).isEqualTo("Ongoing");
        assertThat(commit(producer).errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(markers).hasSize(1);
    }

    @Test
    void without_a_producer_id_to_be_had_a_producer_is_asked_to_come_again() {
        noProducerIds = true;

        assertThat(Errors.forCode(init().errorCode())).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
        InitProducerIdResponseData idempotent = answer(coordinator.initProducerId(new InitProducerIdRequestData().setTransactionalId(null)));
        assertThat(Errors.forCode(idempotent.errorCode())).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
        noProducerIds = false;
        assertThat(init().producerId()).isEqualTo(7);
    }

    @Test
    void a_producer_of_a_partition_that_is_led_elsewhere_looks_for_its_coordinator() {
        coordinator.letGo(coordinator.partitionFor(ID));
        time.settle();

        assertThat(Errors.forCode(init().errorCode())).isEqualTo(Errors.NOT_COORDINATOR);
        assertThat(Errors.forCode(answer(coordinator.describe(List.of(ID))).get(0).errorCode())).isEqualTo(Errors.NOT_COORDINATOR);
    }

    @Test
    void transactional_ids_are_described_in_the_order_asked() {
        init();

        List<String> asked = List.of("z", "y", ID, "x", "");
        assertThat(answer(coordinator.describe(asked))).extracting(state -> state.transactionalId()).isEqualTo(asked);
    }

    @Test
    void observers_see_those_that_were_in_use_last_and_no_more_than_a_thousand() {
        for (int i = 0; i < 1_100; i++) {
            answer(coordinator.initProducerId(new InitProducerIdRequestData().setTransactionalId("id-" + i).setTransactionTimeoutMs(60_000)));
            time.advance(1);
        }
        List<TransactionView> views = answer(coordinator.views());
        assertThat(views).hasSize(1_000);
        assertThat(views.get(0).transactionalId()).isEqualTo("id-1099");
        assertThat(views.get(0).state()).isEqualTo(TransactionState.EMPTY);
    }

    @Test
    void two_phase_commit_is_had_where_the_broker_allows_it() {
        InitProducerIdRequestData twoPhase = new InitProducerIdRequestData().setTransactionalId(ID).setTransactionTimeoutMs(0).setEnable2Pc(true);
        assertThat(Errors.forCode(answer(coordinator.initProducerId(twoPhase)).errorCode())).isEqualTo(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
        InitProducerIdRequestData kept = new InitProducerIdRequestData().setTransactionalId(ID).setTransactionTimeoutMs(60_000).setKeepPreparedTxn(true);
        assertThat(Errors.forCode(answer(coordinator.initProducerId(kept)).errorCode())).isEqualTo(Errors.UNSUPPORTED_VERSION);
    }
}
