package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command-line tool of Kafka for administrators, as a person would type it: each prints here what it printed of Apache Kafka 4.3.1. The
 * transcript is {@code kafka-shell-4.3.1.txt}: a line with a dollar and a command, and below it what was printed, with what differs from
 * run to run masked.
 *
 * <p>{@code -Dkafka.shell.record=HOST:PORT} writes it anew, from the commands that are in it, of a new Kafka started with the settings of
 * {@link dev.vitrine.engine.metadata.DeveloperDefaults}.
 */
@Timeout(300)
class KafkaShellTest {

    private static final Path TRANSCRIPT = Path.of("src/test/resources/dev/vitrine/engine/client/kafka-shell-4.3.1.txt");
    private static final String RECORD_FROM = System.getProperty("kafka.shell.record");
    private static final String PROMPT = "$ ";

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> every_tool_prints_what_it_prints_of_kafka() throws IOException {
        Map<String, List<String>> recorded = transcript();
        if (RECORD_FROM != null) {
            record(typed(RECORD_FROM, recorded.keySet()));
            return Stream.empty();
        }
        ApacheKafka.required();
        // the records are years old: on a slow machine retention would come for them before the last command
        try (TestBroker broker = TestBroker.start(folder.resolve("data"), "--set", "log.initial.task.delay.ms=3600000")) {
            Map<String, List<String>> printed = typed(broker.bootstrap(), recorded.keySet());
            return recorded.keySet().stream().map(command ->
                    dynamicTest(command, () -> assertThat(printed.get(command)).isEqualTo(recorded.get(command))));
        }
    }

    /** What was printed, by command; the commands in their order, each only once. */
    private static Map<String, List<String>> transcript() throws IOException {
        Map<String, List<String>> transcript = new LinkedHashMap<>();
        List<String> printed = new ArrayList<>();
        for (String line : Files.readAllLines(TRANSCRIPT)) {
            if (line.startsWith(PROMPT)) {
                printed = new ArrayList<>();
                assertThat(transcript.put(line.substring(PROMPT.length()), printed)).as("typed twice: " + line).isNull();
            } else {
                printed.add(line);
            }
        }
        return transcript;
    }

    private static void record(Map<String, List<String>> transcript) throws IOException {
        List<String> lines = new ArrayList<>();
        transcript.forEach((command, printed) -> {
            lines.add(PROMPT + command);
            lines.addAll(printed);
        });
        Files.write(TRANSCRIPT, lines);
    }

    private Map<String, List<String>> typed(String bootstrap, Iterable<String> commands) throws IOException {
        Map<String, List<String>> printed = new LinkedHashMap<>();
        Path own = Files.createDirectories(folder.resolve("own"));
        ApacheKafka kafka = ApacheKafka.required();
        Process shell = new ProcessBuilder(kafka.command(kafka.shortLived(), KafkaShell.class.getName(), bootstrap, own.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedWriter keyboard = new BufferedWriter(new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.UTF_8));
                BufferedReader screen = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))) {
            for (String command : commands) {
                keyboard.write(command + "\n");
                keyboard.flush();
                printed.put(command, read(screen, own, bootstrap));
            }
        } finally {
            shell.destroy();
        }
        return printed;
    }

    private static List<String> read(BufferedReader screen, Path own, String bootstrap) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = screen.readLine(); !KafkaShell.END.equals(line); line = screen.readLine()) {
            assertThat(line).as("the shell ended").isNotNull();
            lines.add(masked(line.replace(own.toString(), "{dir}"), bootstrap));
        }
        return lines;
    }

    /** What two runs can't have alike: ids, the time, ports, offsets of the metadata log; and the columns that widen with them. */
    private static String masked(String line, String bootstrap) {
        return line.replace(bootstrap, "BROKER")
                .replaceAll("localhost(:|\\s+)\\d+", "localhost$1PORT")
                .replaceAll("(TopicId: |ClusterId:\\s+)\\S+", "$1ID")
                .replaceAll("(directoryId=)\\S{22}", "$1ID")
                .replaceAll("\"/[^\"]+\"", "\"DIR\"")
                .replaceAll("\\b\\d{13}\\b", "TIME")
                .replaceAll("(TIME\\s+)\\d+(\\s+placed-0)", "$1N$2")
                .replaceAll("((LeaderEpoch|HighWatermark|MaxFollowerLagTimeMs| Epoch):\\s+)\\d+", "$1N")
                .replaceAll("^1\\s+\\S{22}\\s+\\d+(.*Leader)", "1 ID N$1")
                .replaceAll("\\s+$", "")
                .replaceAll("[ \\t]+", " ");
    }
}
