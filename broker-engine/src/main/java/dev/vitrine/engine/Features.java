package dev.vitrine.engine;

import dev.vitrine.engine.api.BrokerFeatures;
import dev.vitrine.engine.api.BrokerFeatures.Range;
import java.util.Map;
import java.util.TreeMap;

/**
 * The feature levels of this engine (KIP-584). Clients decide by these what they may use (a Java producer takes the new transaction protocol
 * where {@code transaction.version} is 2, not where the API's versions allow it), so a feature is named only when it is there.
 */
final class Features {

    /** Kafka 4.3's. */
    private static final short METADATA_VERSION = 30;

    /** How producers and the transaction coordinator speak to each other (KIP-890). */
    static final String TRANSACTION_VERSION = "transaction.version";

    private static final Map<String, Range> SUPPORTED = Map.of(
            "metadata.version", new Range((short) 7, METADATA_VERSION),
            "kraft.version", new Range((short) 0, (short) 1),
            "group.version", new Range((short) 0, (short) 1),
            TRANSACTION_VERSION, new Range((short) 0, (short) 2));

    private static final Map<String, Short> FINALIZED = Map.of(
            "metadata.version", METADATA_VERSION,
            "group.version", (short) 1,
            TRANSACTION_VERSION, (short) 2);

    private Features() {}

    /** @param cluster the levels that the cluster has finalised */
    static BrokerFeatures served(Map<String, Short> cluster) {
        return new BrokerFeatures(new TreeMap<>(SUPPORTED), new TreeMap<>(cluster), 0);
    }

    /** What a new cluster begins with. */
    static Map<String, Short> finalized() {
        return FINALIZED;
    }
}
