package dev.vitrine.engine.replica;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.LogConfig;
import dev.vitrine.engine.log.LogFolder;
import dev.vitrine.engine.log.LogFolder.FoundLog;
import dev.vitrine.engine.log.LogFolder.Note;
import dev.vitrine.engine.log.LogFolder.Positions;
import dev.vitrine.engine.log.LogOptions;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the logs of one data folder, and notes now and then how far they have come. */
public final class LogStore implements Partitions.Opener {

    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);

    /** What every log has around it. @param slowWork does what waits for the disk and nobody waits for */
    public record Surroundings(
            long producerIdExpirationMs, Disk disk, Clock clock, Scheduler scheduler, Events events, Executor slowWork) {}

    private final LogFolder folder;
    private final Surroundings around;
    private final Map<TopicPartition, FoundLog> left = new HashMap<>();
    private final Set<TopicPartition> opened = new HashSet<>();
    private boolean closed;

    public LogStore(LogFolder folder, Surroundings around) throws IOException {
        this.folder = folder;
        this.around = around;
        folder.logs().forEach(found -> left.put(found.partition(), found));
    }

    /** Where the disk refuses, what was noted of the log counts for the next attempt as well. */
    @Override
    public Log open(TopicPartition name, Uuid topicId, LogConfig config) {
        LogOptions options = options(name, topicId, config);
        Log log = Log.open(options);
        log.cleanedTo(cleanedTo(options));
        isOpen(name);
        return log;
    }

    private synchronized void isOpen(TopicPartition name) {
        left.remove(name);
    }

    @Override
    public synchronized long highWatermark(TopicPartition name) {
        return opened.contains(name) ? folder.highWatermark(name) : 0;
    }

    /** As the other positions, it counts only for the log that was found. */
    private synchronized long cleanedTo(LogOptions options) {
        return opened.contains(options.partition()) ? folder.cleanedTo(options.partition()) : -1;
    }

    private synchronized LogOptions options(TopicPartition name, Uuid topicId, LogConfig config) {
        FoundLog found = left.get(name);
        boolean known = found != null && found.topicId().map(topicId::equals).orElse(true);
        if (found != null && !known) {
            setAside(found);
            left.remove(name);
        }
        Path path = folder.folderOf(name);
        if (known) {
            opened.add(name);
        } else {
            opened.remove(name);
        }
        // Positions noted under this name may belong to a topic that was deleted: they count only for the log that was found.
        return known
                ? options(path, name, topicId, config, folder.clean(), folder.recoveryPoint(name), folder.startOffset(name))
                : options(path, name, topicId, config, true, 0, 0);
    }

    private LogOptions options(
            Path path, TopicPartition name, Uuid topicId, LogConfig config, boolean clean, long recoveryPoint, long startOffset) {
        return new LogOptions(path, name, topicId, config, clean, recoveryPoint, startOffset, around.producerIdExpirationMs(), around.disk(),
                around.clock(), around.scheduler(), around.events(), around.slowWork());
    }

    /**
     * Puts away what no topic claims, once the topics are known: under Kafka's name for it, so that a person can look what it was.
     *
     * @param claimed whether this broker has a replica of that partition, open or not
     */
    public synchronized void setAsideUnclaimed(Predicate<TopicPartition> claimed) {
        List<FoundLog> unclaimed = left.values().stream().filter(found -> !claimed.test(found.partition())).toList();
        for (FoundLog found : unclaimed) {
            setAside(found);
            left.remove(found.partition());
        }
    }

    private void setAside(FoundLog found) {
        Uuid id = found.topicId().orElse(Uuid.ZERO_UUID);
        String name = found.folder().getFileName()
                + ".%016x%016x-stray".formatted(id.getMostSignificantBits(), id.getLeastSignificantBits());
        LOG.warn("No topic claims {}: set aside as {}", found.folder(), name);
        try {
            around.disk().move(found.folder(), found.folder().resolveSibling(name));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Notes how far the logs have come, so that recovery after an unclean stop needs not look at all. */
    public synchronized void checkpoint(Collection<Partition> partitions, List<Log> others) {
        for (Note note : Note.values()) {
            checkpoint(partitions, others, note);
        }
    }

    /** Notes one of their positions alone; nothing any more once the folder is left. */
    public synchronized void checkpoint(Collection<Partition> partitions, List<Log> others, Note note) {
        if (closed) {
            return;
        }
        Stream<Positions> ours = partitions.stream().map(partition -> positions(partition.log(), partition.highWatermark()));
        Stream<Positions> theirs = others.stream().map(log -> positions(log, log.endOffset()));
        try {
            folder.checkpoint(Stream.concat(ours, theirs).toList(), note);
            if (note == Note.RECOVERY_POINT) {
                for (Partition partition : partitions) {
                    folder.noteCleanedTo(partition.name(), partition.log().cleanedTo()); // truncation may have taken it back
                }
            }
        } catch (IOException refused) {
            LOG.warn("The positions of the logs could not be noted; a restart after a crash will take longer: {}", refused.getMessage());
        }
    }

    /** Notes how far a log has been compacted, so that the next start need not begin again. */
    public synchronized void noteCleaned(Log log) {
        try {
            folder.noteCleanedTo(log.partition(), log.cleanedTo());
        } catch (IOException refused) {
            LOG.warn("How far {} is compacted could not be noted; it may be compacted again: {}", log.partition(), refused.getMessage());
        }
    }

    private static Positions positions(Log log, long highWatermark) {
        return new Positions(log.partition(), log.recoveryPoint(), log.startOffset(), highWatermark);
    }

    /** All logs are closed: the next start can trust them, where every one of them says so. */
    public synchronized void close(Collection<Partition> partitions, List<Log> others) throws IOException {
        checkpoint(partitions, others);
        if (Stream.concat(partitions.stream().map(Partition::log), others.stream()).allMatch(Log::trusted)) {
            folder.markClean();
        }
        closed = true;
        folder.close();
    }
}
