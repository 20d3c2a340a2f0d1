package dev.vitrine.engine.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the engine beside Apache Kafka: same machine, same clients, one after the other by turns, medians and ratios.
 *
 * <p>{@code ./mvnw -Pbench -pl broker-engine verify -DskipTests}; rounds and records per round by {@code -Dbench.rounds=3 -Dbench.records=300000}.
 * Linux only, as it reads processor time and memory from /proc.
 */
final class SideBySide {

    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int WARM_UP_RECORDS = 100_000;
    private static final int LATENCY_RATE = 1_000;

    private final int rounds;
    private final int records;
    private final Figures figures = new Figures();

    private SideBySide(int rounds, int records) {
        this.rounds = rounds;
        this.records = records;
    }

    public static void main(String[] arguments) throws IOException {
        SideBySide bench = new SideBySide(Integer.getInteger("bench.rounds", 3), Integer.getInteger("bench.records", 300_000));
        for (int round = 1; round <= bench.rounds; round++) {
            for (Peer peer : Peer.values()) {
                System.out.println("Round " + round + " of " + bench.rounds + ": " + peer.title);
                bench.measure(peer);
            }
        }
        bench.figures.print("Medians of %d rounds of %,d records of 1 KiB, by turns on %d processors".formatted(bench.rounds, bench.records,
                Runtime.getRuntime().availableProcessors()));
    }

    private void measure(Peer peer) throws IOException {
        Path data = Files.createTempDirectory("side-by-side").resolve("data");
        try {
            // The first start makes the data folder (and formats it, where the peer wants that); only the second is measured.
            peer.start(data).close();
            try (Peer.Serving serving = peer.start(data)) {
                figures.note("start to first answered Metadata, ms", peer, serving.startMillis());
                LockSupport.parkNanos(IDLE.toNanos());
                figures.note("idle memory (RSS), MiB", peer, ProcessCost.residentMebibytes(serving.program().pid()));
                load(peer, serving);
            }
        } finally {
            Figures.delete(data.getParent());
        }
    }

    private void load(Peer peer, Peer.Serving serving) {
        Load load = new Load(serving.bootstrap());
        String warmUp = load.topic();
        load.produce(warmUp, WARM_UP_RECORDS);
        load.consume(warmUp, WARM_UP_RECORDS);
        String topic = load.topic();
        double gibibytes = Load.mebibytes(records) / 1024;
        double before = cpu(serving);
        figures.note("produce, MiB/s (acks=all, idempotent)", peer, load.produce(topic, records));
        double produced = cpu(serving);
        figures.note("broker CPU to produce, s/GiB", peer, (produced - before) / gibibytes);
        figures.note("consume, MiB/s", peer, load.consume(topic, records));
        figures.note("broker CPU to consume, s/GiB", peer, (cpu(serving) - produced) / gibibytes);
        double[] latencies = load.latencies(load.topic(), 10 * LATENCY_RATE, LATENCY_RATE);
        figures.note("end to end at 1,000 records/s, p50, ms", peer, latencies[latencies.length / 2]);
        figures.note("end to end at 1,000 records/s, p99, ms", peer, latencies[latencies.length * 99 / 100]);
        figures.note("memory after the load (RSS), MiB", peer, ProcessCost.residentMebibytes(serving.program().pid()));
    }

    private static double cpu(Peer.Serving serving) {
        return ProcessCost.cpuSeconds(serving.program().pid());
    }
}
