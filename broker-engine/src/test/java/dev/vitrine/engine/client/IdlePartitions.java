package dev.vitrine.engine.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What partitions cost that nobody writes to: a producer of acks=all waits for one record after the other on a partition of replication factor 3, first alone,
 * then beside a thousand more that stand idle. Followers fetch all of them, but say nothing of those (KIP-227). Beside Apache Kafka on the same machine.
 *
 * <p>{@code ./mvnw -Pbench -pl broker-engine verify -DskipTests}; rounds by {@code -Didle.rounds=3}, {@code -Didle.kafka=false} for the engine alone.
 */
final class IdlePartitions {

    private static final int IDLE = 1_000;
    private static final int WARM_UP = 1_000;
    private static final int RECORDS = 3_000;
    private static final String VALUE = "v".repeat(100);

    private final Figures figures = new Figures();

    private IdlePartitions() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.getInteger("idle.rounds", 3);
        List<Peer> peers = Boolean.parseBoolean(System.getProperty("idle.kafka", "true")) ? List.of(Peer.values()) : List.of(Peer.VITRINE);
        IdlePartitions bench = new IdlePartitions();
        for (int round = 1; round <= rounds; round++) {
            for (Peer peer : peers) {
                System.out.println("Idle partitions, round " + round + " of " + rounds + ": " + peer.title);
                bench.measure(peer);
            }
        }
        if (peers.size() > 1) {
            bench.figures.print("Medians of " + rounds + " rounds, by turns on " + Runtime.getRuntime().availableProcessors() + " processors");
        }
    }

    private void measure(Peer peer) throws IOException {
        Path data = Files.createTempDirectory("idle").resolve("data");
        try (Trio trio = Trio.start(peer, data); Admin admin = new Clients(trio.bootstrap()).admin()) {
            Clients.done(admin.createTopics(List.of(new NewTopic("busy", 1, (short) Trio.BROKERS))).all());
            measure(peer, trio, "alone");
            Clients.done(admin.createTopics(List.of(new NewTopic("idle", IDLE, (short) Trio.BROKERS))).all());
            awaitInSync(admin);
            measure(peer, trio, "beside " + IDLE + " idle partitions");
        } finally {
            Figures.delete(data.getParent());
        }
    }

    private static void awaitInSync(Admin admin) {
        Awaiting.until(Trio.LIMIT, () -> areInSync(admin), () -> "not all replicas are in sync");
    }

    private static boolean areInSync(Admin admin) {
        try {
            return admin.describeTopics(List.of("idle")).allTopicNames().get().get("idle").partitions().stream()
                    .allMatch(partition -> partition.isr().size() == Trio.BROKERS);
        } catch (ExecutionException unheardOf) { // by the broker that was asked
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void measure(Peer peer, Trio trio, String beside) {
        try (KafkaProducer<String, String> producer = new Clients(trio.bootstrap()).producer(Map.of("acks", "all", "linger.ms", 0))) {
            write(producer, WARM_UP);
            double before = trio.processorMillis();
            long[] nanos = write(producer, RECORDS);
            figures.note("processor time of three brokers for a record, " + beside + ", ms", peer, (trio.processorMillis() - before) / RECORDS);
            figures.note("acks=all, " + beside + ", p50, ms", peer, nanos[RECORDS / 2] / 1e6);
            figures.note("acks=all, " + beside + ", p99, ms", peer, nanos[RECORDS * 99 / 100] / 1e6);
        }
    }

    /** @return how long each record took, the shortest first */
    private static long[] write(KafkaProducer<String, String> producer, int records) {
        long[] nanos = new long[records];
        for (int i = 0; i < records; i++) {
            long sent = System.nanoTime();
            Clients.done(producer.send(new ProducerRecord<>("busy", 0, null, VALUE)));
            nanos[i] = System.nanoTime() - sent;
        }
        Arrays.sort(nanos);
        return nanos;
    }
}
