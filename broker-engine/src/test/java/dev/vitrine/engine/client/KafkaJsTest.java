package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The article's example, with the kafkajs that npm installs: its producer, its two consumers, each in a group of its own. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class KafkaJsTest {

    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    private Path data;
    private final List<RunningProgram> programs = new ArrayList<>();
    private ForeignClient node;
    private TestBroker broker;

    @BeforeEach
    void start() {
        node = ForeignClient.node();
        broker = TestBroker.start(data);
    }

    @AfterEach
    void stop() {
        programs.forEach(RunningProgram::close);
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void every_message_reaches_both_groups_and_after_a_restart_each_gets_only_what_is_new() {
        List<String> first = produce(3);
        RunningProgram email = consumer("consumer.js");
        RunningProgram db = consumer("dbconsumer.js");
        assertThat(handledBy(email, 3)).containsExactlyInAnyOrderElementsOf(first);
        assertThat(handledBy(db, 3)).containsExactlyInAnyOrderElementsOf(first);
        List<String> second = produce(4);
        assertThat(handledBy(email, 7)).containsAll(second).hasSize(7).doesNotHaveDuplicates();
        assertThat(handledBy(db, 7)).containsAll(second).hasSize(7).doesNotHaveDuplicates();
        leave(email);
        leave(db);

        broker.restart();

        List<String> third = produce(5);
        assertThat(handledBy(consumer("consumer.js"), 5)).containsExactlyInAnyOrderElementsOf(third);
        assertThat(handledBy(consumer("dbconsumer.js"), 5)).containsExactlyInAnyOrderElementsOf(third);
    }

    @Test
    void consumers_that_stay_connected_go_on_by_themselves_after_a_restart_of_the_broker() {
        List<String> before = produce(2);
        RunningProgram email = consumer("consumer.js");
        assertThat(handledBy(email, 2)).containsExactlyInAnyOrderElementsOf(before);
        email.out().await("COMMITTED", SOON).orElseThrow(() -> new AssertionError(email.printed()));

        broker.restart();

        List<String> after = produce(3);
        assertThat(handledBy(email, 5)).hasSize(5).containsAll(after).doesNotHaveDuplicates();
    }

    /** The article's lines come out as it prints them, and the emoji survive the way. */
    @Test
    void the_programs_print_what_the_article_says() {
        RunningProgram producer = start("producer.js", Map.of());
        assertThat(producer.end(SOON).successfully())
                .contains("🟢 Producer connected")
                .anyMatch(line -> line.startsWith("📨 Sent: {\"id\":"));
        assertThat(consumer("consumer.js").out().await("📧 Email Sent: \"Hi Mom! Time is ", SOON)).isPresent();
        assertThat(consumer("dbconsumer.js").out().await("💾 Storing message in DB: \"Hi Mom! Time is ", SOON)).isPresent();
    }

    /** The article's producer, which sends once, made to send this often; what was acknowledged. */
    private List<String> produce(int messages) {
        Ended producer = start("producer.js", Map.of("MESSAGES", String.valueOf(messages))).end(SOON);
        List<String> sent = records("SENT ", producer.successfully());
        assertThat(sent).as(producer.text()).hasSize(messages);
        return sent;
    }

    private RunningProgram consumer(String program) {
        return start(program, Map.of());
    }

    private RunningProgram start(String program, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("KAFKA_BROKER", broker.bootstrap());
        RunningProgram started = node.start(all, "--require", "./watched.js", program);
        programs.add(started);
        return started;
    }

    /** What a consumer has handled, once it is that many. */
    private static List<String> handledBy(RunningProgram consumer, int count) {
        List<String> handled = consumer.out().await(line -> line.startsWith("HANDLED "), count, SOON);
        assertThat(handled).as(consumer::printed).hasSizeGreaterThanOrEqualTo(count);
        return records("HANDLED ", handled);
    }

    /** Partition, offset and value of each record. */
    private static List<String> records(String kind, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(kind)).map(line -> line.substring(kind.length())).toList();
    }

    private static void leave(RunningProgram consumer) {
        consumer.terminate();
        consumer.end(SOON).successfully();
    }
}
