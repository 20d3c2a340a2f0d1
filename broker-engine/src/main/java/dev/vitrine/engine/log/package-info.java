/**
 * One partition on disk: segments, sparse indexes, leader-epoch cache, producer states, recovery, retention. Files are byte-compatible with
 * Apache Kafka's. One writer (the partition's mailbox), any number of readers. May know {@code wire}, {@code observe}, {@code io}, {@code time}.
 */
package dev.vitrine.engine.log;
