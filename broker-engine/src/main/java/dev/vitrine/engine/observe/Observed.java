package dev.vitrine.engine.observe;

/** An event with its place in the order of all events (from 1, without gaps) and its wall-clock time. */
public record Observed(long sequence, long atMillis, Event event) {}
