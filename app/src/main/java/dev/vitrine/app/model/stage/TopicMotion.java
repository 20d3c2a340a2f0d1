package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.stage.EndMeter.Ends;
import dev.vitrine.app.model.stage.Picture.Lane;
import dev.vitrine.app.model.stage.Picture.Mark;
import java.util.HashMap;
import java.util.Map;

/** What moves within one topic: the scale of its lanes, the stretch that each shows, the worth of a dot. */
public final class TopicMotion {

    /** Room at a lane's right end that the figure beside the needle takes. */
    public static final double FIGURE_ROOM = 76;

    private final Ease ease;
    private final LaneScale scale;
    private final DotWorth worth = new DotWorth();
    private final Map<Integer, LaneWindow> windows = new HashMap<>();
    private double perSecond;

    TopicMotion(Ease ease) {
        this.ease = ease;
        this.scale = new LaneScale(ease);
    }

    void update(Picture.Topic topic, EndMeter ends, double track, long nowNanos) {
        double busiest = 0;
        double all = 0;
        long lag = 0;
        for (Lane lane : topic.lanes()) {
            double rate = ends.perSecond(lane.id(), nowNanos);
            busiest = Math.max(busiest, rate);
            all += rate;
            lag = Math.max(lag, lag(lane, ends));
        }
        perSecond = all;
        worth.update(all);
        double room = Math.max(40, track - FIGURE_ROOM);
        scale.update(room, busiest, lag, nowNanos);
        for (Lane lane : topic.lanes()) {
            ends.ends(lane.id()).ifPresent(e -> window(lane.id().partition()).update(e.logStart(), e.end(), room / scale.pixelsPerRecord(), nowNanos));
        }
    }

    private static long lag(Lane lane, EndMeter ends) {
        long end = ends.ends(lane.id()).map(Ends::end).orElse(0L);
        return lane.marks().stream().filter(Mark::active).mapToLong(mark -> end - mark.offset()).max().orElse(0);
    }

    public LaneWindow window(int partition) {
        return windows.computeIfAbsent(partition, _ -> new LaneWindow(ease));
    }

    public LaneScale scale() {
        return scale;
    }

    /** Records that a dot of this topic stands for. */
    public long worth() {
        return worth.worth();
    }

    /** Records a second into all shown lanes. */
    public double perSecond() {
        return perSecond;
    }
}
