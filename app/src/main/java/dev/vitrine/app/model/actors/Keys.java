package dev.vitrine.app.model.actors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws keys after a plan. For one thread. */
public final class Keys {

    private final KeyPlan plan;
    private final byte[][] keys;
    private final double[] upTo;
    private final RandomGenerator random;
    private int next;

    /** @param distinct how many different keys there are, at least 1 */
    public Keys(KeyPlan plan, int distinct, RandomGenerator random) {
        this.plan = plan;
        this.random = random;
        this.keys = new byte[distinct][];
        for (int i = 0; i < distinct; i++) {
            keys[i] = ("key-" + (i + 1)).getBytes(StandardCharsets.UTF_8);
        }
        this.upTo = plan == KeyPlan.ZIPF ? harmonic(distinct) : new double[0];
    }

    /** Running sums of 1, 1/2, 1/3 …, scaled to end at 1. */
    private static double[] harmonic(int n) {
        double[] sums = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        for (int i = 0; i < n; i++) {
            sums[i] /= sum;
        }
        return sums;
    }

    /** Null where records bear none. */
    public byte[] draw() {
        return switch (plan) {
            case NONE -> null;
            case UNIFORM -> keys[random.nextInt(keys.length)];
            case ROUND_ROBIN -> keys[Math.floorMod(next++, keys.length)];
            case ONE_HOT -> keys.length == 1 || random.nextBoolean() ? keys[0] : keys[1 + random.nextInt(keys.length - 1)];
            case ZIPF -> keys[zipf(random.nextDouble())];
        };
    }

    private int zipf(double at) {
        int found = Arrays.binarySearch(upTo, at);
        return Math.min(keys.length - 1, found >= 0 ? found + 1 : -found - 1);
    }
}
