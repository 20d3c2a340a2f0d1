package dev.vitrine.app.model.stage;

/** The time that motion has had since the frame before, which all easing goes by. Calm, it has had all the time there is: everything is in its place. */
public final class Ease {

    /** A frame that comes late must not throw things about. */
    private static final double AT_MOST_SECONDS = 0.2;

    private boolean calm;

    /** @param nothingMoves true for reduced motion */
    void calm(boolean nothingMoves) {
        calm = nothingMoves;
    }

    boolean isCalm() {
        return calm;
    }

    /** @param lastNanos the frame before; 0 where there was none */
    double seconds(long lastNanos, long nowNanos) {
        return calm ? Double.POSITIVE_INFINITY : lastNanos == 0 ? 0 : Math.min(AT_MOST_SECONDS, (nowNanos - lastNanos) / 1e9);
    }
}
