package dev.vitrine.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Puts scripts to both brokers, a test each, and writes down what was found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AgainstKafka {

    private final Report report = new Report();
    private final String reportName;
    private final boolean deep;
    private Oracle oracle;

    /** @param reportName of the file in {@code target/oracle} @param deep all versions, and more of what is made up */
    AgainstKafka(String reportName, boolean deep) {
        this.reportName = reportName;
        this.deep = deep;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        oracle = Oracle.start(folder);
    }

    @AfterAll
    void stop() {
        if (oracle != null) {
            oracle.close();
            report.write(Path.of("target", "oracle", reportName + ".txt"));
            ended(report);
        }
    }

    /** Called at the end with what was found. */
    void ended(Report found) {
    }

    @Test
    void the_list_of_what_kafka_serves_is_what_kafka_says() {
        Map<ApiKeys, KafkaVersions.Range> live = new TreeMap<>();
        oracle.advertised(oracle.brokers().kafka()).forEach(v ->
                live.put(ApiKeys.forId(v.apiKey()), new KafkaVersions.Range(v.minVersion(), v.maxVersion())));
        assertThat(live).isEqualTo(KafkaVersions.advertised());
    }

    @TestFactory
    Stream<DynamicTest> the_engine_answers_as_kafka_does() {
        Predicate<String> only = Pattern.compile(System.getProperty("oracle.only", "")).asPredicate();
        return Scripts.all(deep).stream()
                .filter(script -> deep || script.fast())
                .filter(script -> only.test(script.title()))
                .filter(this::canBePut)
                .map(script -> DynamicTest.dynamicTest(script.title(), () -> put(script)));
    }

    /** What the engine does not serve can't be compared: the report and the scoreboard name it. */
    private boolean canBePut(Script script) {
        List<ApiKeys> missing = Stream.concat(Stream.of(script.api()), script.needs().stream()).filter(api -> !oracle.serves(api)).toList();
        missing.forEach(report::notServed);
        return missing.isEmpty();
    }

    private void put(Script script) {
        Oracle.Result result = oracle.put(script);
        assertThat(oracle.brokers().kafkaDied()).as("Apache Kafka has ended").isEmpty();
        report.add(result);
        assertThat(result.notAllowed()).isEmpty();
    }
}
