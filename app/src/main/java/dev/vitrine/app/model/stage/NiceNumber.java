package dev.vitrine.app.model.stage;

/** Scales are 1, 2 or 5 times a power of ten: figures that a person can count by. */
final class NiceNumber {

    private NiceNumber() {}

    /** The least such number that is not below {@code value}; at least 1. */
    static long atLeast(double value) {
        if (value <= 1) {
            return 1;
        }
        long power = (long) Math.pow(10, Math.floor(Math.log10(value)));
        for (int step : new int[] {1, 2, 5, 10}) {
            if (step * power >= value) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
