package dev.vitrine.engine.client.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.client.Awaiting;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replication factor 3, min.insync.replicas 2, acks=all: whatever befalls one broker at a time, nothing acknowledged is lost, and nothing is doubled. For
 * longer: {@code -Dhistory.seconds=300}; another run of faults: {@code -Dhistory.seed=7}.
 */
class HistoryTest {

    private static final long SECONDS = Long.getLong("history.seconds", 12);
    private static final long LONG_SECONDS = 180;
    private static final long SEED = Long.getLong("history.seed", 1);
    private static final int PARTITIONS = 3;
    private static final String TOPIC = "history";

    @TempDir
    private Path data;

    @Test
    void whatever_befalls_one_broker_at_a_time_nothing_acknowledged_is_lost_or_doubled() throws Exception {
        run(SECONDS, SEED);
    }

    @Test
    @Tag("deep")
    void so_it_is_after_minutes_of_it() throws Exception {
        run(LONG_SECONDS, SEED + 1);
    }

    private void run(long seconds, long seed) throws Exception {
        History history = new History();
        try (Engine engine = Engine.start(config -> config.brokers(3).listen("localhost", 0).data(data)
                .set("broker.session.timeout.ms", "3000").set("broker.heartbeat.interval.ms", "300").set("replica.lag.time.max.ms", "3000"))) {
            create(engine);
            List<Program> programs = programs(engine, history);
            programs.forEach(Program::start);
            Map<String, Integer> faults = rage(engine, seconds, seed);
            awaitCalm(engine);
            for (Program program : programs) {
                program.finish();
            }
            readAll(engine, history);
            Verdict verdict = new Verdict(history, "last");
            System.out.println("History of " + seconds + " s, seed " + seed + ", faults " + faults + ": " + verdict.summary());
            assertThat(verdict.breaches()).as(verdict.summary()).isEmpty();
            assertThat(history.sent()).as("it must have been worth it").hasSizeGreaterThan(500);
        }
    }

    /** @return how often what was done */
    private static Map<String, Integer> rage(Engine engine, long seconds, long seed) {
        Random random = new Random(seed);
        try (LeaderMoves moves = new LeaderMoves(engine.bootstrap(), random)) {
            Nemesis nemesis = new Nemesis(engine.brokers(), moves, random, 4_000);
            nemesis.rage(TimeUnit.SECONDS.toMillis(seconds));
            return nemesis.done();
        }
    }

    private static List<Program> programs(Engine engine, History history) {
        List<Program> programs = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> programs.add(new WritingProgram(engine.bootstrap(), history, "writer" + i)));
        programs.add(new TransactionalProgram(engine.bootstrap(), history, "payer"));
        IntStream.range(0, 2).forEach(i -> programs.add(new ReadingProgram(engine.bootstrap(), history, "reader" + i)));
        return programs;
    }

    private static void create(Engine engine) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", engine.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 3).configs(Map.of("min.insync.replicas", "2")))).all().get();
        }
    }

    private static void awaitCalm(Engine engine) {
        engine.brokers().healAll();
        Awaiting.until(Duration.ofSeconds(90), () -> isCalm(snapshot(engine)), () -> String.valueOf(snapshot(engine).topics()));
    }

    private static ClusterSnapshot snapshot(Engine engine) {
        return engine.observe().snapshot().toCompletableFuture().join();
    }

    private static boolean isCalm(ClusterSnapshot now) {
        return now.topics().stream().filter(topic -> topic.name().equals(TOPIC)).flatMap(topic -> topic.partitions().stream())
                .filter(partition -> partition.inSync().size() == 3).count() == PARTITIONS;
    }

    private static void readAll(Engine engine, History history) {
        List<TopicPartition> all = partitions();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                reading(engine.bootstrap()), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            Map<TopicPartition, Long> at = new HashMap<>();
            Awaiting.until(Duration.ofSeconds(90), () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(one -> history.polled("last", one.partition(), one.offset(), one.value()));
                all.forEach(partition -> at.put(partition, consumer.position(partition)));
                return all.stream().allMatch(partition -> at.get(partition) >= ends.get(partition));
            }, () -> "read to " + at + " of " + ends);
        }
    }

    static List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS).mapToObj(partition -> new TopicPartition(TOPIC, partition)).toList();
    }

    static Map<String, Object> reading(String bootstrap) {
        return Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed", "auto.offset.reset", "earliest", "enable.auto.commit", "false");
    }
}
