package dev.vitrine.engine.client;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;

/**
 * A shell for Kafka's command-line tools, all in one process: a tool a second instead of one in three. Reads a command a line and prints what it
 * printed, then a line {@link #END}. Commands are the tools by the names of their scripts, with {@code {dir}} for a folder of one's own, and with
 * {@code | sort}, {@code | grep REGEX} behind them, {@code < FILE} for what they read; and what a person's programs do meanwhile:
 *
 * <pre>
 *   produce TOPIC RECORDS        to partition 0
 *   consume GROUP TOPIC          joins, reads to the end, commits, leaves
 *   begin ID TOPIC               a transaction with one record, left open;   commit ID ends it
 *   file NAME CONTENT            writes a file into {dir}; \n begins a line
 * </pre>
 */
final class KafkaShell {

    static final String END = "-- end of output --";

    private static final Map<String, String> TOOLS = Map.ofEntries(
            Map.entry("kafka-topics", "org.apache.kafka.tools.TopicCommand"),
            Map.entry("kafka-configs", "kafka.admin.ConfigCommand"),
            Map.entry("kafka-consumer-groups", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"),
            Map.entry("kafka-groups", "org.apache.kafka.tools.GroupsCommand"),
            Map.entry("kafka-transactions", "org.apache.kafka.tools.TransactionsCommand"),
            Map.entry("kafka-get-offsets", "org.apache.kafka.tools.GetOffsetShell"),
            Map.entry("kafka-delete-records", "org.apache.kafka.tools.DeleteRecordsCommand"),
            Map.entry("kafka-log-dirs", "org.apache.kafka.tools.LogDirsCommand"),
            Map.entry("kafka-broker-api-versions", "org.apache.kafka.tools.BrokerApiVersionsCommand"),
            Map.entry("kafka-features", "org.apache.kafka.tools.FeatureCommand"),
            Map.entry("kafka-metadata-quorum", "org.apache.kafka.tools.MetadataQuorumCommand"),
            Map.entry("kafka-reassign-partitions", "org.apache.kafka.tools.reassign.ReassignPartitionsCommand"),
            Map.entry("kafka-leader-election", "org.apache.kafka.tools.LeaderElectionCommand"),
            Map.entry("kafka-client-metrics", "org.apache.kafka.tools.ClientMetricsCommand"),
            Map.entry("kafka-cluster", "org.apache.kafka.tools.ClusterTool"),
            Map.entry("kafka-console-consumer", "org.apache.kafka.tools.consumer.ConsoleConsumer"),
            Map.entry("kafka-console-producer", "org.apache.kafka.tools.ConsoleProducer"),
            Map.entry("kafka-console-share-consumer", "org.apache.kafka.tools.consumer.ConsoleShareConsumer"),
            Map.entry("kafka-share-groups", "org.apache.kafka.tools.consumer.group.ShareGroupCommand"),
            Map.entry("kafka-streams-groups", "org.apache.kafka.tools.streams.StreamsGroupCommand"),
            Map.entry("kafka-verifiable-producer", "org.apache.kafka.tools.VerifiableProducer"),
            Map.entry("kafka-verifiable-consumer", "org.apache.kafka.tools.VerifiableConsumer"),
            Map.entry("kafka-producer-perf-test", "org.apache.kafka.tools.ProducerPerformance"),
            Map.entry("kafka-consumer-perf-test", "org.apache.kafka.tools.ConsumerPerformance"),
            Map.entry("kafka-streams-application-reset", "org.apache.kafka.tools.StreamsResetter"));

    /** Where an error came from, and that nobody set up logging. */
    private static final Pattern NOISE = Pattern.compile("^\\s+at |^\\s*\\.\\.\\. \\d+ more|^Caused by: |^SLF4J|^\\S*(ERROR|WARN)|KafkaShell\\$Exited|^null$");

    private static final class Exited extends Error {
        private static final long serialVersionUID = 1;
    }

    private final String bootstrap;
    private final Path folder;
    private final Map<String, KafkaProducer<String, String>> transactions = new HashMap<>();

    private KafkaShell(String bootstrap, Path folder) {
        this.bootstrap = bootstrap;
        this.folder = folder;
    }

    /** @param arguments where the broker is, and a folder */
    public static void main(String... arguments) throws Exception {
        PrintStream screen = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        Exit.setExitProcedure((status, message) -> {
            throw new Exited();
        });
        Exit.setHaltProcedure((status, message) -> {
            throw new Exited();
        });
        KafkaShell shell = new KafkaShell(arguments[0], Path.of(arguments[1]));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            printed.reset();
            shell.run(command.split(" \\| ")[0]);
            filtered(printed.toString(StandardCharsets.UTF_8), command).forEach(screen::println);
            screen.println(END);
            screen.flush();
        }
        Runtime.getRuntime().halt(0);
    }

    private static Stream<String> filtered(String printed, String command) {
        Stream<String> lines = printed.lines().filter(line -> !NOISE.matcher(line).find());
        for (String filter : Arrays.stream(command.split(" \\| ")).skip(1).toList()) {
            if (filter.equals("sort")) {
                lines = lines.sorted();
            } else {
                Pattern wanted = Pattern.compile(filter.substring("grep ".length()));
                lines = lines.filter(line -> wanted.matcher(line).find());
            }
        }
        return lines;
    }

    private void run(String command) throws Exception {
        String[] words = command.replace("{dir}", folder.toString()).split(" ", 3);
        switch (words[0]) {
            case "produce" -> produce(words[1], Integer.parseInt(words[2]));
            case "consume" -> consume(words[1], words[2]);
            case "begin" -> begin(words[1], words[2]);
            case "commit" -> transactions.remove(words[1]).commitTransaction();
            case "file" -> Files.writeString(folder.resolve(words[1]), words[2].replace("\\n", "\n"));
            default -> toolWithInput(command.replace("{dir}", folder.toString()).split(" < "));
        }
    }

    private void toolWithInput(String... commandAndFile) throws Exception {
        InputStream keyboard = System.in;
        try (InputStream file = commandAndFile.length == 1 ? InputStream.nullInputStream() : Files.newInputStream(Path.of(commandAndFile[1]))) {
            System.setIn(file);
            tool(commandAndFile[0]);
        } finally {
            System.setIn(keyboard);
        }
    }

    private void tool(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        String tool = words.removeFirst();
        boolean first = List.of("kafka-features", "kafka-metadata-quorum", "kafka-transactions").contains(tool);
        words.addAll(first ? 0 : words.size(), List.of("--bootstrap-server", bootstrap));
        try {
            Class.forName(TOOLS.get(tool)).getMethod("main", String[].class).invoke(null, (Object) words.toArray(String[]::new));
        } catch (InvocationTargetException ended) {
            if (!(ended.getCause() instanceof Exited)) {
                System.out.println("failed: " + ended.getCause());
            }
        }
    }

    private KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", bootstrap);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private void produce(String topic, int records) {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (int record = 0; record < records; record++) {
                producer.send(new ProducerRecord<>(topic, 0, 1_700_000_000_000L + record, null, "value " + record));
            }
        }
    }

    private void begin(String id, String topic) throws Exception {
        KafkaProducer<String, String> producer = producer(Map.of("transactional.id", id));
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, 0, null, "in a transaction")).get();
        transactions.put(id, producer);
    }

    private void consume(String group, String topic) throws IOException {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "group.id", group, "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(new HashMap<>(settings), new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (consumer.poll(Duration.ofMillis(200)).isEmpty()) {
                continue;
            }
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
            consumer.commitSync();
        }
    }
}
