package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.Uuid;

/**
 * What a decision stands on.
 *
 * @param settings what the controller was started with
 * @param newId    makes topic ids
 * @param random   chooses where the first replica of a topic goes
 */
record Ground(ClusterImage image, BrokerSettings settings, Supplier<Uuid> newId, RandomGenerator random) {}
