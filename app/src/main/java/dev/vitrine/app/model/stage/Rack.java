package dev.vitrine.app.model.stage;

/**
 * Where the brokers' tanks stand within each topic's card, as columns of a table: read along a lane, one sees where the copies of a partition lie; read
 * down, what a broker holds. A pure function of how many there are and of the room; where they would leave the lanes too little, or there is only one
 * broker, there are none. All in pixels from the card's left edge.
 *
 * <pre>
 *   chip │ 1 │ 2 │ 3 │ ▒▒▒▒▒▒▒▒ lane ▒▒▒▒▒▒▒▒▏1,408   2.0/s
 * </pre>
 *
 * @param tanks how many
 * @param pitch from one tank to the next
 */
public record Rack(int tanks, double pitch) {

    public static final Rack NONE = new Rack(0, 0);

    /** Where a partition's number stands. */
    public static final double CHIP_LEFT = 20;
    /** Right of the lane stands the rate. */
    public static final double RATE_ROOM = 74;

    private static final double LEFT = 52;
    private static final double AFTER = 12;
    private static final double WIDEST = 44;
    private static final double NARROWEST = 11;
    /** What of the room of lanes and tanks the tanks may have. */
    private static final double SHARE = 0.3;
    private static final double BETWEEN = 4;

    /** @param cardWidth of a topic's card */
    public static Rack of(int brokers, double cardWidth) {
        if (brokers < 2) {
            return NONE;
        }
        double pitch = Math.floor(Math.min(Math.min(WIDEST, cardWidth * 0.065), (cardWidth - LEFT - RATE_ROOM) * SHARE / brokers));
        return pitch < NARROWEST ? NONE : new Rack(brokers, pitch);
    }

    public double left(int tank) {
        return LEFT + tank * pitch;
    }

    public double tankWidth() {
        return pitch - BETWEEN;
    }

    /** Where lanes begin. */
    public double laneLeft() {
        return tanks == 0 ? LEFT : LEFT + tanks * pitch - BETWEEN + AFTER;
    }

    /** Where lanes end. */
    public static double laneRight(double cardWidth) {
        return cardWidth - RATE_ROOM;
    }

    /** How long lanes are. */
    public double laneLength(double cardWidth) {
        return laneRight(cardWidth) - laneLeft();
    }

    /** The tank at a place; −1 where none is. */
    public int at(double x) {
        int tank = tanks == 0 ? -1 : (int) Math.floor((x - LEFT) / pitch);
        return tank >= 0 && tank < tanks && x <= left(tank) + tankWidth() ? tank : -1;
    }
}
