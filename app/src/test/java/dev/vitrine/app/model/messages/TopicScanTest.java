package dev.vitrine.app.model.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.messages.Progress.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import dev.vitrine.engine.Engine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Readings of real topics, from a broker over the socket. */
class TopicScanTest {

    private static final String TOPIC = "numbers";
    private static Engine engine;

    @BeforeAll
    static void a_topic_of_three_partitions_with_a_hundred_records_each() throws Exception {
        engine = Engine.start(c -> c.listen("localhost", 0).ephemeral());
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", engine.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 300; i++) {
                producer.send(new ProducerRecord<>(TOPIC, i % 3, 1_000_000L + i, ("k" + i).getBytes(StandardCharsets.UTF_8),
                        i == 42 ? new byte[] {(byte) 0xff, 0} : i == 43 ? null : ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8))).get();
            }
            producer.send(new ProducerRecord<>("large", null, "big".getBytes(StandardCharsets.UTF_8), "x".repeat(700_000).getBytes(StandardCharsets.UTF_8))).get();
        }
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static Consumer<byte[], byte[]> open(Map<String, Object> settings) {
        Map<String, Object> all = new java.util.HashMap<>(settings);
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, engine.bootstrap());
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static TopicScan scan(Query query) {
        return new TopicScan(query, TopicScanTest::open, System::nanoTime);
    }

    private static List<Message> read(Query query) {
        TopicScan scan = scan(query);
        scan.run();
        assertThat(scan.progress().why()).isEmpty();
        assertThat(scan.progress().state()).isEqualTo(State.AT_END);
        return scan.ring().take().add();
    }

    private static Query query(Seek seek, String search, int page, Integer... partitions) {
        return new Query(TOPIC, Set.of(partitions), seek, search, page, false);
    }

    private static void await(BooleanSupplier condition) {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        try {
            while (!condition.getAsBoolean() && System.nanoTime() < end) {
                assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void the_newest_of_all_partitions_come_newest_first() {
        List<Message> newest = read(query(new Seek.Newest(10), "", 500));
        assertThat(newest).extracting(Message::timestamp)
                .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> 1_000_299L - i).toList());
    }

    @Test
    void an_offset_is_where_reading_begins_in_each_chosen_partition() {
        assertThat(read(query(new Seek.AtOffset(95), "", 500, 1))).extracting(Message::offset).containsExactly(95L, 96L, 97L, 98L, 99L);
        assertThat(read(query(new Seek.AtOffset(1_000), "", 500))).isEmpty();
    }

    @Test
    void a_time_is_where_reading_begins() {
        List<Message> read = read(query(new Seek.AtTime(Instant.ofEpochMilli(1_000_290)), "", 500));
        assertThat(read).hasSize(10).allMatch(m -> m.timestamp() >= 1_000_290);
    }

    @Test
    void a_reading_pauses_after_each_page_and_goes_on_when_asked() throws Exception {
        TopicScan scan = scan(query(new Seek.Beginning(), "", 120));
        Thread thread = Thread.ofPlatform().daemon().start(scan);
        List<Message> seen = new ArrayList<>();
        await(() -> scan.progress().state() == State.PAGE_FULL);
        seen.addAll(scan.ring().take().add());
        assertThat(seen).hasSize(120);
        scan.more();
        await(() -> scan.progress().matched() == 240 && scan.progress().state() == State.PAGE_FULL);
        scan.more();
        thread.join(90_000);
        seen.addAll(scan.ring().take().add());
        assertThat(seen).hasSize(300);
        assertThat(scan.progress().state()).isEqualTo(State.AT_END);
        assertThat(scan.progress().part()).isEqualTo(1.0);
    }

    @Test
    void a_search_counts_what_it_looked_at_and_finds_in_keys_and_values() {
        TopicScan scan = scan(query(new Seek.Beginning(), "\"N\":29", 500));
        scan.run();
        assertThat(scan.progress().scanned()).isEqualTo(300);
        assertThat(scan.progress().scannedBytes()).isPositive();
        assertThat(scan.progress().matched()).isEqualTo(11);
        assertThat(scan.progress().sentence(true)).startsWith("11 found · 300 records").endsWith("that is all");
    }

    @Test
    void one_bad_record_is_one_bad_row() {
        List<Message> all = read(query(new Seek.Beginning(), "", 500));
        assertThat(all).hasSize(300);
        assertThat(all).filteredOn(m -> m.value().reading().kind() == dev.vitrine.app.model.payload.Reading.Kind.HEX).hasSize(1);
        assertThat(all).filteredOn(Message::isTombstone).hasSize(1);
    }

    @Test
    void a_live_reading_shows_what_comes_from_now_on_and_stops_when_told() throws Exception {
        String topic = "live";
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", engine.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "before".getBytes(StandardCharsets.UTF_8))).get();
            TopicScan scan = scan(new Query(topic, Set.of(), new Seek.Live(), "", 500, false));
            Thread thread = Thread.ofPlatform().daemon().start(scan);
            await(() -> scan.progress().state() == State.WAITING);
            producer.send(new ProducerRecord<>(topic, "after".getBytes(StandardCharsets.UTF_8))).get();
            List<Message> shown = new ArrayList<>();
            await(() -> {
                shown.addAll(scan.ring().take().add());
                return scan.progress().matched() == 1 && !shown.isEmpty();
            });
            assertThat(shown).extracting(m -> m.value().reading().preview()).containsExactly("after");
            scan.stop();
            thread.join(90_000);
            assertThat(scan.progress().state()).isEqualTo(State.STOPPED);
        }
    }

    @Test
    void a_topic_that_is_not_there_is_said_in_words() {
        TopicScan scan = scan(new Query("nowhere", Set.of(), new Seek.Beginning(), "", 500, false));
        scan.run();
        assertThat(scan.progress().state()).isEqualTo(State.FAILED);
        assertThat(scan.progress().why()).contains("nowhere");
    }

    @Test
    void a_long_value_is_listed_by_its_beginning_and_fetched_again_whole() {
        Message listed = read(Query.of("large", new Seek.Newest(1))).getFirst();
        assertThat(listed.value().complete()).isFalse();
        assertThat(listed.value().length()).isEqualTo(700_000);
        var whole = new WholeRecord(TopicScanTest::open).atOrAfter(listed.at(), listed.offset()).orElseThrow();
        assertThat(whole.value()).hasSize(700_000);
        assertThat(new WholeRecord(TopicScanTest::open).atOrAfter(new TopicPartition(TOPIC, 0), 100)).isEmpty();
    }
}
