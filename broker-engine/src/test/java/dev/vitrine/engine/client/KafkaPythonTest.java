package dev.vitrine.engine.client;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's python3-kafka, a client written in Python alone. What is expected stands in {@code kafka_python_client.py}, under the same names. */
@Timeout(180)
class KafkaPythonTest {

    @TempDir
    private static Path data;
    private static ForeignClient python;
    private static TestBroker broker;

    @BeforeAll
    static void start() {
        python = ForeignClient.python("kafka");
        broker = TestBroker.start(data);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

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
        python.run("kafka_python_client.py", broker.bootstrap(), function).successfully();
    }
}
