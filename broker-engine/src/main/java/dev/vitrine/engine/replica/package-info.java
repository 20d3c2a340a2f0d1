/**
 * Replicas of partitions: leaders and followers, who is in sync, the high watermark over all of them, the last stable offset; produces and fetches that
 * wait, copying from a leader over the links between brokers, in sessions that speak only of what is new, truncation, throttles, compaction's schedule. {@link
 * dev.vitrine.engine.replica.Partitions} follows the image, {@link dev.vitrine.engine.replica.Partition} is one replica. May know {@code link}, {@code log}
 * and below; what it needs of the controller it asks for through {@link dev.vitrine.engine.replica.InSyncChanges}.
 */
package dev.vitrine.engine.replica;
