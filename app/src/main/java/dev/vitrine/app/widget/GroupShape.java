package dev.vitrine.app.widget;

/**
 * What the mark of a group's committed position looks like: its shape says the same as its colour, for eyes that don't tell the colours apart. All
 * point upwards, with the corner at the place. On a field of ten by ten; the style sheet of the stage has the same shapes for the groups' cards.
 */
public enum GroupShape {

    TRIANGLE(5, 0.4, 9.6, 8.6, 0.4, 8.6) {
        @Override
        public boolean covers(double x, double y) {
            return wedge(x, y, 0.4, 8.6, 4.6);
        }
    },
    DIAMOND(5, 0.2, 9.4, 4.6, 5, 9, 0.6, 4.6) {
        @Override
        public boolean covers(double x, double y) {
            return Math.abs(x - MIDDLE) + Math.abs(y - 4.6) <= 4.4;
        }
    },
    HOUSE(5, 0.4, 8.8, 4.4, 8.8, 8.8, 1.2, 8.8, 1.2, 4.4) {
        @Override
        public boolean covers(double x, double y) {
            return wedge(x, y, 0.4, 4.4, 3.8) || stem(x, y, 4.4, 8.8, 3.8);
        }
    },
    CHEVRON(5, 0.4, 9.8, 9, 5, 5.4, 0.2, 9) {
        @Override
        public boolean covers(double x, double y) {
            return wedge(x, y, 0.4, 9, 4.8) && !wedge(x, y, 5.4, 9, 4.8);
        }
    },
    ARROW(5, 0.4, 9.6, 5, 6.7, 5, 6.7, 9, 3.3, 9, 3.3, 5, 0.4, 5) {
        @Override
        public boolean covers(double x, double y) {
            return wedge(x, y, 0.4, 5, 4.6) || stem(x, y, 5, 9, 1.7);
        }
    },
    DROP(5, 0.2, 7.7, 3.91, 8.2, 4.99, 8.28, 6.18, 7.93, 7.32, 7.19, 8.27, 6.17, 8.88, 5.0, 9.1, 3.83, 8.88, 2.81, 8.27, 2.07, 7.32, 1.72, 6.18, 1.8, 4.99, 2.3, 3.91) {
        @Override
        public boolean covers(double x, double y) {
            return wedge(x, y, 0.2, 4.4, 2.8) || Math.hypot(x - MIDDLE, y - 5.8) <= 3.3;
        }
    };

    public static final double MIDDLE = 5;
    private static final double LINE = 1.4;

    private final double[] points;

    GroupShape(double... points) {
        this.points = points;
    }

    /** @param place the group's, among all groups */
    public static GroupShape of(int place) {
        return values()[Math.floorMod(place, Math.min(Palette.HUES, values().length))];
    }

    /** Its corners: x, y, x, y, … */
    public double[] points() {
        return points.clone();
    }

    public abstract boolean covers(double x, double y);

    /** Only its outline: for groups that nobody is a member of. */
    public boolean outlines(double x, double y) {
        return covers(x, y) && !(covers(x - LINE, y) && covers(x + LINE, y) && covers(x, y - LINE) && covers(x, y + LINE));
    }

    private static boolean wedge(double x, double y, double top, double foot, double half) {
        return y >= top && y <= foot && Math.abs(x - MIDDLE) <= half * (y - top) / (foot - top);
    }

    private static boolean stem(double x, double y, double top, double foot, double half) {
        return y >= top && y <= foot && Math.abs(x - MIDDLE) <= half;
    }
}
