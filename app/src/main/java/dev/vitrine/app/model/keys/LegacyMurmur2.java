package dev.vitrine.app.model.keys;

/**
 * The murmur2 of kafkajs before version 2, and of its LegacyPartitioner: the same steps as Java's, but in JavaScript's numbers. A product of two
 * 32-bit numbers loses its lowest bits there, and keys whose length is no multiple of four go through the main step once more than they should.
 */
final class LegacyMurmur2 {

    private static final int SEED = 0x9747b28c;
    private static final double M = 0x5bd1e995;
    private static final double TWO_TO_32 = 4_294_967_296.0;

    private LegacyMurmur2() {}

    static int hash(byte[] key) {
        double h = SEED ^ key.length;
        for (int i = 0; i * 4 < key.length; i++) {
            double k = word(key, i * 4);
            k *= M;
            k = int32(k) ^ int32(k) >>> 24;
            k *= M;
            h *= M;
            h = int32(h) ^ int32(k);
        }
        int rest = key.length & ~3;
        if (key.length > rest) {
            for (int i = key.length - 1; i >= rest; i--) {
                h = int32(h) ^ (key[i] & 0xff) << 8 * (i - rest);
            }
            h *= M;
        }
        h = int32(h) ^ int32(h) >>> 13;
        h *= M;
        return int32(h) ^ int32(h) >>> 15;
    }

    /** Four bytes, the lowest first; beyond the end nothing. */
    private static double word(byte[] key, int from) {
        double sum = 0;
        for (int i = from; i < Math.min(key.length, from + 4); i++) {
            sum += (key[i] & 0xff) << 8 * (i - from);
        }
        return sum;
    }

    /** What JavaScript's bit operations make of a number: its remainder by 2³², as a signed integer. */
    private static int int32(double number) {
        return (int) (long) (number % TWO_TO_32);
    }
}
