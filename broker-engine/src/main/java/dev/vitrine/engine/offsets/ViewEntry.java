package dev.vitrine.engine.offsets;

/**
 * A record as it lies in the log.
 *
 * @param value null for a tombstone: the key is forgotten
 */
public record ViewEntry(byte[] key, byte[] value) {}
