package dev.vitrine.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.oracle.Scoreboard.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

    private static final Map<ApiKeys, String> SERVED = served();
    private static Map<ApiKeys, Row> told;

    @BeforeAll
    static void read() {
        if ("write".equals(System.getProperty("scoreboard"))) {
            Scoreboard.write(Scoreboard.rows(SERVED, Map.of()));
        }
        told = Scoreboard.read();
    }

    @Test
    void the_scoreboard_tells_of_what_is_advertised() {
        assertThat(told.values().stream().filter(row -> SERVED.containsKey(row.api()) || row.here().matches("\\d.*"))
                .collect(Collectors.toMap(Row::api, Row::here))).as(Scoreboard.FILE + " says how it is made anew").isEqualTo(SERVED);
    }

    @Test
    void each_api_that_is_served_was_compared_in_every_version() {
        SERVED.keySet().forEach(api ->
                assertThat(Scoreboard.comparedVersions(told.get(api))).as(api.name).isEqualTo(KafkaVersions.answered(api)));
    }

    @Test
    void it_names_no_test_that_does_not_ask() {
        Scoreboard.rows(SERVED, Map.of()).forEach(anew -> assertThat(anew.tests().split(", ")).as(anew.api().name)
                .contains(told.get(anew.api()).tests().split(", ")));
    }

    @Test
    void it_tells_of_each_difference_and_of_no_other() throws IOException {
        String anew = Scoreboard.document(Scoreboard.rows(SERVED, Map.of()));
        assertThat(Scoreboard.differences(Files.readString(Scoreboard.FILE))).isEqualTo(Scoreboard.differences(anew));
    }

    /** What the engine advertises, as ranges. */
    static Map<ApiKeys, String> served() {
        Map<ApiKeys, String> served = new EnumMap<>(ApiKeys.class);
        try (Engine engine = Engine.start(config -> config.listen("localhost", 0).ephemeral());
                Talk talk = new Talk(Brokers.peer(engine), "scoreboard")) {
            ApiVersionsResponseData answer =
                    talk.ask(new ApiVersionsRequestData().setClientSoftwareName("scoreboard").setClientSoftwareVersion("1"));
            answer.apiKeys().forEach(v -> served.put(ApiKeys.forId(v.apiKey()), new KafkaVersions.Range(v.minVersion(), v.maxVersion()).toString()));
        }
        return served;
    }
}
