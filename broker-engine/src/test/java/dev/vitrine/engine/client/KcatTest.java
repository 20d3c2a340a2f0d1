package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kcat, and so librdkafka in C. */
@Timeout(180)
class KcatTest {

    @TempDir
    private static Path data;
    private static ForeignClient kcat;
    private static TestBroker broker;
    private static Clients clients;

    @BeforeAll
    static void start() {
        kcat = ForeignClient.kcat();
        broker = TestBroker.start(data);
        clients = new Clients(broker.bootstrap());
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void metadata_names_the_broker_where_it_was_reached_and_every_partition() {
        String topic = clients.topic("listed", 3);
        String json = kcat("-L", "-J", "-t", topic).getFirst();
        assertThat(json).contains("\"name\":\"" + broker.bootstrap() + "\"", "\"topic\":\"" + topic + "\"",
                "\"partition\":0", "\"partition\":1", "\"partition\":2").doesNotContain("error");
        assertThat(kcat("-L")).anyMatch(line -> line.contains("topic \"" + topic + "\" with 3 partitions"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void lines_come_back_with_key_header_and_offset_whatever_the_codec(String codec) {
        String topic = clients.topic(codec, 1);
        produce(lines(500), "-t", topic, "-K", ":", "-z", codec, "-H", "from=kcat");
        List<String> consumed = kcat("-C", "-t", topic, "-o", "beginning", "-e", "-q", "-f", "%o %k %s %h\\n");
        assertThat(consumed).isEqualTo(IntStream.range(0, 500).mapToObj(i -> i + " key" + i % 5 + " value" + i + " from=kcat").toList());
    }

    @Test
    void keys_decide_the_partition_and_each_partition_keeps_its_order() {
        String topic = clients.topic("keyed", 4);
        produce(lines(100), "-t", topic, "-K", ":");
        List<String> consumed = kcat("-C", "-t", topic, "-o", "beginning", "-e", "-q", "-f", "%k %p\\n");
        assertThat(consumed).hasSize(100);
        assertThat(consumed.stream().distinct()).hasSize(5);
    }

    @Test
    void a_time_finds_its_offset_and_the_ends_are_found() {
        String topic = clients.topic("queried", 1);
        long before = System.currentTimeMillis() - 60_000;
        produce("one\ntwo\nthree\n", "-t", topic);
        assertThat(kcat("-Q", "-t", topic + ":0:" + before)).containsExactly(topic + " [0] offset 0");
        assertThat(kcat("-Q", "-t", topic + ":0:-2")).containsExactly(topic + " [0] offset 0");
        assertThat(kcat("-Q", "-t", topic + ":0:-1")).containsExactly(topic + " [0] offset 3");
        assertThat(kcat("-C", "-t", topic, "-o", "-2", "-e", "-q")).containsExactly("two", "three");
    }

    @Test
    void a_group_goes_on_where_it_stopped() {
        String topic = clients.topic("grouped", 1);
        produce("one\ntwo\n", "-t", topic);
        String[] group = {"-X", "auto.offset.reset=earliest", "-e", "-q", "-G", "group-of-" + topic, topic};
        assertThat(kcat(group)).containsExactly("one", "two");
        produce("three\n", "-t", topic);
        assertThat(kcat(group)).containsExactly("three");
    }

    @Test
    void an_idempotent_producer_with_all_acknowledgements_and_one_with_none_both_arrive() {
        String topic = clients.topic("acks", 1);
        produce(lines(1000), "-t", topic, "-X", "enable.idempotence=true");
        produce(lines(1000), "-t", topic, "-X", "acks=0");
        assertThat(kcat("-C", "-t", topic, "-o", "beginning", "-c", "2000", "-q")).hasSize(2000);
    }

    @Test
    void a_record_of_nearly_a_megabyte_passes() {
        String topic = clients.topic("large", 1);
        String large = "x".repeat(900_000);
        produce(large + "\n", "-t", topic);
        assertThat(kcat("-C", "-t", topic, "-o", "beginning", "-e", "-q")).containsExactly(large);
    }

    private static List<String> kcat(String... arguments) {
        return kcat.run(withBroker(arguments)).successfully();
    }

    private static void produce(String input, String... arguments) {
        kcat.runWith(input, withBroker(Stream.concat(Stream.of("-P"), Stream.of(arguments)).toArray(String[]::new))).successfully();
    }

    /** The options of a group end with its topics: the broker comes first. */
    private static String[] withBroker(String... arguments) {
        return Stream.concat(Stream.of("-b", broker.bootstrap()), Stream.of(arguments)).toArray(String[]::new);
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "key" + i % 5 + ":value" + i + "\n").collect(Collectors.joining());
    }
}
