package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Apache Kafka's own command-line tools: against the running broker, and on its files. */
@Timeout(300)
class KafkaToolsTest {

    private static final String CONSOLE = "org.apache.kafka.tools.consumer.ConsoleConsumer";

    private static ApacheKafka kafka;

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with().needing(() -> kafka = ApacheKafka.required());

    @Test
    void its_console_formatter_prints_the_offsets_that_were_committed() {
        String topic = filled("formatted", 5);
        commit(topic);
        assertThat(consoleOn("org.apache.kafka.tools.consumer.OffsetsMessageFormatter"))
                .anyMatch(line -> line.contains("\"group\":\"" + topic + "\"") && line.contains("\"partition\":0") && line.contains("\"offset\":5"));
        assertThat(consoleOn("org.apache.kafka.tools.consumer.GroupMetadataMessageFormatter"))
                .anyMatch(line -> line.contains("\"group\":\"" + topic + "\"") && line.contains("\"protocolType\":\"consumer\""));
    }

    @Test
    void its_group_command_describes_lag_and_resets_offsets() {
        String topic = filled("lagging", 8);
        commit(topic);
        produce(topic, 2);
        String command = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
        assertThat(kafka.tool(command, "--bootstrap-server", BROKER.bootstrap(), "--describe", "--group", topic).successfully())
                .anyMatch(line -> line.matches(topic + "\\s+" + topic + "\\s+0\\s+8\\s+10\\s+2\\s+.*"));
        kafka.tool(command, "--bootstrap-server", BROKER.bootstrap(), "--group", topic, "--topic", topic, "--reset-offsets", "--to-offset", "3",
                "--execute").successfully();
        assertThat(kafka.tool(command, "--bootstrap-server", BROKER.bootstrap(), "--describe", "--group", topic).successfully())
                .anyMatch(line -> line.matches(topic + "\\s+" + topic + "\\s+0\\s+3\\s+10\\s+7\\s+.*"));
    }

    @Test
    void its_topic_and_offset_commands_show_what_is_there() {
        String topic = BROKER.clients().topic("shown", 2, Map.of("retention.ms", "123456"));
        produce(topic, 4);
        assertThat(kafka.tool("org.apache.kafka.tools.TopicCommand", "--bootstrap-server", BROKER.bootstrap(), "--describe", "--topic", topic)
                .successfully()).anyMatch(line -> line.contains("PartitionCount: 2") && line.contains("retention.ms=123456"))
                .filteredOn(line -> line.contains("Leader:")).hasSize(2);
        assertThat(kafka.tool("org.apache.kafka.tools.GetOffsetShell", "--bootstrap-server", BROKER.bootstrap(), "--topic", topic).successfully())
                .anyMatch(line -> line.startsWith(topic + ":0:")).anyMatch(line -> line.startsWith(topic + ":1:"));
    }

    @Test
    void its_api_versions_command_understands_every_range_that_is_advertised() {
        assertThat(kafka.tool("org.apache.kafka.tools.BrokerApiVersionsCommand", "--bootstrap-server", BROKER.bootstrap()).successfully())
                .anyMatch(line -> line.contains("Produce(0): 0 to 13")).noneMatch(line -> line.contains("UNKNOWN"));
    }

    @Test
    void its_dump_tool_reads_the_segments_and_finds_nothing_wrong_with_the_indexes() throws IOException {
        String topic = BROKER.clients().topic("dumped", 1, Map.of("segment.bytes", "1048576", "index.interval.bytes", "512"));
        produce(topic, 2000);
        BROKER.get().restart();
        List<Path> files = segmentFiles(topic);
        Assumptions.assumeFalse(files.isEmpty(), "the segments of another Kafka are not here");
        for (Path file : files) {
            Ended dump = kafka.tool("org.apache.kafka.tools.DumpLogSegments", "--files", file.toString(), "--print-data-log");
            assertThat(dump.successfully()).as(file.toString()).noneMatch(line -> line.matches("(?i).*(mismatch|corrupt|exception|not found|sanity).*"));
            if (file.toString().endsWith("00000000000000000000.log")) {
                assertThat(dump.out()).anyMatch(line -> line.contains("payload: value 0")).anyMatch(line -> line.contains("isvalid: true"));
            }
        }
    }

    private static List<Path> segmentFiles(String topic) throws IOException {
        try (var all = Files.walk(BROKER.data())) {
            return all.filter(file -> file.getParent().getFileName().toString().equals(topic + "-0"))
                    .filter(file -> file.toString().matches(".*\\.(log|index|timeindex)")).sorted().toList();
        }
    }

    private static List<String> consoleOn(String formatter) {
        return kafka.tool(CONSOLE, "--bootstrap-server", BROKER.bootstrap(), "--topic", "__consumer_offsets", "--from-beginning",
                "--timeout-ms", "5000", "--formatter", formatter).out();
    }

    /** A topic of one partition with so many records. */
    private static String filled(String purpose, int records) {
        String topic = BROKER.clients().topic(purpose, 1);
        produce(topic, records);
        return topic;
    }

    private static void produce(String topic, int records) {
        try (var producer = BROKER.clients().producer(Map.of())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, "value " + i));
            }
        }
    }

    /** A member of the group named as the topic reads everything, commits and leaves. */
    private static void commit(String topic) {
        try (var consumer = BROKER.clients().consumer(Map.of("group.id", topic))) {
            consumer.subscribe(List.of(topic));
            Clients.poll(consumer, 1);
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
            consumer.commitSync();
        }
    }
}
