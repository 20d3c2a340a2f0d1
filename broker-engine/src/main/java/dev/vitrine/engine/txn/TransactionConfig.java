package dev.vitrine.engine.txn;

import java.util.Map;
import java.util.Set;

/**
 * The settings of the transaction coordinator, under Kafka's names.
 *
 * @param maxTimeoutMs     {@code transaction.max.timeout.ms}: the longest time-out that a producer may ask for
 * @param idExpirationMs   {@code transactional.id.expiration.ms}: how long a transactional id is kept that nobody uses
 * @param abortIntervalMs  {@code transaction.abort.timed.out.transaction.cleanup.interval.ms}
 * @param expiryIntervalMs {@code transaction.remove.expired.transaction.cleanup.interval.ms}
 * @param twoPhaseCommit   {@code transaction.two.phase.commit.enable} (KIP-939): transactions without a time-out may be had
 */
public record TransactionConfig(int maxTimeoutMs, long idExpirationMs, long abortIntervalMs, long expiryIntervalMs, boolean twoPhaseCommit) {

    private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";
    private static final String ID_EXPIRATION = "transactional.id.expiration.ms";
    private static final String ABORT_INTERVAL = "transaction.abort.timed.out.transaction.cleanup.interval.ms";
    private static final String EXPIRY_INTERVAL = "transaction.remove.expired.transaction.cleanup.interval.ms";
    private static final String TWO_PHASE_COMMIT = "transaction.two.phase.commit.enable";

    /** The settings that {@link #from} looks at. */
    public static final Set<String> KEYS = Set.of(MAX_TIMEOUT, ID_EXPIRATION, ABORT_INTERVAL, EXPIRY_INTERVAL, TWO_PHASE_COMMIT);

    /** Kafka's defaults. */
    public static TransactionConfig defaults() {
        return from(Map.of());
    }

    /** @param settings broker settings by Kafka's names, already validated; what is missing takes Kafka's default */
    public static TransactionConfig from(Map<String, String> settings) {
        return new TransactionConfig(
                Integer.parseInt(settings.getOrDefault(MAX_TIMEOUT, "900000")),
                Long.parseLong(settings.getOrDefault(ID_EXPIRATION, "604800000")),
                Long.parseLong(settings.getOrDefault(ABORT_INTERVAL, "10000")),
                Long.parseLong(settings.getOrDefault(EXPIRY_INTERVAL, "3600000")),
                Boolean.parseBoolean(settings.getOrDefault(TWO_PHASE_COMMIT, "false")));
    }

    /** KIP-939: who prepares a transaction to commit it together with another system can't be given a time-out. */
    boolean allowsTimeout(boolean twoPhase, int timeoutMs) {
        return twoPhase || timeoutMs > 0 && timeoutMs <= maxTimeoutMs;
    }
}
