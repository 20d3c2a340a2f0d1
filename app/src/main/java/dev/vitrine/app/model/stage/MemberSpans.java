package dev.vitrine.app.model.stage;

/**
 * What stands where in the row of a group's member, from left to right: shape and names, a chip for each partition, the bar of the lag, its figure. Where
 * chips need it, the bar gets shorter, chips stand closer and names have less room, in that order of giving way only as far as all have room; the rest
 * is told by a number. A pure function. In all rows of a group chips begin at one place.
 *
 * @param width of the row
 * @param most  partitions that one member of the group owns
 */
public record MemberSpans(double width, int most) {

    /** Where names begin. */
    public static final double NAMES = 42;
    public static final double CHIP = 18;
    /** For the figure of the lag, or words instead of it. */
    public static final double LAG = 48;
    /** So many chips are made at most: more find room at no width. */
    public static final int MOST_CHIPS = 14;

    private static final double MARGIN = 18;
    private static final double WIDE = 400;
    private static final double LONG_BAR = 66;
    private static final double BAR = 42;
    private static final double LEAST_BAR = 34;
    private static final double BEFORE_BAR = 8;
    private static final int PITCH = 22;
    private static final int LEAST_PITCH = 20;
    private static final double LEAST_LEFT = 132;

    public double right() {
        return width - MARGIN;
    }

    private int wanted() {
        return Math.min(MOST_CHIPS, most);
    }

    /** As far to the left as chips may begin. */
    private double leastLeft() {
        return Math.max(LEAST_LEFT, width * 0.3);
    }

    private static double need(int chips, double pitch) {
        return chips == 0 ? 0 : chips * pitch - (pitch - CHIP);
    }

    /** How long the bar of the lag is. */
    public double bar() {
        double longest = width < WIDE ? BAR : LONG_BAR;
        double room = right() - LAG - BEFORE_BAR - leastLeft() - need(wanted(), PITCH);
        return Math.floor(Math.max(LEAST_BAR, Math.min(longest, room)));
    }

    public double barLeft() {
        return right() - LAG - bar();
    }

    public double chipsRight() {
        return barLeft() - BEFORE_BAR;
    }

    /** From one chip to the next. */
    public double pitch() {
        double room = chipsRight() - leastLeft();
        return wanted() < 2 ? PITCH : Math.max(LEAST_PITCH, Math.min(PITCH, Math.floor((room - CHIP) / (wanted() - 1))));
    }

    public double chipsLeft() {
        return Math.floor(Math.max(leastLeft(), Math.min(width * 0.5, chipsRight() - need(wanted(), pitch()))));
    }

    /** How many chips of so many are shown: all, or one less than there is room for, with a number in the last one's place. */
    public int shown(int owned) {
        int room = (int) Math.max(0, Math.floor((chipsRight() - chipsLeft() + pitch() - CHIP) / pitch()));
        return owned <= Math.min(room, MOST_CHIPS) ? owned : Math.min(MOST_CHIPS, Math.max(0, room - 1));
    }
}
