package dev.vitrine.engine.client;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How tests start the engine as a process: its classes in a jar, as people have them, and an {@link AotCache} of what a start loads. */
final class EngineStart {

    private static final Path FOLDER = Path.of("target", "engine-start").toAbsolutePath();
    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
    private static final Path JAR = FOLDER.resolve("engine.jar");
    private static final AotCache CACHE = new AotCache(FOLDER.resolve("engine.aot"));
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** What the second compiler would make of it comes too late for a test, and takes half of the time that a start takes. */
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    private EngineStart() {
    }

    /** Made when it is first asked for. */
    private static final class Prepared {
        private static final List<String> COMMAND = prepare();
    }

    /** {@code vitrine-engine serve} without options. */
    static List<String> command() {
        return Prepared.COMMAND;
    }

    private static List<String> prepare() {
        try {
            Made.once(FOLDER, fingerprint(), EngineStart::make);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return serve(CACHE.options());
    }

    private static List<String> java(List<String> more) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JVM);
        command.addAll(more);
        command.addAll(List.of("-cp", classPath()));
        return command;
    }

    private static List<String> serve(List<String> more) {
        List<String> command = java(more);
        command.addAll(List.of("dev.vitrine.engine.cli.Main", "serve"));
        return command;
    }

    /** The engine with its libraries, without the tests' own classes and settings. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> path = new ArrayList<>(List.of(JAR.toString()));
        Arrays.stream(all.split(File.pathSeparator)).filter(entry -> entry.endsWith(".jar")).forEach(path::add);
        return String.join(File.pathSeparator, path);
    }

    /** Another text for other classes, libraries or another Java. */
    private static String fingerprint() throws IOException {
        StringBuilder text = new StringBuilder(System.getProperty("java.home") + "\n" + String.join(" ", JVM) + "\n" + classPath() + "\n");
        for (Path file : classes()) {
            text.append(CLASSES.relativize(file)).append(' ').append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file)).append('\n');
        }
        return text.toString();
    }

    private static List<Path> classes() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void make() throws IOException {
        try (OutputStream file = Files.newOutputStream(JAR); JarOutputStream jar = new JarOutputStream(file)) {
            jar.setLevel(0);
            for (Path one : classes()) {
                jar.putNextEntry(new ZipEntry(CLASSES.relativize(one).toString().replace(File.separatorChar, '/')));
                Files.copy(one, jar);
                jar.closeEntry();
            }
        }
        CACHE.make(java(List.of()), EngineStart::live);
    }

    /** A short life, in which it does what most tests ask of it. */
    private static void live(List<String> options) {
        List<String> command = new ArrayList<>(serve(options));
        command.addAll(List.of("--listen", "localhost:0", "--data", FOLDER.resolve("data").toString()));
        try (RunningProgram program = RunningProgram.start(new ProcessBuilder(command))) {
            String ready = program.out().await("READY", LIMIT).orElseThrow(() -> new AssertionError(program.printed()));
            Clients clients = new Clients(ready.replaceAll(".*bootstrap=(\\S+).*", "$1"));
            String topic = clients.topic("first", 1);
            try (KafkaProducer<String, String> producer = clients.producer(Map.of())) {
                producer.send(new ProducerRecord<>(topic, "k", "v"));
            }
            try (var consumer = clients.consumer(Map.of("group.id", "first"))) {
                consumer.subscribe(List.of(topic));
                Clients.poll(consumer, 1);
                consumer.commitSync();
            }
            program.terminate();
            program.end(LIMIT);
        }
    }
}
