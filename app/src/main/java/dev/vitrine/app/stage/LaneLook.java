package dev.vitrine.app.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.stage.Density;
import dev.vitrine.app.model.stage.EndMeter.Ends;
import dev.vitrine.app.model.stage.LaneScale;
import dev.vitrine.app.model.stage.LaneWindow;
import dev.vitrine.app.model.stage.Picture.Lane;
import dev.vitrine.app.model.stage.Picture.Mark;
import dev.vitrine.app.model.stage.Picture.Replica;
import dev.vitrine.app.model.stage.Rack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that is to be seen of what moves in one lane, down to the pixel: two looks that are equal need no painting in between.
 *
 * @param cells  records one by one; null where they are a band
 * @param band   null where there is none
 * @param needle where the end is
 * @param end    the offset that stands beside it
 * @param rate   records a second, in words; empty for none
 * @param copies in the brokers' tanks
 */
record LaneLook(int partition, Track track, Cells cells, Band band, long needle, long end, String rate, List<Sign> signs, List<Replica> copies) {

    /** From the needle to the figure beside it. */
    static final double FIGURE_GAP = 8;
    /** Sizes of the figure and of the rate. Of this face, each letter is six tenths as wide as it is high. */
    static final double FIGURE_SIZE = 11;
    static final double RATE_SIZE = 10.5;
    private static final double ADVANCE = 0.6;
    private static final double RATE_MARGIN = 16;
    private static final double APART = 6;

    /** One lane's place: left and right end of its track, its middle; the tanks stand left of it. */
    record Track(double left, double right, double y, Density density, Rack rack) {

        double top() {
            return Math.round(y - density.track() / 2);
        }

        /** The upper edge of what is painted of a lane; the next lane's is {@link Density#pitch} further down. */
        double upperEdge() {
            return top() - 3;
        }
    }

    /** @param from the offset at the left end; @param to the offset at the needle; both with a part of a record while they move */
    record Cells(double from, double to, double pitch, long logStart, long highWatermark) {}

    /** @param more true where the log goes on beyond the lane's left end */
    record Band(boolean more, long left, long right) {}

    /** A group's position. @param beyond further back than the lane shows */
    record Sign(int place, boolean active, boolean beyond, double x) {}

    /** @param rate in words */
    static LaneLook of(Lane lane, Ends ends, LaneWindow window, LaneScale scale, Track track, String rate) {
        double start = track.left + 2;
        double pitch = scale.pixelsPerRecord();
        double needle = Math.max(start, Math.min(furthest(track, ends.end(), rate), start + (window.end() - window.base()) * pitch));
        Cells cells = scale.cells() ? new Cells(window.base(), window.end(), pitch, ends.logStart(), ends.highWatermark()) : null;
        Band band = scale.cells() || needle - start < 1 ? null : new Band(ends.logStart() < window.base(), Math.round(start), Math.round(needle));
        return new LaneLook(lane.id().partition(), track, cells, band, Math.round(needle), ends.end(), rate, signs(lane.marks(), window.base(), pitch, start, track),
                lane.replicas());
    }

    /** Where the needle may stand at most: its figure must not run into the rate, even while a lane slides. */
    private static double furthest(Track track, long end, String rate) {
        double figure = FIGURE_GAP + Figures.exact(end).length() * FIGURE_SIZE * ADVANCE;
        return Math.min(track.right - 2, rateLeft(track, rate) - APART - figure);
    }

    /** Rates end here. */
    static double rateRight(Track track) {
        return track.right + Rack.RATE_ROOM - RATE_MARGIN;
    }

    private static double rateLeft(Track track, String rate) {
        return rateRight(track) - rate.length() * RATE_SIZE * ADVANCE;
    }

    /** What lies between the figure beside the needle and the rate. */
    double spare() {
        return rateLeft(track, rate) - (needle + FIGURE_GAP + Figures.exact(end).length() * FIGURE_SIZE * ADVANCE);
    }

    /** Groups at the same place stand side by side, not on one another. */
    private static List<Sign> signs(List<Mark> marks, double base, double pitch, double start, Track track) {
        if (marks.isEmpty()) {
            return List.of();
        }
        List<Mark> sorted = marks.size() == 1 ? marks : marks.stream().sorted(Comparator.comparingLong(Mark::offset)).toList();
        List<Sign> signs = new ArrayList<>(sorted.size());
        double lastX = Double.NEGATIVE_INFINITY;
        double beyond = start;
        for (Mark mark : sorted) {
            double x = start + (mark.offset() - base) * pitch;
            if (x < start - 1) {
                signs.add(new Sign(mark.place(), mark.active(), true, beyond));
                beyond += 2 * Stamps.MARK;
            } else {
                lastX = Math.rint(Math.max(Math.min(x, track.right), lastX + 2 * Stamps.MARK - 1));
                signs.add(new Sign(mark.place(), mark.active(), false, lastX));
            }
        }
        return signs;
    }
}
