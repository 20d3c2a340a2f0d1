package dev.vitrine.app.screen;

import dev.vitrine.app.journal.Stretch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/**
 * A mark on the rail of time, in pixels from its left end. Where a thousand members join, their ticks lie on one another: what would is one mark, so
 * that there are never more marks than the rail has room for.
 */
record TimeMark(Stretch.Kind kind, double from, double to) {

    /** Closer together they can't be told apart. */
    private static final double APART = 3;

    /** @param x where an instant is. @return in the order of the stretches that they begin with */
    static List<TimeMark> of(List<Stretch> stretches, LongToDoubleFunction x) {
        List<TimeMark> marks = new ArrayList<>();
        Map<Stretch.Kind, Integer> last = new EnumMap<>(Stretch.Kind.class);
        for (Stretch stretch : stretches) {
            TimeMark mark = new TimeMark(stretch.kind(), x.applyAsDouble(stretch.fromMillis()), x.applyAsDouble(stretch.toMillis()));
            Integer before = last.get(stretch.kind());
            if (before != null && marks.get(before).touches(mark)) {
                marks.set(before, marks.get(before).with(mark));
            } else {
                last.put(stretch.kind(), marks.size());
                marks.add(mark);
            }
        }
        return marks;
    }

    /** A tick takes in those beside it; a band what lies on it or directly at it. */
    private boolean touches(TimeMark next) {
        double near = kind == Stretch.Kind.REBALANCE ? 1 : APART - 1;
        return next.from <= Math.max(to, from) + near && next.to >= from - near;
    }

    private TimeMark with(TimeMark next) {
        return kind == Stretch.Kind.REBALANCE ? new TimeMark(kind, Math.min(from, next.from), Math.max(to, next.to)) : this;
    }
}
