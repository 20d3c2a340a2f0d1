package dev.vitrine.app.model.microscope;

/** How far the tables have come up beside the picture: from 0, the picture alone, to 1. Eased in and out over a quarter of a second; at once where nothing is to move. */
public final class DepthMotion {

    private static final double SECONDS = 0.26;

    private double from;
    private double to;
    private double share;
    private double passed = SECONDS;
    private long lastNanos;

    /** @param tables whether the tables are to be there */
    public void towards(boolean tables) {
        double wanted = tables ? 1 : 0;
        if (wanted != to) {
            from = share;
            to = wanted;
            passed = 0;
            lastNanos = 0;
        }
    }

    /** One frame on. @param calm without motion. @return how far the tables have come */
    public double step(long nowNanos, boolean calm) {
        passed += calm ? SECONDS : lastNanos == 0 ? 0 : Math.min(0.1, (nowNanos - lastNanos) / 1e9);
        lastNanos = nowNanos;
        double part = Math.min(1, passed / SECONDS);
        share = part >= 1 ? to : from + (to - from) * part * part * (3 - 2 * part);
        return share;
    }

    public double share() {
        return share;
    }
}
