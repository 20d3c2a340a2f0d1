package dev.vitrine.app.stage;

import dev.vitrine.app.widget.Palette;

/**
 * What the mark of a group's committed position looks like: its shape says the same as its colour, for eyes that don't tell the colours apart. All
 * point upwards, with the corner at the place. On a field of ten by ten; the style sheet of the stage has the same shapes for the groups' cards.
 */
enum GroupShape {

    TRIANGLE("M5 0.4 L9.6 8.6 L0.4 8.6 Z") {
        @Override
        boolean covers(double x, double y) {
            return wedge(x, y, 0.4, 8.6, 4.6);
        }
    },
    DIAMOND("M5 0.2 L9.4 4.6 L5 9 L0.6 4.6 Z") {
        @Override
        boolean covers(double x, double y) {
            return Math.abs(x - MIDDLE) + Math.abs(y - 4.6) <= 4.4;
        }
    },
    HOUSE("M5 0.4 L8.8 4.4 L8.8 8.8 L1.2 8.8 L1.2 4.4 Z") {
        @Override
        boolean covers(double x, double y) {
            return wedge(x, y, 0.4, 4.4, 3.8) || stem(x, y, 4.4, 8.8, 3.8);
        }
    },
    CHEVRON("M5 0.4 L9.8 9 L5 5.4 L0.2 9 Z") {
        @Override
        boolean covers(double x, double y) {
            return wedge(x, y, 0.4, 9, 4.8) && !wedge(x, y, 5.4, 9, 4.8);
        }
    },
    ARROW("M5 0.4 L9.6 5 L6.7 5 L6.7 9 L3.3 9 L3.3 5 L0.4 5 Z") {
        @Override
        boolean covers(double x, double y) {
            return wedge(x, y, 0.4, 5, 4.6) || stem(x, y, 5, 9, 1.7);
        }
    },
    DROP("M5 0.2 L7.7 4 A3.3 3.3 0 1 1 2.3 4 Z") {
        @Override
        boolean covers(double x, double y) {
            return wedge(x, y, 0.2, 4.4, 2.8) || Math.hypot(x - MIDDLE, y - 5.8) <= 3.3;
        }
    };

    static final double MIDDLE = 5;
    private static final double LINE = 1.4;

    private final String path;

    GroupShape(String path) {
        this.path = path;
    }

    /** @param place the group's, among all groups */
    static GroupShape of(int place) {
        return values()[Math.floorMod(place, Math.min(Palette.HUES, values().length))];
    }

    /** Its outline in the words of SVG. */
    String path() {
        return path;
    }

    abstract boolean covers(double x, double y);

    /** Only its outline: for groups that nobody is a member of. */
    boolean outlines(double x, double y) {
        return covers(x, y) && !(covers(x - LINE, y) && covers(x + LINE, y) && covers(x, y - LINE) && covers(x, y + LINE));
    }

    private static boolean wedge(double x, double y, double top, double foot, double half) {
        return y >= top && y <= foot && Math.abs(x - MIDDLE) <= half * (y - top) / (foot - top);
    }

    private static boolean stem(double x, double y, double top, double foot, double half) {
        return y >= top && y <= foot && Math.abs(x - MIDDLE) <= half;
    }
}
