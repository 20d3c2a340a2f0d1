package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/** Kafka's {@code meta.properties}, version 1: which cluster and which broker a data folder belongs to. */
public record MetaProperties(String clusterId, int nodeId, Uuid directoryId) {

    private static final String FILE = "meta.properties";

    static Optional<MetaProperties> read(Disk disk, Path folder) throws IOException {
        Path path = folder.resolve(FILE);
        if (!disk.exists(path)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(disk.readAll(path)));
        try {
            return Optional.of(new MetaProperties(
                    required(properties, "cluster.id"),
                    Integer.parseInt(required(properties, "node.id")),
                    Uuid.fromString(properties.getProperty("directory.id", Uuid.ZERO_UUID.toString()))));
        } catch (IllegalArgumentException broken) {
            throw new IOException(path + " is broken: " + broken.getMessage(), broken);
        }
    }

    private static String required(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("it lacks " + key);
        }
        return value;
    }

    void write(Disk disk, Path folder) throws IOException {
        String text = "cluster.id=" + clusterId + "\ndirectory.id=" + directoryId + "\nnode.id=" + nodeId + "\nversion=1\n";
        disk.writeAtomically(folder.resolve(FILE), text.getBytes(StandardCharsets.UTF_8));
    }
}
