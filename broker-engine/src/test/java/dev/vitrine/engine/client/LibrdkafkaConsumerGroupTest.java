package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** librdkafka in the consumer protocol (KIP-848), under Debian's python3-confluent-kafka: see {@code confluent_groups.py}. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(900)
class LibrdkafkaConsumerGroupTest {

    private static final String SCRIPT = "confluent_groups.py";

    private static ForeignClient python;

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with("--set", "group.consumer.min.heartbeat.interval.ms=200",
            "--set", "group.consumer.heartbeat.interval.ms=200", "--set", "group.consumer.assignment.interval.ms=0")
            .needing(() -> python = ForeignClient.python("confluent_kafka"));

    /** So whoever has Debian's cannot meet a half-way supported protocol. */
    @Test
    void debians_version_knows_nothing_of_the_protocol_and_says_so() {
        assertThat(python.run(SCRIPT, BROKER.bootstrap(), "a_group_is_joined").err().toString())
                .contains("No such configuration property: \"group.protocol\"");
    }

    @Test
    void a_group_commits_and_goes_on() {
        run("a_group_commits_and_goes_on");
    }

    @Test
    void members_share_the_partitions_as_they_come_and_go() {
        run("members_share_the_partitions_as_they_come_and_go");
    }

    @Test
    void a_pattern_takes_in_topics_that_come_later() {
        run("a_pattern_takes_in_topics_that_come_later");
    }

    @Test
    void a_static_member_finds_its_partitions_again() {
        run("a_static_member_finds_its_partitions_again");
    }

    @Test
    void the_assignor_that_a_member_names_is_taken() {
        run("the_assignor_that_a_member_names_is_taken");
    }

    @Test
    void an_assignor_that_nobody_knows_is_refused() {
        run("an_assignor_that_nobody_knows_is_refused");
    }

    private static void run(String function) {
        Map<String, String> environment = NewerLibrdkafka.environment();
        try (RunningProgram program = python.start(environment, SCRIPT, BROKER.bootstrap(), function)) {
            program.feed("").end(Duration.ofSeconds(90)).successfully();
        }
    }
}
