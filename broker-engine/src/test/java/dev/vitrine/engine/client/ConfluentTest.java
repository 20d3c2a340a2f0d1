package dev.vitrine.engine.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Debian's python3-confluent-kafka: librdkafka under Python. What is expected stands in {@code confluent_client.py}, under the same names. */
@Timeout(180)
class ConfluentTest {

    private static ForeignClient python;

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with().needing(() -> python = ForeignClient.python("confluent_kafka"));

    @Test
    void every_codec_comes_back() {
        run("every_codec_comes_back");
    }

    @Test
    void an_idempotent_producer_is_served() {
        run("an_idempotent_producer_is_served");
    }

    @Test
    void a_group_commits_and_goes_on() {
        run("a_group_commits_and_goes_on");
    }

    @Test
    void two_members_share_the_partitions() {
        run("two_members_share_the_partitions");
    }

    @Test
    void offsets_are_found_and_sought() {
        run("offsets_are_found_and_sought");
    }

    @Test
    void an_administrator_is_served() {
        run("an_administrator_is_served");
    }

    @Test
    void groups_are_listed() {
        run("groups_are_listed");
    }

    @Test
    void transactions_are_committed_and_aborted() {
        run("transactions_are_committed_and_aborted");
    }

    @Test
    void offsets_are_part_of_a_transaction() {
        run("offsets_are_part_of_a_transaction");
    }

    @Test
    void a_second_producer_puts_the_first_out() {
        run("a_second_producer_puts_the_first_out");
    }

    private static void run(String function) {
        python.run("confluent_client.py", BROKER.bootstrap(), function).successfully();
    }
}
