package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.FeatureRange;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.Uuid;

/**
 * What a controller is made with.
 *
 * @param settings  what its broker was started with: the defaults of new topics
 * @param features  feature levels that a new cluster begins with (KIP-584)
 * @param supported levels that this broker can work at
 * @param newId     makes ids of topics and of broker incarnations
 * @param random    decides where the first replica of a topic goes
 */
public record ControllerOptions(BrokerSettings settings, Map<String, Short> features, Map<String, FeatureRange> supported, Supplier<Uuid> newId,
        RandomGenerator random) {

    public ControllerOptions {
        features = Collections.unmodifiableMap(new TreeMap<>(features)); // their order is that of the records
        supported = Collections.unmodifiableMap(new TreeMap<>(supported));
    }
}
