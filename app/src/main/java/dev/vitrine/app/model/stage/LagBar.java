package dev.vitrine.app.model.stage;

/** How a member's lag is drawn, on the screen and in what is exported. */
public final class LagBar {

    private static final double SECONDS_BEHIND = 5;
    private static final long LEFT_OVER = 100;

    private LagBar() {}

    /** How much of the bar is filled, from 0 to 1: each sixth is ten times more. */
    public static double share(long records) {
        return Math.min(1, Math.log10(1 + records) / 6);
    }

    /** Far behind is a matter of time, not of records. @param perSecond records that come into its partitions */
    public static boolean behind(long records, double perSecond) {
        return perSecond < 0.1 ? records > LEFT_OVER : records / perSecond > SECONDS_BEHIND;
    }
}
