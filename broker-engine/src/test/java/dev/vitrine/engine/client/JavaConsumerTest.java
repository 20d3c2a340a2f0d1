package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.done;
import static dev.vitrine.engine.client.Clients.poll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's Java consumer: positions, commits of each kind, seeking, long polls. */
@Timeout(180)
class JavaConsumerTest {

    private static final long BASE_TIME = 1_700_000_000_000L;

    @TempDir
    private static Path data;
    private static TestBroker broker;
    private static Clients clients;

    @BeforeAll
    static void start() {
        broker = TestBroker.start(data);
        clients = new Clients(broker.bootstrap());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void a_member_of_a_group_goes_on_where_the_last_committed_synchronously() {
        String topic = filled("sync-commit", 10);
        Map<String, ?> group = Map.of("group.id", topic, "max.poll.records", 4);
        try (var consumer = clients.consumer(group)) {
            consumer.subscribe(List.of(topic));
            assertThat(poll(consumer, 4)).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 2L, 3L);
            consumer.commitSync();
        }
        try (var consumer = clients.consumer(group)) {
            consumer.subscribe(List.of(topic));
            assertThat(poll(consumer, 6)).extracting(ConsumerRecord::offset).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
        }
    }

    @Test
    void an_asynchronous_commit_calls_back_and_keeps_its_metadata_and_leader_epoch() {
        String topic = filled("async-commit", 3);
        TopicPartition partition = new TopicPartition(topic, 0);
        try (var consumer = clients.consumer(Map.of("group.id", topic))) {
            consumer.assign(List.of(partition));
            poll(consumer, 3);
            CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> called = new CompletableFuture<>();
            OffsetAndMetadata position = new OffsetAndMetadata(2, Optional.of(0), "up to the second");
            consumer.commitAsync(Map.of(partition, position), (offsets, problem) -> called.complete(offsets));
            while (!called.isDone()) {
                consumer.poll(Duration.ofMillis(50));
            }
            assertThat(called.join()).containsEntry(partition, position);
            assertThat(consumer.committed(Set.of(partition))).containsEntry(partition, position);
        }
    }

    @Test
    void automatic_commits_happen_at_the_interval_and_at_the_close() {
        String topic = filled("auto-commit", 5);
        Map<String, ?> settings = Map.of("group.id", topic, "enable.auto.commit", "true", "auto.commit.interval.ms", "100");
        try (var consumer = clients.consumer(settings)) {
            consumer.subscribe(List.of(topic));
            poll(consumer, 5);
        }
        try (var admin = clients.admin()) {
            var offsets = done(admin.listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata());
            assertThat(offsets.get(new TopicPartition(topic, 0)).offset()).isEqualTo(5);
        }
    }

    @Test
    void a_consumer_can_go_back_to_the_beginning_to_an_offset_to_a_time_and_to_the_end() {
        String topic = filled("seek", 10);
        TopicPartition partition = new TopicPartition(topic, 0);
        try (var consumer = clients.consumer(Map.of())) {
            consumer.assign(List.of(partition));
            poll(consumer, 10);
            consumer.seekToBeginning(List.of(partition));
            assertThat(poll(consumer, 10).getFirst().offset()).isZero();
            consumer.seek(partition, 7);
            assertThat(poll(consumer, 3).getFirst().offset()).isEqualTo(7);
            var found = consumer.offsetsForTimes(Map.of(partition, BASE_TIME + 4_500)).get(partition);
            assertThat(found.offset()).isEqualTo(5);
            assertThat(found.timestamp()).isEqualTo(BASE_TIME + 5_000);
            assertThat(consumer.offsetsForTimes(Map.of(partition, BASE_TIME + 60_000)).get(partition)).isNull();
            assertThat(consumer.beginningOffsets(List.of(partition))).containsEntry(partition, 0L);
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 10L);
        }
    }

    @Test
    void a_position_out_of_range_follows_the_reset_policy_and_without_one_is_an_error() {
        String topic = filled("reset", 3);
        TopicPartition partition = new TopicPartition(topic, 0);
        try (var consumer = clients.consumer(Map.of("auto.offset.reset", "earliest"))) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 99);
            assertThat(poll(consumer, 3).getFirst().offset()).isZero();
        }
        try (var consumer = clients.consumer(Map.of("auto.offset.reset", "none", "group.id", topic))) {
            consumer.assign(List.of(partition));
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20))).isInstanceOf(NoOffsetForPartitionException.class);
        }
    }

    @Test
    void a_paused_partition_gives_nothing_until_it_is_resumed() {
        String topic = filled("pause", 2);
        TopicPartition partition = new TopicPartition(topic, 0);
        try (var consumer = clients.consumer(Map.of())) {
            consumer.assign(List.of(partition));
            consumer.pause(List.of(partition));
            assertThat(consumer.poll(Duration.ofMillis(500))).isEmpty();
            consumer.resume(List.of(partition));
            assertThat(poll(consumer, 2)).hasSize(2);
        }
    }

    @Test
    void a_waiting_poll_is_answered_as_soon_as_a_record_comes() {
        String topic = clients.topic("wait", 1);
        try (var consumer = clients.consumer(Map.of("fetch.max.wait.ms", "25000"));
                var producer = clients.producer(Map.of())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            assertThat(consumer.poll(Duration.ofMillis(500))).isEmpty();
            done(producer.send(new ProducerRecord<>(topic, "now")));
            long before = System.nanoTime();
            assertThat(poll(consumer, 1)).extracting(ConsumerRecord::value).containsExactly("now");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void who_was_put_out_of_the_group_may_not_commit_any_more() {
        String topic = filled("expelled", 4);
        Map<String, ?> slow = Map.of("group.id", topic, "max.poll.interval.ms", "1500", "session.timeout.ms", "6000");
        try (var late = clients.consumer(slow); var next = clients.consumer(Map.of("group.id", topic))) {
            late.subscribe(List.of(topic));
            poll(late, 4);
            next.subscribe(List.of(topic));
            poll(next, 4);
            assertThatThrownBy(late::commitSync).isInstanceOf(CommitFailedException.class);
        }
    }

    @Test
    void read_committed_reads_everything_that_no_transaction_holds_back() {
        String topic = filled("committed", 5);
        try (var consumer = clients.consumer(Map.of("isolation.level", "read_committed"))) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            assertThat(poll(consumer, 5)).hasSize(5);
        }
    }

    @Test
    void a_hundred_partitions_are_read_in_one_session_with_small_fetches() {
        String topic = clients.topic("wide", 100);
        try (var producer = clients.producer(Map.of())) {
            IntStream.range(0, 1000).forEach(i -> producer.send(new ProducerRecord<>(topic, i % 100, null, "x".repeat(500))));
        }
        Map<String, ?> small = Map.of("fetch.max.bytes", "20000", "max.partition.fetch.bytes", "6000");
        try (KafkaConsumer<String, String> consumer = clients.consumer(small)) {
            consumer.assign(IntStream.range(0, 100).mapToObj(p -> new TopicPartition(topic, p)).toList());
            assertThat(poll(consumer, 1000)).hasSize(1000);
        }
    }

    /** A topic of one partition with so many records, a second between each. */
    private static String filled(String purpose, int records) {
        String topic = clients.topic(purpose, 1);
        try (var producer = clients.producer(Map.of())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, 0, BASE_TIME + i * 1_000L, "key " + i, "value " + i));
                producer.flush();
            }
        }
        return topic;
    }
}
