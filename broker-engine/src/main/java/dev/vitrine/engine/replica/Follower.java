package dev.vitrine.engine.replica;

/**
 * Copies the leader's log.
 *
 * @param leader broker id; −1 while nobody leads
 */
record Follower(int leader, int epoch) implements Role {}
