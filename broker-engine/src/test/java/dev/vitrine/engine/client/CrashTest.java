package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.client.NumberedProducer.Acknowledged;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Promises P1, P3, P5 and P8 under kill −9: what was acknowledged with acks=all, and every acknowledged commit, is there afterwards, at its
 * offset, in order, and an idempotent producer's records once each. The process is real, and so is the kill, at random moments of the traffic and
 * sometimes of the recovery.
 */
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {

    private static final int PARTITIONS = 3;
    private static final String GROUP = "committing";

    @TempDir
    private Path data;

    @Test
    @Timeout(300)
    void what_was_acknowledged_survives_kill_9() {
        crash(3, new Random().nextLong());
    }

    @Test
    @Tag("deep")
    @Timeout(3600)
    void what_was_acknowledged_survives_kill_9_many_times() {
        crash(80, new Random().nextLong());
    }

    private void crash(int rounds, long seed) {
        Random random = new Random(seed);
        try (TestBroker broker = TestBroker.start(data)) {
            Clients clients = new Clients(broker.bootstrap());
            String topic = clients.topic("crash", PARTITIONS);
            List<Acknowledged> once;
            List<Acknowledged> atLeastOnce;
            try (var idempotent = new NumberedProducer(clients, "once", topic, PARTITIONS, Map.of("acks", "all"));
                    var plain = new NumberedProducer(clients, "plain", topic, PARTITIONS, plain());
                    var consumer = new CommittingConsumer(clients, GROUP, topic)) {
                for (int round = 1; round <= rounds; round++) {
                    awaitAcknowledged(idempotent, 1 + random.nextInt(2000), "round " + round + " of seed " + seed);
                    Map<TopicPartition, Long> committed = consumer.acknowledged();
                    crash(broker, random);
                    assertCommitted(clients, committed);
                }
                awaitAcknowledged(idempotent, 1, "after the last round");
                idempotent.close();
                plain.close();
                once = idempotent.acknowledged();
                atLeastOnce = plain.acknowledged();
                assertThat(idempotent.failures()).isEmpty();
            }
            List<List<String>> log = read(clients, topic);
            assertKept(log, once);
            assertKept(log, atLeastOnce);
            assertOrderedOnce(log);
            broker.restart();
            assertThat(read(clients, topic)).as("after a clean restart").isEqualTo(log);
        }
    }

    private static void crash(TestBroker broker, Random random) {
        if (random.nextInt(3) == 0) {
            broker.crashTwiceAndRestart(Duration.ofMillis(100 + random.nextInt(1500)));
        } else {
            broker.crashAndRestart();
        }
    }

    /** Without idempotence the order is only kept with one request in flight. */
    private static Map<String, ?> plain() {
        return Map.of("acks", "all", "enable.idempotence", false, "max.in.flight.requests.per.connection", 1);
    }

    private static void awaitAcknowledged(NumberedProducer producer, int more, String when) {
        int enough = producer.acknowledgedCount() + more;
        Awaiting.until(SOON, () -> producer.acknowledgedCount() >= enough,
                () -> when + ": " + producer.acknowledgedCount() + " of " + enough + " acknowledged; " + producer.failures());
    }

    private static void assertCommitted(Clients clients, Map<TopicPartition, Long> acknowledged) {
        try (var admin = clients.admin()) {
            var committed = done(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata());
            acknowledged.forEach((partition, position) ->
                    assertThat(committed.get(partition).offset()).as("committed of " + partition).isGreaterThanOrEqualTo(position));
        }
    }

    private static void assertKept(List<List<String>> log, List<Acknowledged> acknowledged) {
        assertThat(acknowledged).isNotEmpty();
        for (Acknowledged each : acknowledged) {
            List<String> partition = log.get(each.partition());
            assertThat(partition.size()).as(each + " is beyond the end").isGreaterThan((int) each.offset());
            assertThat(partition.get((int) each.offset())).as(each.toString()).isEqualTo(each.value());
        }
    }

    /** The idempotent producer's values ascend strictly; the other's may be repeated, but each first time is in order. */
    private static void assertOrderedOnce(List<List<String>> log) {
        for (List<String> partition : log) {
            List<String> once = partition.stream().filter(value -> value.startsWith("once")).toList();
            assertThat(once).doesNotHaveDuplicates().isSorted();
            assertThat(partition.stream().filter(value -> value.startsWith("plain")).distinct().toList()).isSorted();
        }
    }

    /** The values of each partition; offsets must be dense. */
    private static List<List<String>> read(Clients clients, String topic) {
        Map<TopicPartition, List<String>> values = new TreeMap<>(Comparator.comparing(TopicPartition::partition));
        for (int p = 0; p < PARTITIONS; p++) {
            values.put(new TopicPartition(topic, p), new ArrayList<>());
        }
        try (KafkaConsumer<String, String> consumer = clients.consumer(Map.of())) {
            consumer.assign(values.keySet());
            var ends = consumer.endOffsets(values.keySet());
            Awaiting.until(SOON, () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    List<String> partition = values.get(new TopicPartition(topic, record.partition()));
                    assertThat(record.offset()).isEqualTo(partition.size());
                    partition.add(record.value());
                });
                return ends.entrySet().stream().allMatch(end -> values.get(end.getKey()).size() >= end.getValue());
            }, () -> "read up to " + ends);
        }
        return List.copyOf(values.values());
    }
}
