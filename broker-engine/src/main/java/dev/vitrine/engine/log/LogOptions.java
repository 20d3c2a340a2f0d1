package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Scheduler;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What a log needs from outside.
 *
 * @param folder                 {@code <data>/<topic>-<partition>}
 * @param clean                  true where the last stop was clean: nothing needs to be checked
 * @param recoveryPoint          everything below it is known to be on disk whole
 * @param startOffset            log start as last noted (DeleteRecords may have moved it into a segment)
 * @param producerIdExpirationMs {@code producer.id.expiration.ms}
 * @param slowWork               does what waits for the disk and nobody waits for: forcing a segment that was rolled, deleting files
 */
public record LogOptions(
        Path folder,
        TopicPartition partition,
        Uuid topicId,
        LogConfig config,
        boolean clean,
        long recoveryPoint,
        long startOffset,
        long producerIdExpirationMs,
        Disk disk,
        Clock clock,
        Scheduler scheduler,
        Events events,
        Executor slowWork) {

    /** Slow work is done at once, on the caller's thread: what tests and simulation want. */
    public LogOptions(
            Path folder,
            TopicPartition partition,
            Uuid topicId,
            LogConfig config,
            boolean clean,
            long recoveryPoint,
            long startOffset,
            long producerIdExpirationMs,
            Disk disk,
            Clock clock,
            Scheduler scheduler,
            Events events) {
        this(folder, partition, topicId, config, clean, recoveryPoint, startOffset, producerIdExpirationMs,
                disk, clock, scheduler, events, Runnable::run);
    }
}
