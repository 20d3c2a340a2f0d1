package dev.vitrine.engine.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Debian's python3-kafka, a client written in Python alone. What is expected stands in {@code kafka_python_client.py}, under the same names. */
@Timeout(180)
class KafkaPythonTest {

    private static ForeignClient python;

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with().needing(() -> python = ForeignClient.python("kafka"));

    @Test
    void plain_and_gzip_come_back_with_each_acknowledgement() {
        run("plain_and_gzip_come_back_with_each_acknowledgement");
    }

    @Test
    void a_group_commits_and_goes_on() {
        run("a_group_commits_and_goes_on");
    }

    @Test
    void offsets_are_found_and_sought() {
        run("offsets_are_found_and_sought");
    }

    @Test
    void an_administrator_is_served() {
        run("an_administrator_is_served");
    }

    private static void run(String function) {
        python.run("kafka_python_client.py", BROKER.bootstrap(), function).successfully();
    }
}
