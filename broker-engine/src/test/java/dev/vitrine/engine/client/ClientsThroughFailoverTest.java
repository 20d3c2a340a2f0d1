package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.PartitionView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Clients that are not ours, as producer and as member of a group, on three brokers: first the leader of a partition that they use is killed, then the
 * coordinator of their group. They get over both without being started anew, and nothing is lost.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class ClientsThroughFailoverTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 3;
    private static final int STEP = 100;

    private Engine engine;
    private Clients clients;

    @BeforeEach
    void start() {
        engine = Engine.start(config -> config.brokers(3).listen("localhost", 0).ephemeral()
                .set("broker.session.timeout.ms", "3000").set("broker.heartbeat.interval.ms", "300"));
        clients = new Clients(engine.bootstrap());
        try (Admin admin = clients.admin()) {
            Clients.done(admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 3).configs(Map.of("min.insync.replicas", "2")))).all());
        }
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void kafkajs() {
        livesThroughBoth(ForeignClient.node().start(Map.of("KAFKA_BROKER", engine.bootstrap(), "TOPIC", TOPIC), "cluster.js"));
        assertThat(values()).containsExactlyInAnyOrderElementsOf(sent());
    }

    @Test
    void confluents_client_for_python() {
        livesThroughBoth(ForeignClient.python("confluent_kafka").start(Map.of(), "confluent_cluster.py", engine.bootstrap(), TOPIC));
        assertThat(values()).containsExactlyInAnyOrderElementsOf(sent());
    }

    /** It is not idempotent: what it was not told of in time it sends again. */
    @Test
    void kafka_python() {
        livesThroughBoth(ForeignClient.python("kafka").start(Map.of(), "kafka_python_cluster.py", engine.bootstrap(), TOPIC));
    }

    private void livesThroughBoth(RunningProgram program) {
        try (program) {
            step(program, 0);
            int leader = now().topics().stream().filter(topic -> topic.name().equals(TOPIC)).findFirst().orElseThrow().partitions().getFirst().leader();
            engine.brokers().kill(leader);
            step(program, 1);
            engine.brokers().start(leader);
            Awaiting.until(SOON, this::allInSync, () -> String.valueOf(now().topics()));
            engine.brokers().kill(now().groups().stream().filter(group -> group.id().equals("clients")).findFirst().orElseThrow().coordinator());
            step(program, 2);
            program.feed("");
            program.end(SOON).successfully();
        }
    }

    private List<String> values() {
        return clients.readAll(TOPIC, 3 * STEP).stream().map(ConsumerRecord::value).toList();
    }

    private static List<String> sent() {
        return IntStream.range(0, 3 * STEP).mapToObj(i -> "value " + i).toList();
    }

    private static void step(RunningProgram program, int number) {
        program.say("go on");
        assertThat(program.out().await("STEP " + number, SOON)).as(program::printed).isPresent();
    }

    private ClusterSnapshot now() {
        return engine.observe().snapshot().toCompletableFuture().join();
    }

    private boolean allInSync() {
        return now().topics().stream().flatMap(topic -> topic.partitions().stream()).map(PartitionView::inSync).allMatch(inSync -> inSync.size() == 3);
    }
}
