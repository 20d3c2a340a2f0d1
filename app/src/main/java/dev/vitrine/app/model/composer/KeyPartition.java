package dev.vitrine.app.model.composer;

import org.apache.kafka.common.utils.Utils;

/** The partition a key leads to in the Java client and in all that follow it: murmur2 of the key's bytes, sign bit off, modulo partitions. */
public record KeyPartition(int hash, int partitions, int partition) {

    public static KeyPartition of(byte[] key, int partitions) {
        int hash = Utils.toPositive(Utils.murmur2(key));
        return new KeyPartition(hash, partitions, hash % partitions);
    }

    /** {@code murmur2 = 1,234,567 mod 3 = 2}. */
    public String sum() {
        return "murmur2 %,d mod %d = %d".formatted(hash, partitions, partition);
    }
}
