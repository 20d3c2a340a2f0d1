package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.FeatureRange;
import java.util.Map;

/**
 * Kafka's feature levels (KIP-584): what is supported, and what the cluster has finalised.
 *
 * @param supported min and max per feature
 * @param finalized level per feature; those not switched on are left out
 * @param epoch     of the finalised levels
 */
public record BrokerFeatures(Map<String, FeatureRange> supported, Map<String, Short> finalized, long epoch) {

    public BrokerFeatures {
        supported = Map.copyOf(supported);
        finalized = Map.copyOf(finalized);
    }
}
