package dev.vitrine.app.stage;

import dev.vitrine.app.model.stage.StageLayout.Box;

/** The stretch of the content that has nodes: what can be seen, and a page more on either side. In steps, so that not every pixel scrolled changes it. */
record Sight(double top, double bottom) {

    private static final double STEP = 200;

    static Sight of(double scroll, double visible) {
        double from = Math.floor(scroll / STEP) * STEP;
        double page = Math.max(400, Math.ceil(visible / STEP) * STEP);
        return new Sight(from - page, from + 2 * page + STEP);
    }

    boolean sees(Box box) {
        return box != null && box.bottom() >= top && box.top() <= bottom;
    }

    /** The same, seen from within a card. */
    Sight within(Box card) {
        return new Sight(top - card.top(), bottom - card.top());
    }

    /** The first of equally high rows that is seen. @param head above the first row */
    int first(double head, double pitch) {
        return (int) Math.max(0, Math.floor((top - head) / pitch));
    }

    /** Behind the last row that is seen. */
    int last(double head, double pitch, int count) {
        return (int) Math.max(0, Math.min(count, Math.ceil((bottom - head) / pitch)));
    }
}
