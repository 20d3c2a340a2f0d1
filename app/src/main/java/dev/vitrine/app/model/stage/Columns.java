package dev.vitrine.app.model.stage;

/**
 * The three columns of the stage and the gaps that records cross: who writes → where it lies → who reads. All in pixels from the left edge.
 */
public record Columns(Span producers, Span topics, Span groups) {

    private static final double MARGIN = 24;
    private static final double TOPICS_AT_MOST = 1100;

    /** From left to right. */
    public record Span(double left, double width) {

        public double right() {
            return left + width;
        }
    }

    /** For a stage so wide; made for 1,150 and more, still whole at 880, beside a lesson in the smallest window: there the topics need the room most. */
    public static Columns of(double width) {
        double narrow = Math.max(0, 1_150 - width);
        double producers = clamp(0.16 * width, 170 - 0.05 * narrow, 280);
        double groups = clamp(0.299 * width, 366 - 0.17 * narrow, 520);
        double gap = clamp(0.046 * width, 48 - 0.03 * narrow, 140);
        double topics = width - 2 * MARGIN - producers - groups - 2 * gap;
        if (topics > TOPICS_AT_MOST) {
            gap += (topics - TOPICS_AT_MOST) / 2;
            topics = TOPICS_AT_MOST;
        }
        Span first = new Span(MARGIN, Math.floor(producers));
        Span second = new Span(Math.floor(first.right() + gap), Math.floor(topics));
        Span third = new Span(Math.floor(second.right() + gap), Math.floor(groups));
        return new Columns(first, second, third);
    }

    private static double clamp(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }
}
