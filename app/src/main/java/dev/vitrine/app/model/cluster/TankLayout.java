package dev.vitrine.app.model.cluster;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Where tanks, rows and wires lie: a pure function of how many there are and of the room. Where there is more height than is needed, rows lie less
 * closely. Tanks stand side by side, and a partition has the same height in all of them: read along a row, one sees a partition; read down, a broker.
 *
 * <pre>
 *   names │ ╭──wire 1–3──╮
 *         │ tank 1  tank 2  tank 3
 *   row 0 │  ████    ▒▒▒▒    ▒▒▒
 *   row 1 │  ▒▒▒▒    ████    ▒▒▒▒
 * </pre>
 */
public final class TankLayout {

    /** Room for the names of partitions. */
    public static final double NAMES = 156;
    /** A tank's head: its name, its state, its part in the quorum. */
    public static final double HEAD = 96;
    public static final double FOOT = 14;
    private static final double CLOSEST = 26;
    private static final double WIDEST_PITCH = 38;
    private static final double GAP = 26;
    private static final double WIDEST = 440;
    private static final double NARROWEST = 160;
    private static final double RIGHT = 6;

    private final int tanks;
    private final int rows;
    private final double width;
    private final double room;
    private final WireRoutes wires;

    public TankLayout(int tanks, int rows, double width, double room) {
        this.tanks = tanks;
        this.rows = rows;
        this.width = width;
        this.room = room;
        // The last: they ask where the tanks are.
        this.wires = new WireRoutes(this);
    }

    /** Whether it is the layout of so many, in that room. */
    public boolean is(int ofTanks, int ofRows, double inWidth, double inRoom) {
        return tanks == ofTanks && rows == ofRows && width == inWidth && room == inRoom;
    }

    public int tanks() {
        return tanks;
    }

    public double tankWidth() {
        double free = width - NAMES - RIGHT - GAP * Math.max(0, tanks - 1);
        return Math.floor(Math.max(NARROWEST, Math.min(WIDEST, tanks == 0 ? free : free / tanks)));
    }

    /** Where all of it begins: in the middle of the room where that is wider. */
    public double origin() {
        return Math.floor(Math.max(0, (width - fullWidth()) / 2));
    }

    /** Where the names of partitions end. */
    public double namesRight() {
        return origin() + NAMES;
    }

    public double left(int tank) {
        return namesRight() + tank * (tankWidth() + GAP);
    }

    public double middle(int tank) {
        return left(tank) + tankWidth() / 2;
    }

    /** All of it, which may be wider than the room. */
    public double fullWidth() {
        return with(tankWidth());
    }

    /** What all of it takes at least. */
    public double narrowest() {
        return with(NARROWEST);
    }

    private double with(double tankWidth) {
        return tanks == 0 ? NAMES : NAMES + tanks * tankWidth + (tanks - 1) * GAP + RIGHT;
    }

    /** From one row to the next. */
    public double pitch() {
        return rows == 0 ? CLOSEST : Math.floor(Math.max(CLOSEST, Math.min(WIDEST_PITCH, (room - sky() - HEAD - FOOT) / rows)));
    }

    /** Height of a replica's bar. */
    public double bar() {
        return Math.round(pitch() * 0.54);
    }

    /** What there must be at least. */
    public double needed() {
        return sky() + HEAD + rows * CLOSEST + FOOT;
    }

    public double height() {
        return Math.max(room, sky() + HEAD + rows * pitch() + FOOT);
    }

    /** The middle of a row, from the top of all. */
    public double rowY(int row) {
        return sky() + HEAD + row * pitch() + pitch() / 2;
    }

    public OptionalInt rowAt(double y) {
        int row = (int) Math.floor((y - sky() - HEAD) / pitch());
        return y >= sky() + HEAD && row < rows ? OptionalInt.of(row) : OptionalInt.empty();
    }

    public OptionalInt tankAt(double x) {
        return IntStream.range(0, tanks).filter(tank -> x >= left(tank) && x <= left(tank) + tankWidth()).findFirst();
    }

    /** Room for the wires above the tanks. */
    public double sky() {
        return wires.sky();
    }

    /** How they run there. */
    public WireRoutes wires() {
        return wires;
    }
}
