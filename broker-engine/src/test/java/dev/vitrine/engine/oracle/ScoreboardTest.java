package dev.vitrine.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Engine;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

    @Test
    void the_scoreboard_tells_of_what_is_advertised() {
        Map<ApiKeys, String> served = served();
        if ("write".equals(System.getProperty("scoreboard"))) {
            Scoreboard.write(Scoreboard.rows(served, Map.of()));
        }
        Map<ApiKeys, String> told = Scoreboard.read().values().stream().filter(row -> served.containsKey(row.api()) || row.here().matches("\\d.*"))
                .collect(Collectors.toMap(Scoreboard.Row::api, Scoreboard.Row::here));
        assertThat(told).as(Scoreboard.FILE + " says how it is made anew").isEqualTo(served);
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
