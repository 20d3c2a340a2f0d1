package dev.vitrine.engine;

import dev.vitrine.engine.api.BrokerFeatures;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.FeatureRange;
import dev.vitrine.engine.quorum.Quorum;
import java.util.HashMap;
import java.util.Map;

/**
 * The feature levels of this engine (KIP-584). Clients decide by these what they may use (a Java producer takes the new transaction protocol
 * where {@code transaction.version} is 2, not where the API's versions allow it), so a feature is named only when it is there.
 */
final class Features {

    /** Kafka 4.3's. */
    private static final short METADATA_VERSION = 30;

    /** How producers and the transaction coordinator speak to each other (KIP-890). */
    static final String TRANSACTION_VERSION = "transaction.version";

    private static final Map<String, FeatureRange> SUPPORTED = Map.of(
            "metadata.version", new FeatureRange((short) 7, METADATA_VERSION),
            Quorum.FEATURE, new FeatureRange((short) 0, Quorum.KRAFT_VERSION),
            "group.version", new FeatureRange((short) 0, (short) 1),
            TRANSACTION_VERSION, new FeatureRange((short) 0, (short) 2),
            "eligible.leader.replicas.version", new FeatureRange((short) 0, (short) 1));

    private static final Map<String, Short> FINALIZED = Map.of(
            "metadata.version", METADATA_VERSION,
            "group.version", (short) 1,
            TRANSACTION_VERSION, (short) 2,
            "eligible.leader.replicas.version", (short) 1);

    private Features() {}

    /** What clients are told: the levels in force are the cluster's. */
    static BrokerFeatures served(ClusterImage image) {
        Map<String, Short> inForce = new HashMap<>(image.features());
        inForce.put(Quorum.FEATURE, Quorum.KRAFT_VERSION);
        return new BrokerFeatures(SUPPORTED, inForce, image.version());
    }

    static Map<String, FeatureRange> supported() {
        return SUPPORTED;
    }

    /** Where a cluster begins. */
    static Map<String, Short> finalized() {
        return FINALIZED;
    }
}
