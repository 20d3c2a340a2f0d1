package dev.vitrine.engine;

import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.LogFolder.Note;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.replica.LogStore;
import dev.vitrine.engine.replica.Partitions;
import dev.vitrine.engine.time.Scheduler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** What is done again and again, for as long as a broker lives: what is too old goes, and how far its logs have come is noted. */
final class Housekeeping {

    /** How often each is noted, under Kafka's names. */
    private static final Map<Note, String> PACES = Map.of(
            Note.RECOVERY_POINT, "log.flush.offset.checkpoint.interval.ms",
            Note.START_OFFSET, "log.flush.start.offset.checkpoint.interval.ms",
            Note.HIGH_WATERMARK, "replica.high.watermark.checkpoint.interval.ms");

    private final BrokerSettings settings;
    private final Scheduler scheduler;
    private final Executor disk;

    /** @param disk may wait for the disk: what is noted is forced to it */
    Housekeeping(BrokerSettings settings, Scheduler scheduler, Executor disk) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.disk = disk;
    }

    void begin(LogStore store, Partitions partitions, Log metadata) {
        every(settings.longValue("log.initial.task.delay.ms"), settings.longValue("log.retention.check.interval.ms"), partitions::clean);
        for (Note note : Note.values()) { // in their order: a simulation is to run the same way twice
            long paceMs = settings.longValue(PACES.get(note));
            every(paceMs, paceMs, () -> disk.execute(() -> store.checkpoint(partitions.all(), List.of(metadata), note)));
        }
    }

    /** Begins {@code chore} after {@code firstMs}, and from then on every {@code everyMs}. */
    private void every(long firstMs, long everyMs, Runnable chore) {
        scheduler.schedule(firstMs, () -> {
            try {
                chore.run();
            } finally {
                every(everyMs, everyMs, chore);
            }
        });
    }
}
