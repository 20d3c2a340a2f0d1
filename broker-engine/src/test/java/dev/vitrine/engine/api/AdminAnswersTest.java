package dev.vitrine.engine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Administrators' questions, answered in every version as Apache Kafka 4.3.1 answered the same ones. A version whose answer is that of the one
 * before it is not in the record.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminAnswersTest {

    private Engine engine;

    @BeforeAll
    void start() throws Exception {
        engine = Engine.start(config -> config.listen("localhost", 0).ephemeral());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", engine.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
        }
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> kafkas_answers_are_ours() throws IOException {
        Map<String, List<String>> recorded = recorded();
        return AdminQuestions.all().stream().map(question -> dynamicTest(question.name(), () ->
                assertThat(answers(question)).isEqualTo(recorded.get(question.name()))));
    }

    private List<String> answers(AdminQuestions.Question question) throws IOException {
        List<String> answers = new ArrayList<>();
        String before = "";
        for (int version = question.oldest(); version <= question.latest(); version++) {
            try (RawClient client = new RawClient(engine.bootstrap())) {
                ApiMessage answer = client.ask(version, question.request().get());
                if (!answer.toString().equals(before)) {
                    answers.add("v" + version + " " + inOrder(answer.toString()));
                }
                before = answer.toString();
            }
        }
        return answers;
    }

    /** Several quotas come in no particular order. */
    private static String inOrder(String answer) {
        Set<String> entries = new TreeSet<>(Arrays.asList(answer.replaceAll("]\\)]\\)$", "])").split("(, |entries=\\[)(?=EntryData\\()")));
        return entries.size() > 2 && answer.startsWith("DescribeClientQuotas") ? String.join("\n", entries) : answer;
    }

    private static Map<String, List<String>> recorded() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                AdminAnswersTest.class.getResourceAsStream("admin-answers-4.3.1.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> line.split("(?= v\\d \\w+ResponseData\\()", 2)).collect(Collectors.groupingBy(
                    parts -> parts[0],
                    Collectors.mapping(parts -> parts[1].substring(1, 4) + inOrder(parts[1].substring(4)), Collectors.toList())));
        }
    }
}
