package dev.vitrine.engine.observe;

/** What a broker is in the metadata quorum just now: Kafka's states (KIP-595, KIP-996). */
public enum QuorumRole {
    /** Knows of no leader, and waits for somebody to tell. */
    UNATTACHED,
    /** Asks whether it would be elected, without a new epoch yet. */
    PROSPECTIVE,
    /** Asks for votes in a new epoch. */
    CANDIDATE,
    LEADER,
    /** Led, and has given up: the epoch is over for it. */
    RESIGNED,
    /** A voter that fetches from the leader. */
    FOLLOWER,
    /** Fetches from the leader, and has no vote. */
    OBSERVER,
    /** Doesn't run. */
    ABSENT
}
