package dev.vitrine.engine.observe;

/** Kafka's states of a group; {@link #label} is Kafka's spelling. */
public enum GroupState {
    EMPTY("Empty"),
    PREPARING_REBALANCE("PreparingRebalance"),
    COMPLETING_REBALANCE("CompletingRebalance"),
    STABLE("Stable"),
    DEAD("Dead"),
    ASSIGNING("Assigning"),
    RECONCILING("Reconciling"),
    UNKNOWN("Unknown");

    private final String label;

    GroupState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** True while partitions change hands. */
    public boolean rebalancing() {
        return this == PREPARING_REBALANCE || this == COMPLETING_REBALANCE || this == ASSIGNING || this == RECONCILING;
    }
}
