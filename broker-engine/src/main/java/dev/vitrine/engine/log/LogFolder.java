package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.DiskLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A broker's data folder, laid out as Kafka's: who owns it ({@code meta.properties}, {@code .lock}), how it was left
 * ({@code .kafka_cleanshutdown}), how far each log had come (the checkpoints), and the folders of the partitions. One owner calls it; not
 * safe for several threads at once.
 *
 * <p>Life: {@link #open} → {@link #logs}, open each → {@link #checkpoint} now and then → close the logs → {@link #checkpoint} →
 * {@link #markClean} → {@link #close}.
 */
public final class LogFolder implements AutoCloseable {

    private static final String LOCK = ".lock";
    private static final String CLEAN = ".kafka_cleanshutdown";
    private static final String RECOVERY_POINTS = "recovery-point-offset-checkpoint";
    private static final String START_OFFSETS = "log-start-offset-checkpoint";
    private static final String HIGH_WATERMARKS = "replication-offset-checkpoint";
    private static final long UNKNOWN_EPOCH = -1;
    private static final Pattern NOTED_EPOCH = Pattern.compile("\"brokerEpoch\"\\s*:\\s*(-?\\d{1,18})");
    private static final String CLEANED = "cleaner-offset-checkpoint";
    private static final String DELETE_SUFFIX = "-delete";

    private final Path path;
    private final Disk disk;
    private final DiskLock lock;
    private final boolean clean;
    private final long previousBrokerEpoch;
    private volatile long brokerEpoch;
    private final Map<TopicPartition, Long> recoveryPoints;
    private final Map<TopicPartition, Long> startOffsets;
    private final Map<TopicPartition, Long> highWatermarks;
    private final Map<TopicPartition, Long> cleanedTo;

    private LogFolder(Path path, Disk disk, DiskLock lock) throws IOException {
        this.path = path;
        this.disk = disk;
        this.lock = lock;
        this.clean = disk.exists(path.resolve(CLEAN));
        this.previousBrokerEpoch = brokerEpoch(disk, path.resolve(CLEAN));
        this.brokerEpoch = previousBrokerEpoch; // who is refused before the controller knows of it leaves the folder as it was
        this.recoveryPoints = readCheckpoint(RECOVERY_POINTS);
        this.startOffsets = readCheckpoint(START_OFFSETS);
        this.highWatermarks = readCheckpoint(HIGH_WATERMARKS);
        this.cleanedTo = readCheckpoint(CLEANED);
    }

    /**
     * Takes possession of a data folder; makes it where there is none. From here on the folder counts as not cleanly stopped, and what was
     * left of deleted partitions is cleared away.
     *
     * @throws FolderLocked where another process, or another engine in this one, has it
     * @throws IOException  where the disk refuses
     */
    public static LogFolder open(Path path, Disk disk) throws IOException {
        disk.createFolders(path);
        DiskLock lock = disk.tryLock(path.resolve(LOCK)).orElseThrow(() -> new FolderLocked(path));
        try {
            LogFolder folder = new LogFolder(path, disk, lock);
            disk.delete(path.resolve(CLEAN));
            folder.clearDeleted();
            return folder;
        } catch (IOException | RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    /** Another has the folder. */
    public static final class FolderLocked extends IOException {
        private static final long serialVersionUID = 1;

        FolderLocked(Path path) {
            super("The data folder " + path + " is in use by another process");
        }
    }

    /** A partition's folder. @param topicId empty where its file is missing or broken */
    public record FoundLog(Path folder, TopicPartition partition, Optional<Uuid> topicId) {}

    /** How far a log has come. */
    public record Positions(TopicPartition partition, long recoveryPoint, long startOffset, long highWatermark) {}

    /** What of it is noted: each in a file of its own, at its own pace. */
    public enum Note { RECOVERY_POINT, START_OFFSET, HIGH_WATERMARK }

    public Path path() {
        return path;
    }

    /** Whether the last stop was clean. */
    public boolean clean() {
        return clean;
    }

    /** Who the folder belongs to; empty where nobody has said yet. */
    public Optional<MetaProperties> meta() throws IOException {
        return MetaProperties.read(disk, path);
    }

    public void writeMeta(MetaProperties meta) throws IOException {
        meta.write(disk, path);
    }

    /** Where the log of a partition lies, or will. */
    public Path folderOf(TopicPartition partition) {
        return path.resolve(partition.topic() + "-" + partition.partition());
    }

    /** All partitions that have a folder here. */
    public List<FoundLog> logs() throws IOException {
        List<FoundLog> found = new ArrayList<>();
        for (Path entry : disk.list(path)) {
            TopicPartition partition = parse(entry.getFileName().toString());
            if (partition != null) {
                found.add(new FoundLog(entry, partition, PartitionMetadata.read(disk, entry)));
            }
        }
        return found;
    }

    private static TopicPartition parse(String name) {
        int dash = name.lastIndexOf('-');
        String number = name.substring(dash + 1);
        if (dash <= 0 || number.isEmpty() || number.length() > 9 || !number.chars().allMatch(Character::isDigit)) {
            return null;
        }
        return new TopicPartition(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1)));
    }

    /** Everything below was on the disk whole when it was last noted; 0 where nothing was. */
    public long recoveryPoint(TopicPartition partition) {
        return recoveryPoints.getOrDefault(partition, 0L);
    }

    /** Log start as last noted; 0 where nothing was. */
    public long startOffset(TopicPartition partition) {
        return startOffsets.getOrDefault(partition, 0L);
    }

    /** High watermark as last noted; 0 where nothing was. */
    public long highWatermark(TopicPartition partition) {
        return highWatermarks.getOrDefault(partition, 0L);
    }

    /** Everything below was compacted when it was last noted; −1 where nothing ever was. */
    public long cleanedTo(TopicPartition partition) {
        return cleanedTo.getOrDefault(partition, -1L);
    }

    /** Notes how far a log has been compacted. @param offset −1 where nothing was */
    public void noteCleanedTo(TopicPartition partition, long offset) throws IOException {
        Long before = offset < 0 ? cleanedTo.remove(partition) : cleanedTo.put(partition, offset);
        if (!Objects.equals(before, offset < 0 ? null : offset)) {
            writeCheckpoint(CLEANED, cleanedTo);
        }
    }

    /** Notes how far all logs have come; those not named are forgotten. */
    public void checkpoint(Collection<Positions> logs) throws IOException {
        for (Note note : Note.values()) {
            checkpoint(logs, note);
        }
    }

    /** Notes one of these alone. What is on the disk already is not written again. */
    public void checkpoint(Collection<Positions> logs, Note note) throws IOException {
        Map<TopicPartition, Long> now = new HashMap<>();
        switch (note) {
            case RECOVERY_POINT -> {
                logs.forEach(log -> now.put(log.partition(), log.recoveryPoint()));
                note(RECOVERY_POINTS, recoveryPoints, now);
                if (cleanedTo.keySet().retainAll(now.keySet())) {
                    writeCheckpoint(CLEANED, cleanedTo);
                }
            }
            case START_OFFSET -> {
                logs.stream().filter(log -> log.startOffset() > 0).forEach(log -> now.put(log.partition(), log.startOffset()));
                note(START_OFFSETS, startOffsets, now);
            }
            case HIGH_WATERMARK -> {
                logs.forEach(log -> now.put(log.partition(), log.highWatermark()));
                note(HIGH_WATERMARKS, highWatermarks, now);
            }
        }
    }

    private void note(String name, Map<TopicPartition, Long> noted, Map<TopicPartition, Long> now) throws IOException {
        if (!noted.equals(now) || !disk.exists(path.resolve(name))) {
            writeCheckpoint(name, now);
            noted.clear();
            noted.putAll(now);
        }
    }

    /** The epoch of the broker's life that ended with a clean stop; −1 where it didn't, or none is noted. */
    public long previousBrokerEpoch() {
        return previousBrokerEpoch;
    }

    /** The broker lives in this epoch now: a clean stop will note it, so that the controller can tell that nothing was lost (KIP-966). */
    public void livesIn(long epoch) {
        brokerEpoch = epoch;
    }

    /** All logs were closed and every one could be trusted: the next start need not check. */
    public void markClean() throws IOException {
        disk.writeAtomically(path.resolve(CLEAN), ("{\"version\":0,\"brokerEpoch\":" + brokerEpoch + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static long brokerEpoch(Disk disk, Path cleanMark) throws IOException {
        if (!disk.exists(cleanMark)) {
            return UNKNOWN_EPOCH;
        }
        Matcher noted = NOTED_EPOCH.matcher(new String(disk.readAll(cleanMark), StandardCharsets.UTF_8));
        return noted.find() ? Long.parseLong(noted.group(1)) : UNKNOWN_EPOCH;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private void clearDeleted() throws IOException {
        for (Path entry : disk.list(path)) {
            if (entry.getFileName().toString().endsWith(DELETE_SUFFIX)) {
                disk.deleteTree(entry);
            }
        }
    }

    /** The name that Kafka gives the folder of a partition that is to be deleted. */
    static Path deletedName(Path folder, Uuid topicId) {
        String mark = "." + "%016x%016x".formatted(topicId.getMostSignificantBits(), topicId.getLeastSignificantBits()) + DELETE_SUFFIX;
        String name = folder.getFileName().toString();
        return folder.resolveSibling(name.substring(0, Math.min(name.length(), 255 - mark.length())) + mark);
    }

    /** A broken file counts as none: recovery then looks at everything. */
    private Map<TopicPartition, Long> readCheckpoint(String name) throws IOException {
        Map<TopicPartition, Long> read = new HashMap<>();
        Path file = path.resolve(name);
        if (disk.exists(file)) {
            try {
                CheckpointText.parse(new String(disk.readAll(file), StandardCharsets.UTF_8), 3)
                        .forEach(w -> read.put(new TopicPartition(w[0], Integer.parseInt(w[1])), Long.parseLong(w[2])));
            } catch (IOException | NumberFormatException broken) {
                read.clear();
            }
        }
        return read;
    }

    private void writeCheckpoint(String name, Map<TopicPartition, Long> offsets) throws IOException {
        List<String> entries = offsets.entrySet().stream()
                .map(e -> e.getKey().topic() + " " + e.getKey().partition() + " " + e.getValue())
                .sorted()
                .toList();
        disk.writeAtomically(path.resolve(name), CheckpointText.format(entries).getBytes(StandardCharsets.UTF_8));
    }
}
