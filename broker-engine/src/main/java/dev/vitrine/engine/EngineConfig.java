package dev.vitrine.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What an engine is started with. Unset: one broker on {@code localhost:9092}, data in the platform's per-user folder. */
public final class EngineConfig {

    private final List<ListenAddress> listeners = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<Integer, Map<String, String>> ownSettings = new TreeMap<>();
    private int brokers = 1;
    private Path data;
    private boolean ephemeral;

    /** How many brokers, numbered from 1. Broker <i>k</i> adds k − 1 to the port of each listener. */
    public EngineConfig brokers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(count + " brokers");
        }
        brokers = count;
        return this;
    }

    /** Adds a listener. Port 0 takes any free port. {@code localhost} listens on 127.0.0.1 and ::1. */
    public EngineConfig listen(String host, int port) {
        listeners.add(ListenAddress.of(host, port));
        return this;
    }

    /** Adds a listener. */
    public EngineConfig listen(ListenAddress address) {
        listeners.add(address);
        return this;
    }

    /** Keeps the data here. */
    public EngineConfig data(Path folder) {
        data = folder;
        ephemeral = false;
        return this;
    }

    /** Keeps the data in a temporary folder that is deleted at the end. */
    public EngineConfig ephemeral() {
        ephemeral = true;
        return this;
    }

    /** Sets one of Kafka's broker settings for one broker alone, such as {@code broker.rack}. */
    public EngineConfig set(int broker, String key, String value) {
        ownSettings.computeIfAbsent(broker, id -> new LinkedHashMap<>()).put(key, value);
        return this;
    }

    /** Sets one of Kafka's broker settings, under Kafka's name. */
    public EngineConfig set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    int brokers() {
        return brokers;
    }

    List<ListenAddress> listeners() {
        return listeners.isEmpty() ? List.of(ListenAddress.of("localhost", 9092)) : List.copyOf(listeners);
    }

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    /** Whether all data is gone when the engine is closed. */
    public boolean isEphemeral() {
        return ephemeral;
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** What was set for all brokers, and over it what was set for this one. */
    Map<String, String> settings(int broker) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(ownSettings.getOrDefault(broker, Map.of()));
        return all;
    }

    /** The brokers that have settings of their own. */
    Set<Integer> brokersWithSettings() {
        return Set.copyOf(ownSettings.keySet());
    }

    /** Whether anything was set at all. */
    boolean hasSettings() {
        return !settings.isEmpty() || !ownSettings.isEmpty();
    }
}
