package dev.vitrine.engine.observe;

/** Kafka's states of a transactional id; {@link #label} is Kafka's spelling. */
public enum TransactionState {
    /** A producer is there; it has no transaction. */
    EMPTY("Empty"),
    /** It writes, or is about to. */
    ONGOING("Ongoing"),
    /** The commit is decided for good; markers are on their way. */
    PREPARE_COMMIT("PrepareCommit"),
    /** The abort is decided for good; markers are on their way. */
    PREPARE_ABORT("PrepareAbort"),
    COMPLETE_COMMIT("CompleteCommit"),
    COMPLETE_ABORT("CompleteAbort"),
    /** Kafka's, for an id that is about to expire. */
    DEAD("Dead"),
    /** Kafka's, for a producer that is about to be fenced. */
    PREPARE_EPOCH_FENCE("PrepareEpochFence");

    private final String label;

    TransactionState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** As Kafka's records have it. */
    public byte id() {
        return (byte) ordinal();
    }

    /** @throws IllegalArgumentException for a state that nobody knows */
    public static TransactionState of(byte id) {
        if (id < 0 || id >= values().length) {
            throw new IllegalArgumentException("a transaction in state " + id);
        }
        return values()[id];
    }
}
