package dev.vitrine.app.model.composer;

/** How a batch is packed. */
public enum Compression {
    NONE, GZIP, SNAPPY, LZ4, ZSTD;

    /** Kafka's value of {@code compression.type}. */
    public String setting() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
