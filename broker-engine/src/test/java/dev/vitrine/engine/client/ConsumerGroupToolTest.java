package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Apache Kafka's {@code kafka-consumer-groups} on groups of the consumer protocol (KIP-848). */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class ConsumerGroupToolTest {

    private static final String TOOL = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 10;
    private static final long MINUTE_MS = 60_000;
    /** The first half of a partition's records is so old, the other half a quarter of that. */
    private static final long OLD_MS = 120 * MINUTE_MS;

    private static ApacheKafka kafka;

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with().needing(() -> kafka = ApacheKafka.required());

    @Test
    void members_state_and_offsets_of_a_working_group_are_shown_and_it_is_protected() {
        String topic = filled("working");
        try (GroupMember member = join(topic, Map.of("client.id", "seen", "group.instance.id", "one", "client.rack", "r1"))) {
            Awaiting.until(SOON, () -> member.handled().size() == PARTITIONS * RECORDS && committed(topic).size() == PARTITIONS, () -> "not read");
            Awaiting.until(SOON, () -> listed("--list", "--state", "Stable").contains(topic), () -> "not stable");

            assertThat(listed("--list", "--type", "consumer")).contains(topic);
            assertThat(listed("--list", "--type", "classic")).doesNotContain(topic);
            assertThat(table("--describe", "--members", "--verbose", "--group", topic)).singleElement().satisfies(row -> {
                assertThat(row).containsEntry("CLIENT-ID", "seen").containsEntry("#PARTITIONS", "2").containsEntry("GROUP", topic)
                        .containsEntry("CURRENT-ASSIGNMENT", topic + ":0,1").containsEntry("TARGET-ASSIGNMENT", topic + ":0,1");
                assertThat(row.get("CURRENT-EPOCH")).isEqualTo(row.get("TARGET-EPOCH"));
            });
            assertThat(table("--describe", "--state", "--verbose", "--group", topic)).singleElement().satisfies(row -> {
                assertThat(row).containsEntry("STATE", "Stable").containsEntry("#MEMBERS", "1").containsEntry("ASSIGNMENT-STRATEGY", "uniform");
                assertThat(row.get("GROUP-EPOCH")).isEqualTo(row.get("TARGET-ASSIGNMENT-EPOCH"));
            });
            assertThat(table("--describe", "--offsets", "--verbose", "--group", topic)).hasSize(PARTITIONS).allSatisfy(row -> assertThat(row)
                    .containsEntry("CURRENT-OFFSET", "10").containsEntry("LOG-END-OFFSET", "10").containsEntry("LAG", "0")
                    .containsEntry("CLIENT-ID", "seen").containsEntry("LEADER-EPOCH", "0"));

            assertThat(reset(topic, "--to-earliest", "--execute").toString())
                    .contains("Assignments can only be reset if the group '" + topic + "' is inactive, but the current state is Stable.");
            assertThat(text("--delete", "--group", topic)).contains("GroupNotEmptyException");
            assertThat(text("--delete-offsets", "--group", topic, "--topic", topic))
                    .contains("Deleting offsets of a topic is forbidden while the consumer group is actively subscribed to it.");
        }
        assertThat(committed(topic)).containsOnly(Map.entry(0, 10L), Map.entry(1, 10L));
    }

    @Test
    void offsets_are_reset_in_every_way() throws IOException {
        String topic = filled("resettable");
        commit(topic, Map.of(0, 7L, 1, 7L));

        assertThat(reset(topic, "--to-earliest", "--dry-run")).isEqualTo(Map.of(0, 0L, 1, 0L));
        assertThat(committed(topic)).as("after a dry run").isEqualTo(Map.of(0, 7L, 1, 7L));
        List<String> exported = run("--reset-offsets", "--group", topic, "--topic", topic, "--to-current", "--export", "--dry-run").successfully();
        assertThat(exported).contains(topic + ",0,7", topic + ",1,7");

        resets(topic, Map.of(0, 0L, 1, 0L), "--to-earliest");
        resets(topic, Map.of(0, 10L, 1, 10L), "--to-latest");
        resets(topic, Map.of(0, 4L, 1, 4L), "--to-offset", "4");
        resets(topic, Map.of(0, 1L, 1, 1L), "--shift-by", "-3");
        resets(topic, Map.of(0, 5L, 1, 5L), "--by-duration", "PT1H");
        resets(topic, Map.of(0, 0L, 1, 0L), "--to-datetime", DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC)
                .format(Instant.now().minusMillis(2 * OLD_MS)) + "Z");
        Path plan = Files.write(BROKER.data().resolve(topic + ".csv"), List.of(topic + ",0,2", topic + ",1,9"));
        assertThat(rows(run("--reset-offsets", "--group", topic, "--from-file", plan.toString(), "--execute"), topic)).isEqualTo(Map.of(0, 2L, 1, 9L));
        assertThat(committed(topic)).isEqualTo(Map.of(0, 2L, 1, 9L));
        resets(topic, Map.of(0, 2L, 1, 9L), "--to-current");

        assertThat(run("--reset-offsets", "--group", topic, "--topic", topic + ":1", "--shift-by", "5", "--execute").successfully().toString())
                .as("not past the end").contains(topic).contains(" 10");
        assertThat(committed(topic)).isEqualTo(Map.of(0, 2L, 1, 10L));
    }

    @Test
    void offsets_and_groups_that_are_deleted_are_gone() {
        String topic = filled("deletable");
        commit(topic, Map.of(0, 3L, 1, 3L));
        assertThat(text("--delete-offsets", "--group", topic, "--topic", topic + ":0"))
                .contains("Request succeeded for deleting offsets from group " + topic + ".");
        assertThat(committed(topic)).isEqualTo(Map.of(1, 3L));
        assertThat(text("--delete", "--group", topic)).contains("Deletion of requested consumer groups ('" + topic + "') was successful.");
        assertThat(listed("--list", "--type", "consumer")).doesNotContain(topic);
        assertThat(text("--describe", "--group", topic)).contains("Group " + topic + " not found.");
    }

    /** Resets for good, and sees that what the tool says is what is committed then. */
    private static void resets(String topic, Map<Integer, Long> expected, String... way) {
        List<String> options = new ArrayList<>(List.of(way));
        options.add("--execute");
        assertThat(reset(topic, options.toArray(String[]::new))).as(String.join(" ", way)).isEqualTo(expected);
        assertThat(committed(topic)).as("committed after " + String.join(" ", way)).isEqualTo(expected);
    }

    private static Object reset(String group, String... way) {
        List<String> options = new ArrayList<>(List.of("--reset-offsets", "--group", group, "--topic", group));
        options.addAll(List.of(way));
        Ended ended = run(options.toArray(String[]::new));
        Map<Integer, Long> rows = rows(ended, group);
        return rows.isEmpty() ? ended.out() + " " + ended.err() : rows;
    }

    /** New offsets by partition. */
    private static Map<Integer, Long> rows(Ended ended, String topic) {
        Map<Integer, Long> rows = new TreeMap<>();
        ended.out().stream().map(line -> line.trim().split("\\s+")).filter(row -> row.length == 4 && row[1].equals(topic))
                .forEach(row -> rows.put(Integer.valueOf(row[2]), Long.valueOf(row[3])));
        return rows;
    }

    private static Ended run(String... options) {
        List<String> all = new ArrayList<>(List.of("--bootstrap-server", BROKER.bootstrap()));
        all.addAll(List.of(options));
        return kafka.tool(TOOL, all.toArray(String[]::new));
    }

    private static String text(String... options) {
        Ended ended = run(options);
        return String.join("\n", ended.out()) + "\n" + String.join("\n", ended.err());
    }

    /** The first word of each line. */
    private static List<String> listed(String... options) {
        return run(options).successfully().stream().map(line -> line.trim().split("\\s+")[0]).toList();
    }

    /** Rows under the names of their columns. The column that names a coordinator holds two words. */
    private static List<Map<String, String>> table(String... options) {
        List<String> lines = run(options).successfully().stream().filter(line -> !line.isBlank()).toList();
        int head = 0;
        while (!lines.get(head).startsWith("GROUP")) {
            head++;
        }
        String[] names = cells(lines.get(head));
        return lines.subList(head + 1, lines.size()).stream().map(line -> {
            String[] cells = cells(line);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < Math.min(names.length, cells.length); i++) {
                row.put(names[i], cells[i]);
            }
            return row;
        }).toList();
    }

    private static String[] cells(String line) {
        return line.trim().replace("COORDINATOR (ID)", "COORDINATOR").replaceAll("\\s+\\(\\d+\\)", "").split("\\s+");
    }

    private static GroupMember join(String topic, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("group.id", topic, "group.protocol", "consumer"));
        settings.putAll(more);
        return GroupMember.start(BROKER.clients().consumer(settings), topic);
    }

    private static String filled(String purpose) {
        String topic = BROKER.clients().topic(purpose, PARTITIONS);
        long now = System.currentTimeMillis();
        try (KafkaProducer<String, String> producer = BROKER.clients().producer(Map.of())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                for (int i = 0; i < RECORDS; i++) {
                    long age = i < RECORDS / 2 ? OLD_MS : OLD_MS / 4;
                    done(producer.send(new ProducerRecord<>(topic, partition, now - age, null, partition + " " + i)));
                }
            }
        }
        return topic;
    }

    /** A member of the group named as the topic was there, and left this behind. */
    private static void commit(String topic, Map<Integer, Long> offsets) {
        try (var consumer = BROKER.clients().consumer(Map.of("group.id", topic, "group.protocol", "consumer"))) {
            consumer.subscribe(List.of(topic));
            Clients.poll(consumer, 1);
            Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
            offsets.forEach((partition, offset) -> all.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
            consumer.commitSync(all);
        }
    }

    private static Map<Integer, Long> committed(String group) {
        try (Admin admin = BROKER.clients().admin()) {
            Map<Integer, Long> offsets = new TreeMap<>();
            done(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
            return offsets;
        }
    }
}
