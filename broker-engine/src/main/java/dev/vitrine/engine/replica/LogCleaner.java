package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.Cleanable;
import dev.vitrine.engine.log.Compaction;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Scheduler;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts the logs of a broker, the dirtiest first, as many at a time as {@code log.cleaner.threads} says. Each of those places takes the next
 * log as soon as it is done with one, and looks again after {@code log.cleaner.backoff.ms} where there is none. A log whose compaction failed is
 * left alone until the broker is started again, or the partition is made anew.
 */
public final class LogCleaner {

    private static final Logger LOG = LoggerFactory.getLogger(LogCleaner.class);

    /** What it works with. @param disk runs the long work */
    public record Surroundings(Clock clock, Scheduler scheduler, Executor disk, Events events) {}

    private final Supplier<CleanerSettings> settings;
    private final Supplier<Collection<Partition>> partitions;
    private final Consumer<Log> checkpoint;
    private final Surroundings around;
    private final Throttle throttle;
    private final Set<TopicPartition> atWork = new HashSet<>();
    private final Map<TopicPartition, Log> uncleanable = new HashMap<>();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private int places;
    private volatile boolean closing;

    /**
     * @param settings   asked before each log
     * @param checkpoint notes how far a log has been compacted
     */
    public LogCleaner(
            Supplier<CleanerSettings> settings, Supplier<Collection<Partition>> partitions, Consumer<Log> checkpoint, Surroundings around) {
        this.settings = settings;
        this.partitions = partitions;
        this.checkpoint = checkpoint;
        this.around = around;
        this.throttle = new Throttle(around.clock());
    }

    public void start() {
        fillPlaces(settings.get().threads());
    }

    private synchronized void fillPlaces(int wanted) {
        while (places < wanted && !closing) {
            int place = places++;
            around.scheduler().schedule(0, () -> around.disk().execute(() -> look(place)));
        }
    }

    /** Finds the next log for this place. Place 0 is always kept; it sees to it that there are as many as there should be. */
    private void look(int place) {
        CleanerSettings now = settings.get();
        if (place == 0) {
            fillPlaces(now.threads());
        } else if (retires(place, now.threads())) {
            return;
        }
        Task task = next().orElse(null);
        if (task == null) {
            around.scheduler().schedule(now.backoffMs(), () -> around.disk().execute(() -> look(place)));
        } else {
            clean(task, now, place);
        }
    }

    /** From the last place down, so that those in use are always the first ones. */
    private synchronized boolean retires(int place, int wanted) {
        boolean surplus = place >= wanted && place == places - 1;
        places -= surplus ? 1 : 0;
        return surplus;
    }

    private record Task(Partition partition, Cleanable range) {}

    private synchronized Optional<Task> next() {
        Task dirtiest = null;
        uncleanable.keySet().retainAll(partitions.get().stream().map(Partition::name).toList());
        for (Partition partition : closing ? Set.<Partition>of() : partitions.get()) {
            if (!atWork.contains(partition.name()) && uncleanable.get(partition.name()) != partition.log()) {
                Cleanable range = cleanable(partition).orElse(null);
                if (range != null && (dirtiest == null || range.dirtyRatio() > dirtiest.range().dirtyRatio())) {
                    dirtiest = new Task(partition, range);
                }
            }
        }
        if (dirtiest != null) {
            atWork.add(dirtiest.partition().name());
        }
        return Optional.ofNullable(dirtiest);
    }

    private static Optional<Cleanable> cleanable(Partition partition) {
        try {
            return partition.log().cleanable(partition.highWatermark());
        } catch (IOException goneMeanwhile) {
            return Optional.empty();
        }
    }

    private void clean(Task task, CleanerSettings now, int place) {
        Partition partition = task.partition();
        try {
            Compaction compaction = partition.log().compact(task.range(), now.buffers());
            Cleaning.Means means = new Cleaning.Means(around.disk(), around.scheduler(),
                    bytes -> throttle.charge(bytes, now.bytesPerSecond()), () -> closing);
            new Cleaning(partition, compaction, means, failure -> {
                ended(partition, compaction, failure);
                look(place);
            }).run();
        } catch (IOException refused) {
            failed(partition, refused);
            leave(partition);
            look(place);
        }
    }

    private void ended(Partition partition, Compaction compaction, Throwable failure) {
        if (failure != null) {
            failed(partition, failure);
        } else if (compaction.complete()) {
            partition.log().cleanedTo(compaction.endOffset());
            checkpoint.accept(partition.log());
            around.events().publish(new Event.LogCompacted(partition.name(), compaction.endOffset(), compaction.bytesBefore(),
                    compaction.bytesAfter(), compaction.recordsRemoved()));
        }
        leave(partition);
    }

    private synchronized void failed(Partition partition, Throwable failure) {
        LOG.warn("{} can't be compacted and is left alone from now on", partition.name(), failure);
        uncleanable.put(partition.name(), partition.log());
        around.events().publish(new Event.StorageFailed(partition.name() + ": compact", failure.toString()));
    }

    private synchronized void leave(Partition partition) {
        atWork.remove(partition.name());
        if (closing && atWork.isEmpty()) {
            idle.complete(null);
        }
    }

    /** Ends what is going on; nothing of it is at work any more when the future completes. */
    public synchronized CompletableFuture<Void> close() {
        closing = true;
        if (atWork.isEmpty()) {
            idle.complete(null);
        }
        return idle;
    }
}
