package dev.vitrine.app.model.keys;

import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.kafka.common.utils.Utils;

/** How client libraries turn a key into a partition, each by its own default or by a setting. */
public enum Partitioner {
    JAVA("Java", "the Java client, and what is built on it: Spring, Streams, Connect", Family.MURMUR2),
    KAFKAJS("kafkajs", "its default since version 2", Family.MURMUR2),
    KAFKAJS_LEGACY("kafkajs, legacy", "its default before version 2, now Partitioners.LegacyPartitioner", Family.LEGACY),
    LIBRDKAFKA("librdkafka", "consistent_random, the default of Python, .NET, Go, C++ and kcat", Family.CRC32),
    LIBRDKAFKA_MURMUR2("librdkafka, murmur2", "with partitioner=murmur2_random", Family.MURMUR2);

    /** Partitioners of one family lead every key to the same place. */
    public enum Family { MURMUR2, LEGACY, CRC32 }

    private final String label;
    private final String usedBy;
    private final Family family;

    Partitioner(String label, String usedBy, Family family) {
        this.label = label;
        this.usedBy = usedBy;
        this.family = family;
    }

    public String label() {
        return label;
    }

    public String usedBy() {
        return usedBy;
    }

    public Family family() {
        return family;
    }

    /** A key's place: the hash as it is divided, and what remains. */
    public record Place(String function, long hash, int partitions, int partition) {

        /** {@code crc32 2,166,136 mod 3 = 1}. */
        public String sum() {
            return "%s %,d mod %d = %d".formatted(function, hash, partitions, partition);
        }
    }

    /**
     * Where a key leads.
     *
     * @param key        its bytes, never null: without a key every library spreads records as it likes
     * @param partitions at least 1
     * @return empty where the library takes any partition: librdkafka's default treats an empty key as none
     */
    public Optional<Place> place(byte[] key, int partitions) {
        return switch (this) {
            case JAVA, KAFKAJS, LIBRDKAFKA_MURMUR2 -> of("murmur2", Utils.toPositive(Utils.murmur2(key)), partitions);
            case KAFKAJS_LEGACY -> of("murmur2 in doubles", Utils.toPositive(LegacyMurmur2.hash(key)), partitions);
            case LIBRDKAFKA -> key.length == 0 ? Optional.empty() : of("crc32", crc32(key), partitions);
        };
    }

    private static Optional<Place> of(String function, long hash, int partitions) {
        return Optional.of(new Place(function, hash, partitions, (int) (hash % partitions)));
    }

    private static long crc32(byte[] key) {
        CRC32 crc = new CRC32();
        crc.update(key);
        return crc.getValue();
    }
}
