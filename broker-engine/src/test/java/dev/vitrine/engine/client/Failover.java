package dev.vitrine.engine.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;

/**
 * How long nobody can write to a partition whose leader goes away, beside Apache Kafka on the same machine, by turns: three brokers, replication factor 3,
 * min.insync.replicas 2, both with Kafka's default times ({@code broker.session.timeout.ms} 9 s), a producer with acks=all, and others that load the brokers.
 *
 * <p>{@code ./mvnw -Pbench -pl broker-engine verify -DskipTests}; rounds by {@code -Dfailover.rounds=3}.
 */
final class Failover {

    private static final String TOPIC = "failover";

    private final Figures figures = new Figures();

    private Failover() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.getInteger("failover.rounds", 3);
        Failover bench = new Failover();
        for (int round = 1; round <= rounds; round++) {
            for (Peer peer : Peer.values()) {
                System.out.println("Failover, round " + round + " of " + rounds + ": " + peer.title);
                bench.measure(peer);
            }
        }
        bench.figures.print("Medians of " + rounds + " rounds, by turns on " + Runtime.getRuntime().availableProcessors() + " processors");
    }

    private void measure(Peer peer) throws IOException {
        Path data = Files.createTempDirectory("failover").resolve("data");
        try {
            // The first start makes the folders; only the second is measured.
            Trio.start(peer, data).close();
            try (Trio trio = Trio.start(peer, data)) {
                figures.note("start of three brokers to the first Metadata that names all, ms", peer, trio.startMillis());
                measure(peer, trio);
            }
        } finally {
            Figures.delete(data.getParent());
        }
    }

    private void measure(Peer peer, Trio trio) {
        try (Admin admin = new Clients(trio.bootstrap()).admin()) {
            int controller = controller(admin);
            List<Integer> others = IntStream.rangeClosed(1, Trio.BROKERS).filter(id -> id != controller).boxed().toList();
            figures.note("stop of a leader, ms without an acknowledgement", peer, outage(trio, admin, others.getFirst(), trio::stop));
            figures.note("kill of a leader, ms without an acknowledgement", peer, outage(trio, admin, others.getLast(), trio::kill));
            int then = controller(admin);
            figures.note("kill of a leader that is the active controller, ms without an acknowledgement", peer, outage(trio, admin, then, trio::kill));
        }
    }

    private static int controller(Admin admin) {
        return Clients.done(admin.describeMetadataQuorum().quorumInfo()).leaderId();
    }

    /** Longest time without an acknowledgement while the leader goes away. It is there again when this returns. */
    private static double outage(Trio trio, Admin admin, int leader, IntConsumer harm) {
        String topic = TOPIC + "-" + leader + "-" + System.nanoTime();
        List<Integer> replicas = Stream.concat(Stream.of(leader), IntStream.rangeClosed(1, Trio.BROKERS).filter(id -> id != leader).boxed()).toList();
        Clients.done(admin.createTopics(List.of(new NewTopic(topic, Map.of(0, replicas)))).all());
        String other = topic + "-load";
        Clients.done(admin.createTopics(List.of(new NewTopic(other, Trio.BROKERS, (short) Trio.BROKERS))).all());
        try (SteadyWriter load = SteadyWriter.start(trio.bootstrap(), other, Trio.BROKERS, 1_000);
                SteadyWriter writer = SteadyWriter.start(trio.bootstrap(), topic, 1, 200)) {
            writer.awaitAcknowledged(1_000);
            long before = System.nanoTime();
            harm.accept(leader);
            writer.awaitAcknowledgedSentAfter(System.nanoTime());
            double millis = writer.longestSilenceSince(before) / 1e6;
            trio.start(leader);
            awaitInSync(admin, topic);
            return millis;
        }
    }

    private static void awaitInSync(Admin admin, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        Awaiting.until(Trio.LIMIT, () -> inSync(admin, topic) == Trio.BROKERS, () -> partition + " has not all replicas in sync again");
    }

    private static int inSync(Admin admin, String topic) {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().getFirst().isr().size();
        } catch (Exception notYet) {
            return 0;
        }
    }
}
