package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kafkajs' transactions, in the protocol of KIP-98: what the programs do stands in {@code transactions.js}. */
@Timeout(180)
class KafkaJsTransactionTest {

    private static ForeignClient node;

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with().needing(() -> node = ForeignClient.node());

    @Test
    void what_is_committed_is_read_and_what_is_aborted_is_not() {
        String topic = BROKER.clients().topic("kafkajs-ends", 1);
        run("abort", topic, "first-" + topic, "aborted");
        run("commit", topic, "first-" + topic, "committed");
        run("abort", topic, "second-" + topic, "aborted");

        assertThat(committed(topic, 6)).allMatch(value -> value.startsWith("committed"));
    }

    @Test
    void offsets_are_part_of_a_transaction() {
        String topic = BROKER.clients().topic("kafkajs-offsets", 1);

        assertThat(run("offsets", topic, "copier-" + topic, "group-" + topic)).contains("OFFSET 4");
    }

    @Test
    void a_second_producer_puts_the_first_out() {
        String topic = BROKER.clients().topic("kafkajs-fence", 1);

        assertThat(run("fence", topic, "one-" + topic)).anyMatch(line -> line.startsWith("FENCED"));
        assertThat(committed(topic, 1)).containsExactly("successor 0");
    }

    private static List<String> run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "transactions.js";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try (RunningProgram program = node.start(Map.of("KAFKA_BROKER", BROKER.bootstrap()), all)) {
            List<String> printed = program.end(Duration.ofSeconds(60)).successfully();
            assertThat(printed).contains("DONE");
            return printed;
        }
    }

    private static List<String> committed(String topic, int count) {
        try (var consumer = BROKER.clients().consumer(Map.of("isolation.level", "read_committed"))) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            List<String> values = new ArrayList<>(Clients.poll(consumer, count).stream().map(record -> record.value()).toList());
            consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            return values;
        }
    }
}
