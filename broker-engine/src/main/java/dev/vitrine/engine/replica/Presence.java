package dev.vitrine.engine.replica;

/**
 * Vouches for a follower at a partition where nothing happens: its session says with each fetch that it still has all, and the partition need not hear of
 * it (KIP-227). Any thread.
 */
@FunctionalInterface
public interface Presence {

    /** Nobody does: what it fetches tells. */
    Presence NONE = () -> 0;

    /** When it fetched last, in milliseconds of the clock. */
    long lastMs();
}
