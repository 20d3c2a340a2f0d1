package dev.vitrine.engine.observe;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * What a group has committed for a partition.
 *
 * @param offset      the next record the group will read
 * @param leaderEpoch as the client sent it
 * @param metadata    the client's own text; empty where it sent none
 * @param lag         high watermark − offset, in offsets, never negative; empty where the partition is gone
 */
public record CommittedOffset(
        TopicPartition partition, long offset, OptionalInt leaderEpoch, String metadata, long committedAtMillis, OptionalLong lag) {}
