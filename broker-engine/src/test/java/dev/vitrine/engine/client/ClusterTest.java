package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.StartRefused;
import dev.vitrine.engine.RawClient;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import dev.vitrine.engine.observe.PartitionView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers in this process, Kafka's own clients, and what may befall a broker. */
@Timeout(180)
class ClusterTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @TempDir
    private Path data;
    private Engine engine;
    private Clients clients;
    private Admin admin;

    @BeforeEach
    void start() {
        start(3);
    }

    private void start(int brokers) {
        engine = Engine.start(config -> config.brokers(brokers).listen("localhost", 0).data(data)
                // whoever is silent is missed sooner than Kafka would: the tests wait for it
                .set("broker.session.timeout.ms", "4000").set("broker.heartbeat.interval.ms", "400").set("replica.lag.time.max.ms", "4000"));
        clients = new Clients(engine.bootstrap());
        admin = clients.admin();
    }

    @AfterEach
    void stop() {
        admin.close(Duration.ZERO);
        engine.close();
    }

    private void orders(String minInSync) {
        done(admin.createTopics(List.of(new NewTopic("orders", 1, (short) 3).configs(Map.of("min.insync.replicas", minInSync)))).all());
    }

    private KafkaProducer<String, String> producer(Map<String, ?> settings) {
        return clients.producer(settings);
    }

    private static List<Future<RecordMetadata>> send(KafkaProducer<String, String> producer, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> producer.send(new ProducerRecord<>("orders", 0, "key", "value " + i))).toList();
    }

    private List<String> read(int count) {
        return clients.readAll("orders", count).stream().map(ConsumerRecord::value).toList();
    }

    private static List<String> values(int count) {
        return IntStream.range(0, count).mapToObj(i -> "value " + i).toList();
    }

    private ClusterSnapshot now() {
        return engine.observe().snapshot().toCompletableFuture().join();
    }

    private PartitionView partition(TopicPartition name) {
        return now().topics().stream().filter(topic -> topic.name().equals(name.topic())).flatMap(topic -> topic.partitions().stream())
                .filter(partition -> partition.index() == name.partition()).findFirst().orElseThrow();
    }

    private void awaitOrders(Predicate<PartitionView> condition) {
        Awaiting.until(SOON, () -> condition.test(partition(ORDERS)), () -> String.valueOf(partition(ORDERS)));
    }

    private BrokerState state(int broker) {
        return now().brokers().stream().filter(view -> view.id() == broker).findFirst().orElseThrow().state();
    }

    @Test
    void what_was_acknowledged_by_all_survives_the_kill_of_its_leader_and_nothing_is_doubled() {
        orders("2");
        try (KafkaProducer<String, String> producer = producer(Map.of("acks", "all"))) {
            send(producer, 0, 200).forEach(Clients::done);
            int leader = partition(ORDERS).leader();
            List<Future<RecordMetadata>> underWay = new ArrayList<>(send(producer, 200, 300));
            engine.brokers().kill(leader);
            underWay.addAll(send(producer, 300, 400));
            underWay.forEach(Clients::done);

            assertThat(partition(ORDERS).leader()).isNotEqualTo(leader);
            assertThat(read(400)).isEqualTo(values(400));

            engine.brokers().start(leader);
            awaitOrders(orders -> orders.inSync().size() == 3);
            send(producer, 400, 410).forEach(Clients::done);
            assertThat(read(410)).isEqualTo(values(410));
        }
    }

    @Test
    void a_partition_none_of_whose_replicas_runs_is_still_to_be_seen_with_what_it_held() {
        done(admin.createTopics(List.of(new NewTopic("orders", Map.of(0, List.of(3))))).all());
        try (KafkaProducer<String, String> producer = producer(Map.of("acks", "all"))) {
            send(producer, 0, 20).forEach(Clients::done);
        }
        awaitOrders(orders -> orders.endOffset() == 20);
        engine.brokers().kill(3);
        awaitOrders(orders -> orders.leader() < 0);
        assertThat(partition(ORDERS)).returns(20L, PartitionView::endOffset).returns(List.of(3), PartitionView::replicas).returns(List.of(), PartitionView::progress);
    }

    @Test
    void below_min_insync_nothing_is_taken_until_the_follower_is_back() {
        orders("3");
        int follower = partition(ORDERS).replicas().getLast();
        try (KafkaProducer<String, String> producer = producer(Map.of("acks", "all", "delivery.timeout.ms", 120_000));
                KafkaProducer<String, String> impatient = producer(Map.of("acks", "all", "retries", 0, "enable.idempotence", false))) {
            send(producer, 0, 1).forEach(Clients::done);
            engine.brokers().kill(follower);
            awaitOrders(orders -> orders.inSync().size() == 2);

            assertThatThrownBy(() -> impatient.send(new ProducerRecord<>("orders", "refused")).get())
                    .isInstanceOf(ExecutionException.class).hasCauseInstanceOf(NotEnoughReplicasException.class);
            engine.brokers().start(follower);
            send(producer, 1, 2).forEach(Clients::done);
            assertThat(read(2)).isEqualTo(values(2));
        }
    }

    @Test
    void a_broker_that_is_stopped_hands_over_first_and_takes_its_place_again() {
        orders("2");
        int leader = partition(ORDERS).leader();
        try (KafkaProducer<String, String> producer = producer(Map.of("acks", "all"))) {
            send(producer, 0, 10).forEach(Clients::done);
            engine.brokers().stop(leader);

            assertThat(partition(ORDERS).leader()).as("at once, not when it is missed").isNotIn(leader, -1);
            send(producer, 10, 20).forEach(Clients::done);
            engine.brokers().start(leader);
            awaitOrders(orders -> orders.inSync().size() == 3);
            assertThat(read(20)).isEqualTo(values(20));
        }
    }

    @Test
    void a_broker_that_is_stopped_leaves_no_connection_behind_not_even_one_with_a_request_at_work() throws IOException {
        engine.slowMotion(10_000);
        try (RawClient waiting = new RawClient(engine.bootstrap().split(",")[0])) {
            waiting.send(5, new JoinGroupRequestData().setGroupId("readers").setSessionTimeoutMs(45_000).setRebalanceTimeoutMs(300_000)
                    .setProtocolType("consumer"));
            Awaiting.until(SOON, () -> connections(1).anyMatch(connection -> connection.requests() == 1), () -> String.valueOf(now().connections()));

            engine.brokers().stop(1);

            assertThat(connections(1)).isEmpty();
            assertThat(waiting.closedByBroker()).isTrue();
            assertThat(endsOfConnections()).containsOnly("the broker was stopped");
        }
    }

    private Stream<String> endsOfConnections() {
        return engine.observe().events().after(0, 10_000).events().stream().map(Observed::event).filter(Event.ConnectionClosed.class::isInstance)
                .map(closed -> ((Event.ConnectionClosed) closed).why());
    }

    private List<Long> endsOfOrders() {
        List<Long> ends = new ArrayList<>();
        engine.observe().ends((topic, partition, start, highWatermark, end, recordsIn) -> {
            if (topic.equals(ORDERS.topic())) {
                ends.add(end);
            }
        });
        return ends;
    }

    private Stream<ConnectionView> connections(int broker) {
        return now().connections().stream().filter(connection -> connection.brokerId() == broker);
    }

    @Test
    void a_frozen_leader_is_fenced_and_what_it_still_believes_when_it_wakes_harms_nobody() {
        orders("2");
        int leader = partition(ORDERS).leader();
        try (KafkaProducer<String, String> producer = producer(Map.of("acks", "all", "request.timeout.ms", 2_000))) {
            send(producer, 0, 10).forEach(Clients::done);
            engine.brokers().freeze(leader);
            assertThat(engine.brokers().state(leader)).isEqualTo(BrokerState.FROZEN);
            send(producer, 10, 20).forEach(Clients::done);
            awaitOrders(orders -> orders.leader() != leader);
            assertThat(endsOfOrders()).as("of two that hold themselves to be the leader one counts").hasSize(1);

            engine.brokers().thaw(leader);
            awaitOrders(orders -> orders.inSync().size() == 3);
            assertThat(state(leader)).isEqualTo(BrokerState.RUNNING);
            assertThat(read(20)).isEqualTo(values(20));
        }
    }

    @Test
    void when_the_controller_is_killed_another_is_elected_and_decides() {
        int controller = now().controllerId();
        engine.brokers().kill(controller);

        orders("2");

        assertThat(now().controllerId()).isNotIn(controller, -1);
        assertThat(now().quorum().orElseThrow().voters()).hasSize(3);
    }

    @Test
    void a_group_keeps_its_offsets_and_its_members_when_its_coordinator_is_killed() {
        orders("2");
        try (KafkaProducer<String, String> producer = producer(Map.of("acks", "all"));
                KafkaConsumer<String, String> consumer = clients.consumer(Map.of("group.id", "billing", "session.timeout.ms", 30_000))) {
            send(producer, 0, 50).forEach(Clients::done);
            consumer.subscribe(List.of("orders"));
            Clients.poll(consumer, 50);
            consumer.commitSync(Map.of(ORDERS, new OffsetAndMetadata(42, "so far")));
            String member = consumer.groupMetadata().memberId();
            int coordinator = now().groups().stream().filter(group -> group.id().equals("billing")).findFirst().orElseThrow().coordinator();

            engine.brokers().kill(coordinator);

            OffsetAndMetadata committed = consumer.committed(Set.of(ORDERS), SOON).get(ORDERS);
            assertThat(committed.offset()).isEqualTo(42);
            assertThat(committed.metadata()).isEqualTo("so far");
            send(producer, 50, 60).forEach(Clients::done);
            assertThat(Clients.poll(consumer, 10)).extracting(ConsumerRecord::value).isEqualTo(values(60).subList(50, 60));
            consumer.commitSync(SOON);
            assertThat(consumer.groupMetadata().memberId()).as("it never had to join again").isEqualTo(member);
        }
    }

    @Test
    void a_transaction_that_is_open_when_its_coordinator_is_killed_can_be_committed() {
        orders("2");
        try (KafkaProducer<String, String> producer = producer(Map.of("transactional.id", "pay", "transaction.timeout.ms", 120_000))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, 0, 10).forEach(Clients::done);
            int coordinator = now().transactions().stream().filter(one -> one.transactionalId().equals("pay")).findFirst().orElseThrow().coordinator();

            engine.brokers().kill(coordinator);

            send(producer, 10, 20).forEach(Clients::done);
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("orders", 0, "key", "never"));
            producer.abortTransaction();
        }
        try (KafkaConsumer<String, String> consumer = clients.consumer(Map.of("isolation.level", "read_committed"))) {
            consumer.assign(List.of(ORDERS));
            assertThat(Clients.poll(consumer, 20)).extracting(ConsumerRecord::value).isEqualTo(values(20));
        }
    }

    @Test
    void a_broker_that_is_added_votes_and_takes_over_what_is_moved_to_it() {
        orders("2");
        try (KafkaProducer<String, String> producer = producer(Map.of("acks", "all"))) {
            send(producer, 0, 100).forEach(Clients::done);
        }
        int added = engine.brokers().add();
        Awaiting.until(SOON, () -> now().quorum().orElseThrow().voters().size() == 4, () -> String.valueOf(now().quorum()));

        done(admin.alterPartitionReassignments(Map.of(ORDERS, Optional.of(new NewPartitionReassignment(List.of(added, 1, 2))))).all());
        awaitOrders(orders -> orders.replicas().equals(List.of(added, 1, 2)) && orders.inSync().size() == 3);

        assertThat(read(100)).isEqualTo(values(100));
    }

    @Test
    void a_cluster_that_was_stopped_is_there_again_and_says_how_many_brokers_it_takes() {
        orders("2");
        try (KafkaProducer<String, String> producer = producer(Map.of("acks", "all"))) {
            send(producer, 0, 30).forEach(Clients::done);
        }
        stop();

        assertThatThrownBy(() -> start(1)).isInstanceOf(StartRefused.class).hasMessageContaining("--brokers 2").hasMessageContaining("3 voters");
        start(3);

        assertThat(read(30)).isEqualTo(values(30));
        awaitOrders(orders -> orders.inSync().size() == 3);
    }

    @Test
    void a_link_that_is_cut_puts_its_follower_out_of_sync_until_it_is_mended() {
        orders("2");
        PartitionView before = partition(ORDERS);
        int leader = before.leader();
        int follower = before.replicas().stream().filter(id -> id != leader && id != now().controllerId()).findFirst().orElseThrow();

        try (KafkaProducer<String, String> producer = producer(Map.of("acks", "all"))) {
            send(producer, 0, 1).forEach(Clients::done); // it has its id by then: the broker that is cut off may be the one that it asks for it
            engine.brokers().cut(follower, leader);
            send(producer, 1, 10).forEach(Clients::done);
        }
        awaitOrders(orders -> !orders.inSync().contains(follower));
        assertThat(now().links()).hasSize(1);
        engine.brokers().healAll();

        awaitOrders(orders -> orders.inSync().size() == 3);
        assertThat(now().links()).isEmpty();
    }
}
