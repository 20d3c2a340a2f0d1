package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/** Kafka's {@code partition.metadata}: which topic a folder belongs to, by the id that a topic deleted and made again does not share. */
final class PartitionMetadata {

    static final String FILE = "partition.metadata";
    private static final String TOPIC_ID = "topic_id: ";

    private PartitionMetadata() {}

    /**
     * Writes the file where there is none. Not forced to the disk: that would cost a wait per partition, and who made the topic knows its id
     * better than this file does.
     */
    static void ensure(Disk disk, Path folder, Uuid topicId) throws IOException {
        Path path = folder.resolve(FILE);
        if (read(disk, folder).isPresent() || topicId.equals(Uuid.ZERO_UUID)) {
            return;
        }
        try (DiskFile file = disk.open(path)) {
            file.truncate(0);
            file.write(ByteBuffer.wrap(("version: 0\n" + TOPIC_ID + topicId).getBytes(StandardCharsets.UTF_8)), 0);
        }
    }

    /** Empty where the file is missing or broken. */
    static Optional<Uuid> read(Disk disk, Path folder) throws IOException {
        Path path = folder.resolve(FILE);
        if (!disk.exists(path)) {
            return Optional.empty();
        }
        return new String(disk.readAll(path), StandardCharsets.UTF_8).lines()
                .filter(line -> line.startsWith(TOPIC_ID))
                .flatMap(line -> parse(line.substring(TOPIC_ID.length()).trim()).stream())
                .findFirst();
    }

    private static Optional<Uuid> parse(String text) {
        try {
            return Optional.of(Uuid.fromString(text));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
