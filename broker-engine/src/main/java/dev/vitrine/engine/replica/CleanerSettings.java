package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.CompactionBuffers;
import dev.vitrine.engine.metadata.BrokerSettings;

/**
 * The broker's settings for compaction.
 *
 * @param threads        {@code log.cleaner.threads}: compactions at a time
 * @param buffers        memory of each, its share of {@code log.cleaner.dedupe.buffer.size} and {@code log.cleaner.io.buffer.size}
 * @param bytesPerSecond {@code log.cleaner.io.max.bytes.per.second}: read and written, all of them together
 * @param backoffMs      {@code log.cleaner.backoff.ms}: until it is looked again where there was nothing to do
 */
public record CleanerSettings(int threads, CompactionBuffers buffers, double bytesPerSecond, long backoffMs) {

    public static CleanerSettings of(BrokerSettings settings) {
        int threads = settings.intValue("log.cleaner.threads");
        CompactionBuffers each = new CompactionBuffers(
                settings.longValue("log.cleaner.dedupe.buffer.size") / threads,
                (Double) settings.value("log.cleaner.io.buffer.load.factor"),
                settings.intValue("log.cleaner.io.buffer.size") / threads / 2); // half for what is read, half for what is written
        return new CleanerSettings(threads, each, (Double) settings.value("log.cleaner.io.max.bytes.per.second"),
                settings.longValue("log.cleaner.backoff.ms"));
    }
}
