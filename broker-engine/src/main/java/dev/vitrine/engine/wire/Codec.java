package dev.vitrine.engine.wire;

import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;

/** How the records of a batch are compressed; the ordinal is the number in a batch's attributes. */
public enum Codec {
    NONE, GZIP, SNAPPY, LZ4, ZSTD;

    private static final Codec[] BY_ID = values();

    private final Compression compression;

    Codec() {
        this.compression = Compression.of(CompressionType.forId(ordinal())).build();
    }

    /** Empty for a number that no codec has (5 to 7). */
    public static Optional<Codec> forId(int id) {
        return id >= 0 && id < BY_ID.length ? Optional.of(BY_ID[id]) : Optional.empty();
    }

    /** By Kafka's name of the setting {@code compression.type}; empty for {@code producer}, which leaves batches as they came. */
    public static Optional<Codec> forSetting(String name) {
        return switch (name) {
            case "producer" -> Optional.empty();
            case "uncompressed", "none" -> Optional.of(NONE);
            default -> Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
        };
    }

    Compression compression() {
        return compression;
    }
}
