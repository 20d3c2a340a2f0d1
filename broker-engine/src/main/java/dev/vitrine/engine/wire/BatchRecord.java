package dev.vitrine.engine.wire;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * One record of a batch.
 *
 * @param key   null where it has none
 * @param value null where it has none (a tombstone)
 */
public record BatchRecord(long offset, long timestamp, ByteBuffer key, ByteBuffer value, List<Header> headers) {}
