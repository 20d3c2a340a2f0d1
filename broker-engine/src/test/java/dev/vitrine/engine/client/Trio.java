package dev.vitrine.engine.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A running cluster of three brokers, each of which votes in the quorum: three processes of Apache Kafka, or one of the engine. */
sealed interface Trio extends AutoCloseable {

    int BROKERS = 3;
    Duration LIMIT = Duration.ofMinutes(2);

    String bootstrap();

    /** From the start of the processes to the first answer to a Metadata request that names all three. */
    double startMillis();

    /** That all brokers together have used since they were started. */
    double processorMillis();

    /** As {@code kill -9}: of Kafka's process; in the engine, whose brokers share one, as its façade does that to one of them. */
    void kill(int broker);

    /** So that it hands over what it leads: SIGTERM, or the façade's stop. Returns when it has ended. */
    void stop(int broker);

    /** Returns when it has been launched. */
    void start(int broker);

    @Override
    void close();

    /** @param data made where it is not there yet */
    static Trio start(Peer peer, Path data) {
        return switch (peer) {
            case VITRINE -> new OfEngine(data);
            case APACHE_KAFKA -> new OfKafka(data);
        };
    }

    private static double awaitAll(int port, long began, List<RunningProgram> programs) {
        Awaiting.until(LIMIT, () -> programs.stream().allMatch(RunningProgram::mustLive) && Peer.brokersKnown(port) == BROKERS,
                () -> programs.stream().map(RunningProgram::printed).collect(Collectors.joining("\n")));
        return (System.nanoTime() - began) / 1e6;
    }

    /** @see CommandedEngine */
    final class OfEngine implements Trio {

        private final RunningProgram program;
        private final String bootstrap;
        private final double startMillis;
        private int commands;

        OfEngine(Path data) {
            int port = FreePort.row(BROKERS);
            bootstrap = IntStream.range(port, port + BROKERS).mapToObj(each -> "localhost:" + each).collect(Collectors.joining(","));
            long began = System.nanoTime();
            program = RunningProgram.start(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    System.getProperty("java.class.path"), CommandedEngine.class.getName(), String.valueOf(port), data.toString()));
            startMillis = awaitAll(port, began, List.of(program));
        }

        @Override
        public String bootstrap() {
            return bootstrap;
        }

        @Override
        public double startMillis() {
            return startMillis;
        }

        @Override
        public double processorMillis() {
            return ProcessCost.cpuSeconds(program.pid()) * 1_000;
        }

        private void say(String command, int broker) {
            program.say(command + " " + broker);
            if (program.out().await(line -> line.startsWith("DONE"), ++commands, LIMIT).size() < commands) {
                throw new AssertionError(program.printed());
            }
        }

        @Override
        public void kill(int broker) {
            say("kill", broker);
        }

        @Override
        public void stop(int broker) {
            say("stop", broker);
        }

        @Override
        public void start(int broker) {
            say("start", broker);
        }

        @Override
        public void close() {
            program.feed("");
            program.end(LIMIT);
            program.close();
        }
    }

    /** Nodes in combined mode, each with the heap and collector of Kafka's own start script, but half a gibibyte. */
    final class OfKafka implements Trio {

        private static final List<String> JVM = List.of("-Xms512m", "-Xmx512m", "-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20",
                "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent");

        private final ApacheKafka kafka = ApacheKafka.resolve();
        private final Path data;
        private final int port = FreePort.row(2 * BROKERS);
        private final Map<Integer, RunningProgram> nodes = new HashMap<>();
        private final double startMillis;

        OfKafka(Path data) {
            this.data = data;
            IntStream.rangeClosed(1, BROKERS).forEach(this::format);
            long began = System.nanoTime();
            IntStream.rangeClosed(1, BROKERS).forEach(this::start);
            startMillis = awaitAll(port, began, List.copyOf(nodes.values()));
        }

        private int port(int broker) {
            return port + 2 * (broker - 1);
        }

        private Path folder(int broker) {
            return data.resolve("node-" + broker);
        }

        private Map<String, String> settings(int broker) {
            return Map.ofEntries(
                    Map.entry("node.id", String.valueOf(broker)),
                    Map.entry("controller.quorum.voters", IntStream.rangeClosed(1, BROKERS).mapToObj(voter -> voter + "@localhost:" + (port(voter) + 1))
                            .collect(Collectors.joining(","))),
                    Map.entry("min.insync.replicas", "2"),
                    Map.entry("default.replication.factor", "3"),
                    Map.entry("offsets.topic.replication.factor", "3"),
                    Map.entry("transaction.state.log.replication.factor", "3"),
                    Map.entry("transaction.state.log.min.isr", "2"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "3"),
                    Map.entry("share.coordinator.state.topic.min.isr", "2"));
        }

        private void format(int broker) {
            try {
                kafka.format(port(broker), folder(broker), settings(broker));
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }

        @Override
        public String bootstrap() {
            return IntStream.rangeClosed(1, BROKERS).mapToObj(broker -> "localhost:" + port(broker)).collect(Collectors.joining(","));
        }

        @Override
        public double startMillis() {
            return startMillis;
        }

        @Override
        public double processorMillis() {
            return nodes.values().stream().mapToDouble(node -> ProcessCost.cpuSeconds(node.pid()) * 1_000).sum();
        }

        @Override
        public void kill(int broker) {
            nodes.get(broker).kill();
        }

        @Override
        public void stop(int broker) {
            nodes.get(broker).terminate();
            nodes.get(broker).end(LIMIT);
        }

        @Override
        public void start(int broker) {
            try {
                nodes.put(broker, kafka.broker(port(broker), folder(broker), JVM, settings(broker)));
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }

        @Override
        public void close() {
            nodes.values().forEach(RunningProgram::close); // asked to stop, the last ones would wait for a controller that is gone
        }
    }
}
