package dev.vitrine.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.server.config.DynamicBrokerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every setting that a broker has, with values that fit and that don't, for this broker and for all: changed or refused as by Apache Kafka 4.3.1,
 * in its words. Nothing is really changed ({@code validateOnly}).
 *
 * <p>{@code -Dbroker.settings.record=HOST:PORT} writes the record anew from the Kafka there, started with the settings of
 * {@link dev.vitrine.engine.metadata.DeveloperDefaults}.
 */
@Timeout(120)
class BrokerSettingAnswersTest {

    private static final String RECORD = "broker-setting-answers-4.3.1.txt";
    private static final String RECORD_FROM = System.getProperty("broker.settings.record");
    /** Where a broker listens is its own; {@code DynamicListenersTest} has it. */
    private static final Set<String> OF_ITS_OWN = Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");
    private static final Map<ConfigDef.Type, List<String>> VALUES = Map.of(
            ConfigDef.Type.INT, List.of("-2", "-1", "0", "1", "3", "16", "2000000000", "9999999999", "abc", ""),
            ConfigDef.Type.LONG, List.of("-2", "-1", "0", "1", "1000000", "99999999999999999999", "abc"),
            ConfigDef.Type.DOUBLE, List.of("-1", "0", "0.5", "1", "1e9", "abc"),
            ConfigDef.Type.BOOLEAN, List.of("true", "false", "maybe"),
            ConfigDef.Type.STRING, List.of("x", ""),
            ConfigDef.Type.LIST, List.of("", "delete", "compact,delete"));

    @Test
    void every_setting_of_a_broker_is_changed_or_refused_as_by_kafka() throws IOException {
        if (RECORD_FROM != null) {
            Files.write(Path.of("src/test/resources/dev/vitrine/engine/api", RECORD), answers(RECORD_FROM));
            return;
        }
        try (Engine engine = Engine.start(config -> config.listen("localhost", 0).ephemeral())) {
            List<String> answers = answers(engine.bootstrap());
            List<String> recorded = recorded();
            assertThat(answers).hasSameSizeAs(recorded);
            assertThat(answers.stream().filter(answer -> !recorded.contains(answer))).isEmpty();
        }
    }

    private static List<String> answers(String bootstrap) throws IOException {
        List<String> answers = new ArrayList<>();
        try (RawClient client = new RawClient(bootstrap)) {
            for (Map.Entry<String, List<String>> setting : asked().entrySet()) {
                for (String value : setting.getValue()) {
                    for (String broker : List.of("1", "")) {
                        answers.add(setting.getKey() + "=" + value + (broker.isEmpty() ? " for all: " : ": ")
                                + answer(client, broker, setting.getKey(), value));
                    }
                }
            }
        }
        return answers;
    }

    private static Map<String, List<String>> asked() {
        Map<String, List<String>> asked = new TreeMap<>();
        AbstractKafkaConfig.CONFIG_DEF.configKeys().forEach((key, definition) -> {
            if (!OF_ITS_OWN.contains(key)) {
                asked.put(key, DynamicBrokerConfig.ALL_DYNAMIC_CONFIGS.contains(key) ? VALUES.getOrDefault(definition.type, List.of("x")) : List.of("1"));
            }
        });
        asked.put("no.such.setting", List.of("1"));
        asked.put("listener.name.plaintext.max.connections", List.of("0", "5", "abc"));
        asked.put("listener.name.plaintext.max.connection.creation.rate", List.of("0", "5"));
        asked.put("listener.name.plaintext.num.network.threads", List.of("0", "3", "6", "7"));
        asked.put("listener.name.absent.max.connections", List.of("5"));
        asked.put("listener.name.plaintext.max.connections.per.ip", List.of("5"));
        return asked;
    }

    private static String answer(RawClient client, String broker, String key, String value) throws IOException {
        AlterConfigsResource resource = new AlterConfigsResource().setResourceType(ConfigResource.Type.BROKER.id()).setResourceName(broker);
        resource.configs().add(new AlterableConfig().setName(key).setConfigOperation(OpType.SET.id()).setValue(value));
        IncrementalAlterConfigsRequestData request = new IncrementalAlterConfigsRequestData().setValidateOnly(true);
        request.resources().add(resource);
        AlterConfigsResourceResponse response =
                ((IncrementalAlterConfigsResponseData) client.ask(1, request)).responses().getFirst();
        return Errors.forCode(response.errorCode()) + " " + String.valueOf(response.errorMessage()).replace('\n', ' ');
    }

    private static List<String> recorded() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                BrokerSettingAnswersTest.class.getResourceAsStream(RECORD), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }
}
