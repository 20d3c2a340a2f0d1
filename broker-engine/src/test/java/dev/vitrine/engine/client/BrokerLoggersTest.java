package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels of loggers that are changed while the broker runs (KIP-412): what it prints follows. The answers are those of Apache Kafka 4.3.1. */
@Timeout(120)
class BrokerLoggersTest {

    private static final String REQUESTS = "kafka.request.logger";
    private static final ConfigResource LOGGERS = new ConfigResource(ConfigResource.Type.BROKER_LOGGER, "1");

    private static EngineProcess engine;
    private static Admin admin;

    @BeforeAll
    static void start() {
        engine = EngineProcess.serve("--listen", "localhost:0", "--ephemeral");
        admin = new Clients(engine.bootstrap()).admin();
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            admin.close();
            engine.close();
        }
    }

    private static void change(OpType operation, String logger, String level) {
        done(admin.incrementalAlterConfigs(Map.of(LOGGERS, List.of(new AlterConfigOp(new ConfigEntry(logger, level), operation)))).all());
    }

    private static String level(String logger) {
        return done(admin.describeConfigs(List.of(LOGGERS)).all()).get(LOGGERS).get(logger).value();
    }

    private static Predicate<String> told(String api) {
        return line -> line.contains("Completed request: " + api + " ") && line.contains("adminclient-");
    }

    @Test
    void a_logger_tells_more_as_soon_as_it_is_told_to_and_no_more_when_that_is_taken_back() {
        change(OpType.DELETE, REQUESTS, null);
        done(admin.describeCluster().nodes());
        assertThat(level(REQUESTS)).isEqualTo("WARN");
        change(OpType.SET, REQUESTS, "DEBUG");
        assertThat(level(REQUESTS)).isEqualTo("DEBUG");
        done(admin.listTopics().names());
        assertThat(engine.program().err().await(told("Metadata"), 1, SOON)).hasSize(1).first().asString()
                .contains("apache-kafka-java 4.", "answered after");
        change(OpType.DELETE, REQUESTS, null);
        assertThat(level(REQUESTS)).as("its parent's").isEqualTo("WARN");
        done(admin.listTopics().names());
        done(admin.listTopics().names());
        change(OpType.SET, REQUESTS, "DEBUG");
        assertThat(engine.program().err().await(told("IncrementalAlterConfigs"), 2, SOON)).as("the first change to it, and the last").hasSize(2);
        assertThat(engine.program().err().soFar().stream().filter(told("Metadata"))).as("nothing of what came in between").hasSize(1);
        assertThat(engine.program().err().soFar().stream().filter(told("DescribeCluster"))).isEmpty();
        change(OpType.DELETE, REQUESTS, null);
    }

    @Test
    void a_parent_decides_for_loggers_without_a_level_of_their_own_and_what_is_fatal_only_is_silent() {
        String handler = "dev.vitrine.engine.net.ConnectionHandler";
        change(OpType.SET, "dev.vitrine", "ERROR");
        assertThat(level(handler)).isEqualTo("ERROR");
        change(OpType.SET, handler, "TRACE");
        change(OpType.SET, "dev.vitrine", "FATAL");
        assertThat(level(handler)).isEqualTo("TRACE");
        assertThat(level("dev.vitrine.engine.EngineRun")).isEqualTo("FATAL");
        change(OpType.DELETE, handler, null);
        assertThat(level(handler)).isEqualTo("FATAL");
        change(OpType.DELETE, "dev.vitrine", null);
        assertThat(level(handler)).as("the root's, whatever it was at the start").isEqualTo(level("root"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "SET | kafka.request.logger | debug | Cannot set the log level of kafka.request.logger to debug as it is not a supported log level."
                    + " Valid log levels are DEBUG, ERROR, FATAL, INFO, TRACE, WARN",
            "SET | kafka.request.logger | OFF | Cannot set the log level of kafka.request.logger to OFF as it is not a supported log level.",
            "SET | no.such | INFO | Logger no.such does not exist!",
            "DELETE | no.such | | Logger no.such does not exist!",
            "DELETE | root | | Removing the log level of the root logger is not allowed",
            "APPEND | root | INFO | APPEND operation is not allowed for the BROKER_LOGGER resource"})
    void what_can_not_be_is_refused_in_kafkas_words(OpType operation, String logger, String level, String why) {
        assertThatThrownBy(() -> change(operation, logger, level)).hasStackTraceContaining(why);
    }
}
