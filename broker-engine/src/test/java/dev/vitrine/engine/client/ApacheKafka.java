package dev.vitrine.engine.client;

import dev.vitrine.engine.Engine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Apache Kafka 4.3.1 from its Maven artifacts: its command-line tools, Streams, Connect, and its broker as a peer to measure against. */
public final class ApacheKafka {

    private static final Path POM = Path.of("src/test/resources/clients/apache-kafka/pom.xml");
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(10);
    private static final Duration TOOL_LIMIT = Duration.ofMinutes(3);

    /** For a program that runs for seconds: it starts in half of the processor time. */
    private static final List<String> SHORT_LIVED = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1");
    private static final Path START = Path.of("target", "apache-kafka-start").toAbsolutePath();
    private static final AotCache CACHE = new AotCache(START.resolve("tools.aot"));

    private static final String FIXED_VOTERS = "controller.quorum.voters";

    private final Path libraries;

    private ApacheKafka(Path libraries) {
        this.libraries = libraries;
    }

    /** Resolves it with the project's Maven wrapper, once. Its tests say that they did not run where that is impossible. */
    public static ApacheKafka required() {
        try {
            return resolve();
        } catch (AssertionError | UncheckedIOException problem) {
            String message = "the tests of Apache Kafka's tools did not run: they could not be resolved (" + problem.getMessage() + ")";
            System.out.println(message);
            return ForeignClient.REQUIRED ? Assertions.fail(message) : Assumptions.abort(message);
        }
    }

    /** Resolves it with the project's Maven wrapper, once. @throws AssertionError where Maven fails, with what it printed */
    public static ApacheKafka resolve() {
        Path libraries = Path.of("target", "apache-kafka").toAbsolutePath();
        try {
            Made.once(libraries, Files.readString(POM), () -> download(libraries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ApacheKafka(libraries);
    }

    private static void download(Path libraries) {
        ProcessBuilder maven = new ProcessBuilder(Path.of("..", "mvnw").toAbsolutePath().normalize().toString(), "-q", "-B", "-f", POM.toString(),
                "dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory=" + libraries);
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try (RunningProgram program = RunningProgram.start(maven)) {
            program.feed("").end(DOWNLOAD_LIMIT).successfully();
        }
    }

    /** Runs one of its tools to the end. */
    Ended tool(String mainClass, String... arguments) {
        try (RunningProgram program = start(shortLived(), mainClass, arguments)) {
            return program.feed("").end(TOOL_LIMIT);
        }
    }

    /** Options for the JVM of a program that runs for seconds. */
    List<String> shortLived() {
        try {
            Made.once(START, System.getProperty("java.home") + "\n" + Files.readString(POM), () -> CACHE.make(java(SHORT_LIVED, libraries + "/*"), this::list));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return with(CACHE.options());
    }

    private static List<String> with(List<String> more) {
        List<String> options = new ArrayList<>(SHORT_LIVED);
        options.addAll(more);
        return options;
    }

    /** What each tool does: it connects, asks, and prints. */
    private void list(List<String> options) {
        List<String> command = java(with(options), libraries + "/*");
        try (Engine engine = Engine.start(config -> config.listen("localhost", 0).ephemeral())) {
            command.addAll(List.of("org.apache.kafka.tools.TopicCommand", "--bootstrap-server", engine.bootstrap(), "--list"));
            try (RunningProgram program = RunningProgram.start(new ProcessBuilder(command))) {
                program.feed("").end(TOOL_LIMIT).successfully();
            }
        }
    }

    /** A broker and controller in one process, its data formatted; not yet ready when this returns. */
    RunningProgram broker(int port, Path data, List<String> jvmOptions) throws IOException {
        return broker(port, data, jvmOptions, Map.of());
    }

    /**
     * As {@link #broker(int, Path, List)}, with settings of the caller's own over those that every broker here has. It is the one voter of a quorum that
     * can grow (KIP-853), as in Kafka's own quick start, unless {@code controller.quorum.voters} is among them: those are fixed.
     */
    public RunningProgram broker(int port, Path data, List<String> jvmOptions, Map<String, String> settings) throws IOException {
        return start(jvmOptions, "kafka.Kafka", format(port, data, settings).toString());
    }

    /** Makes its data folder, where there is none. @return its settings' file */
    Path format(int port, Path data, Map<String, String> settings) throws IOException {
        Path properties = Files.createDirectories(data).resolveSibling(data.getFileName() + ".properties");
        Files.writeString(properties, properties(port, data, settings));
        if (!Files.exists(data.resolve("meta.properties"))) {
            List<String> format = new ArrayList<>(List.of("format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "-c", properties.toString()));
            format.addAll(settings.containsKey(FIXED_VOTERS) ? List.of() : List.of("--standalone"));
            tool("kafka.tools.StorageTool", format.toArray(String[]::new)).successfully();
        }
        return properties;
    }

    /** Starts one of its programs, or one of the tests' own that stands on its libraries. */
    RunningProgram start(List<String> jvmOptions, String mainClass, String... arguments) {
        return RunningProgram.start(new ProcessBuilder(command(jvmOptions, mainClass, arguments)));
    }

    /** How {@link #start} starts it. */
    List<String> command(List<String> jvmOptions, String mainClass, String... arguments) {
        List<String> command = java(jvmOptions, libraries + "/*" + File.pathSeparator + Path.of("target", "test-classes").toAbsolutePath());
        command.add(mainClass);
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static List<String> java(List<String> jvmOptions, String classPath) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath));
        return command;
    }

    private static String properties(int port, Path data, Map<String, String> own) {
        Map<String, String> settings = new TreeMap<>(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + (port + 1)),
                Map.entry("advertised.listeners", "PLAINTEXT://localhost:" + port),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                Map.entry("log.dirs", data.toString()),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0")));
        settings.putAll(own);
        if (!settings.containsKey(FIXED_VOTERS)) {
            settings.put("controller.quorum.bootstrap.servers", "localhost:" + (port + 1));
        }
        StringBuilder text = new StringBuilder();
        settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }
}
