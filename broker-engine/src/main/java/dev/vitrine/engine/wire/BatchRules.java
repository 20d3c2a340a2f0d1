package dev.vitrine.engine.wire;

import java.util.Optional;

/**
 * What a client's batch must obey in a topic.
 *
 * @param maxBatchBytes {@code max.message.bytes}
 * @param compact       a compacted topic: records need keys
 * @param logAppendTime the broker's time becomes the records' time
 * @param beforeMaxMs   {@code message.timestamp.before.max.ms}
 * @param afterMaxMs    {@code message.timestamp.after.max.ms}
 * @param codec         the topic's own codec; empty where batches stay as their producer compressed them
 * @param produceVersion version of the Produce request
 */
public record BatchRules(
        int maxBatchBytes,
        boolean compact,
        boolean logAppendTime,
        long beforeMaxMs,
        long afterMaxMs,
        Optional<Codec> codec,
        short produceVersion) {}
