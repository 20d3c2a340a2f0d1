package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A modern client for Node.js, written apart from kafkajs: {@code @platformatic/kafka} from npm. */
@Timeout(300)
class PlatformaticTest {

    private static ForeignClient node;

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with().needing(() -> node = ForeignClient.node());

    @Test
    void its_admin_makes_widens_describes_and_deletes_a_topic() {
        assertThat(run("admin", BROKER.clients().topic("platformatic", 1))).containsExactly("LISTED true", "PARTITIONS 5", "RETENTION 60000", "LISTED false", "DONE");
    }

    @Test
    void records_of_each_codec_that_Node_has_come_back_whole() {
        assertThat(run("codecs", BROKER.clients().topic("platformatic", 3))).containsExactly("SEEN " + messages(0, 40), "DONE");
    }

    @Test
    void a_consumer_that_comes_back_goes_on_behind_its_commit() {
        assertThat(run("resume", BROKER.clients().topic("platformatic", 1))).containsExactly("FIRST 10", "SECOND 10", "DONE");
    }

    @Test
    void its_consumer_speaks_the_new_group_protocol() {
        assertThat(run("consumerProtocol", BROKER.clients().topic("platformatic", 3))).containsExactly("SEEN " + messages(0, 30), "TYPE true", "DONE");
    }

    @Test
    void readers_of_committed_records_see_what_its_transactions_committed_and_nothing_that_they_aborted() {
        assertThat(run("transactions", BROKER.clients().topic("platformatic", 2))).containsExactly("SEEN " + messages(0, 10), "DONE");
    }

    private static List<String> run(String task, String topic) {
        return node.run("platformatic.mjs", BROKER.bootstrap(), task, topic).successfully();
    }

    private static String messages(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> "k%d=v%d;%d".formatted(n, n, n)).sorted().collect(Collectors.joining(" "));
    }
}
