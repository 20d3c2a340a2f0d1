package dev.vitrine.app.model.microscope;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Where the needles' words stand: below the strip, each at the left of its needle, in rows so that no needle goes through the words of another.
 * A needle that is out of view stands at the edge and points there.
 */
public final class NeedleRows {

    private static final double GAP = 10;

    private NeedleRows() {}

    /**
     * A needle and its words.
     *
     * @param x     of the needle, within the strip
     * @param row   0 is the uppermost
     * @param words −1: left of the needle; 1: right of it, for want of room
     * @param out   −1 or 1 where it is out of view at that side, otherwise 0
     */
    public record Placed(Needle needle, double x, int row, int words, int out) {}

    /** @param needles in the order of their offsets; @param wordsWide how wide a needle's words are */
    public static List<Placed> of(List<Needle> needles, StripScale scale, ToDoubleFunction<Needle> wordsWide) {
        List<Placed> placed = new ArrayList<>();
        for (Needle needle : needles) {
            double real = scale.x(needle.offset());
            double x = Math.clamp(real, 0, scale.width());
            int out = real < 0 ? -1 : real > scale.width() ? 1 : 0;
            double wide = wordsWide.applyAsDouble(needle);
            int side = x < wide + GAP ? 1 : -1;
            placed.add(new Placed(needle, x, row(placed, x, wide, side, wordsWide), side, out));
        }
        return placed;
    }

    /** Below every needle that its words would touch, and below all words that its own line would go through. */
    private static int row(List<Placed> before, double x, double wide, int side, ToDoubleFunction<Needle> wordsWide) {
        double from = side < 0 ? x - wide - GAP : x - GAP;
        double to = side < 0 ? x + GAP : x + wide + GAP;
        int row = 0;
        for (Placed other : before) {
            double otherWide = wordsWide.applyAsDouble(other.needle());
            double otherFrom = other.words() < 0 ? other.x() - otherWide - GAP : other.x() - GAP;
            double otherTo = other.words() < 0 ? other.x() + GAP : other.x() + otherWide + GAP;
            if (otherTo > from && otherFrom < to) {
                row = Math.max(row, other.row() + 1);
            }
        }
        return row;
    }
}
