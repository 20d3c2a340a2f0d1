package dev.vitrine.app.model.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.keys.Writers.Writer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

/** The places that real clients give: {@code places.csv} tells how they were obtained. */
class PartitionerTest {

    private static final int[] SIZES = {3, 6, 50, 1000};

    private static List<String[]> places() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(PartitionerTest.class.getResourceAsStream("places.csv"), StandardCharsets.UTF_8))) {
            return in.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(";")).toList();
        }
    }

    @Test
    void every_key_lies_where_the_real_client_put_it() throws IOException {
        assertThat(places()).hasSizeGreaterThan(60).allSatisfy(line -> {
            Partitioner partitioner = Partitioner.valueOf(line[1]);
            for (int i = 0; i < SIZES.length; i++) {
                Optional<Partitioner.Place> place = partitioner.place(line[0].getBytes(StandardCharsets.UTF_8), SIZES[i]);
                assertThat(place.map(Partitioner.Place::partition)).as("%s with %s of %d", line[0], partitioner, SIZES[i]).contains(Integer.valueOf(line[2 + i]));
            }
        });
    }

    @Test
    void the_java_clients_own_class_says_the_same() throws IOException {
        assertThat(places()).allSatisfy(line -> {
            byte[] key = line[0].getBytes(StandardCharsets.UTF_8);
            for (int size : SIZES) {
                assertThat(Partitioner.JAVA.place(key, size).orElseThrow().partition()).isEqualTo(BuiltInPartitioner.partitionForKey(key, size));
            }
        });
    }

    @Test
    void an_empty_key_is_none_to_librdkafka() {
        assertThat(Partitioner.LIBRDKAFKA.place(new byte[0], 3)).isEmpty();
        assertThat(Partitioner.JAVA.place(new byte[0], 3)).isPresent();
    }

    @Test
    void writers_of_different_families_disagree_and_are_named() {
        Writer java = new Writer("orders", "apache-kafka-java 4.3.1", Optional.of(Partitioner.JAVA), true);
        Writer kafkajs = new Writer("mom", "looks like kafkajs", Optional.of(Partitioner.KAFKAJS), false);
        Writer python = new Writer("stats", "confluent-kafka-python 2.6", Optional.of(Partitioner.LIBRDKAFKA), true);
        assertThat(Writers.disagreement(List.of(java, kafkajs))).isEmpty();
        assertThat(Writers.disagreement(List.of(java, python)).orElseThrow()).contains("orders (apache-kafka-java 4.3.1) and stats (confluent-kafka-python 2.6)");
    }
}
