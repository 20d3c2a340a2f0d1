package dev.vitrine.engine;

import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.DeveloperDefaults;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/** From what a person set to what a broker runs with. */
final class Settings {

    /** The engine decides these by itself; a person says them in another way. */
    private static final Map<String, String> DECIDED = Map.of(
            "listeners", "say --listen",
            "advertised.listeners", "say --listen HOST:PORT@ADVERTISED_HOST:PORT",
            "listener.security.protocol.map", "say --listen NAME://HOST:PORT",
            "log.dir", "say --data",
            "log.dirs", "say --data",
            "metadata.log.dir", "say --data",
            "node.id", "brokers are numbered from 1",
            "broker.id", "brokers are numbered from 1",
            "process.roles", "every broker is a controller too");

    private Settings() {}

    /** @throws StartRefused for a setting that Kafka doesn't know, a value it refuses, or one that is not to be set this way */
    static BrokerSettings check(EngineConfig config) {
        config.brokersWithSettings().forEach(broker -> check(config.settings(broker)));
        return check(config.settings());
    }

    private static BrokerSettings check(Map<String, String> given) {
        given.keySet().stream().filter(DECIDED::containsKey).findFirst().ifPresent(key -> {
            throw new StartRefused(new StartRefused.BadOption("--set " + key, DECIDED.get(key)));
        });
        return parse(given);
    }

    private static BrokerSettings parse(Map<String, String> all) {
        try {
            return BrokerSettings.of(all);
        } catch (ConfigException bad) {
            throw new StartRefused(new StartRefused.BadOption("--set", bad.getMessage()));
        }
    }

    /**
     * All that stands as if in a {@code server.properties}: developers' defaults, what was given, what the engine decided.
     *
     * @param brokers how many the engine starts with: so many replicas internal topics have by themselves
     */
    static BrokerSettings complete(int broker, int brokers, Map<String, String> given, List<Endpoint> endpoints, Path folder) {
        Map<String, String> all = new HashMap<>(DeveloperDefaults.of(brokers));
        all.putAll(given);
        String addresses = endpoints.stream()
                .map(endpoint -> endpoint.listener() + "://" + endpoint.host() + ":" + endpoint.port())
                .collect(Collectors.joining(","));
        Set<String> names = endpoints.stream().map(Endpoint::listener).collect(Collectors.toSet());
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(broker));
        all.put("broker.id", Integer.toString(broker));
        all.put("controller.listener.names", "CONTROLLER");
        all.put("listeners", addresses);
        all.put("advertised.listeners", addresses);
        all.put("listener.security.protocol.map", names.stream().map(name -> name + ":PLAINTEXT").sorted().collect(Collectors.joining(",")));
        all.put("log.dirs", folder.toString());
        return parse(all);
    }
}
