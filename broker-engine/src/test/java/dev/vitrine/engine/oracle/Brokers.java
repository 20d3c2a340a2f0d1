package dev.vitrine.engine.oracle;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.client.ApacheKafka;
import dev.vitrine.engine.client.FreePort;
import dev.vitrine.engine.client.Awaiting;
import dev.vitrine.engine.client.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Apache Kafka in a process of its own, and the engine: both new and empty, and set up alike. */
public final class Brokers implements AutoCloseable {

    /** Where one of the two is asked. */
    public record Peer(String name, String host, int port) {

        public boolean isEngine() {
            return name.equals("engine");
        }
    }

    /** What both are told, over Kafka's defaults; the other differences in defaults are {@code DeveloperDefaults}, which Kafka gets too. */
    private static final Map<String, String> SETTINGS = Map.of(
            "num.partitions", "3",
            // The records of scripts have a time of long ago.
            "log.retention.ms", "-1",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.num.partitions", "4",
            // Whether the next target comes at once must not depend on how long ago the last one was.
            "group.consumer.assignment.interval.ms", "0",
            "group.min.session.timeout.ms", "100",
            "group.consumer.min.session.timeout.ms", "1000",
            "group.consumer.min.heartbeat.interval.ms", "100",
            "transaction.max.timeout.ms", "60000");

    /** For a quick start: it is asked a lot, but never much at a time. */
    private static final List<String> KAFKA_JVM =
            List.of("-Xms256m", "-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final RunningProgram kafkaProcess;
    private final Engine engine;
    private final Peer kafka;
    private final Peer ours;

    private Brokers(RunningProgram kafkaProcess, Engine engine, Peer kafka, Peer ours) {
        this.kafkaProcess = kafkaProcess;
        this.engine = engine;
        this.kafka = kafka;
        this.ours = ours;
    }

    /** Starts both. Where Apache Kafka can't be had, the tests say that they did not run. */
    public static Brokers start(Path folder) {
        ApacheKafka artifacts = ApacheKafka.required();
        int port = FreePort.withItsNext();
        RunningProgram process;
        try {
            process = artifacts.broker(port, folder.resolve("kafka"), KAFKA_JVM, SETTINGS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Engine engine = Engine.start(config -> {
                config.listen("localhost", 0).data(folder.resolve("engine"));
                SETTINGS.forEach(config::set);
            });
            Brokers brokers = new Brokers(process, engine, new Peer("kafka", "localhost", port), peer(engine));
            brokers.awaitKafka();
            return brokers;
        } catch (RuntimeException | Error failed) {
            process.close();
            throw failed;
        }
    }

    static Peer peer(Engine engine) {
        return new Peer("engine", "localhost", Integer.parseInt(engine.bootstrap().substring(engine.bootstrap().lastIndexOf(':') + 1)));
    }

    private void awaitKafka() {
        Awaiting.until(Duration.ofMinutes(2), () -> {
            if (!kafkaProcess.isAlive()) {
                throw new AssertionError(kafkaProcess.printed());
            }
            return Fixture.isReady(kafka);
        }, kafkaProcess::printed);
    }

    public Peer kafka() {
        return kafka;
    }

    public Peer engine() {
        return ours;
    }

    /** Empty while Apache Kafka runs, else what it printed. */
    String kafkaDied() {
        return kafkaProcess.isAlive() ? "" : kafkaProcess.printed();
    }

    @Override
    public void close() {
        engine.close();
        kafkaProcess.terminate();
        kafkaProcess.close();
    }
}
