package dev.vitrine.engine.observe;

/**
 * One direction between two brokers.
 *
 * @param delayMillis by which each question, and each answer, comes later
 * @param loss        share of questions and of answers that get lost, 0 to 1
 */
public record LinkView(int from, int to, LinkState state, long delayMillis, double loss) {}
