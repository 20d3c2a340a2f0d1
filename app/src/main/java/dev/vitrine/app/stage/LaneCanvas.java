package dev.vitrine.app.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.stage.EndMeter.Ends;
import dev.vitrine.app.model.stage.Picture;
import dev.vitrine.app.model.stage.Rack;
import dev.vitrine.app.model.stage.StageLayout;
import dev.vitrine.app.model.stage.StageModel;
import dev.vitrine.app.model.stage.TopicMotion;
import dev.vitrine.app.stage.LaneLook.Track;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import org.apache.kafka.common.TopicPartition;

/** What moves in all lanes that can be seen. A lane that looks as it did is not painted again: of many, few change from one frame to the next. */
final class LaneCanvas {

    /** A rate that changes more often can't be read. */
    private static final long RATE_EVERY_NANOS = 250_000_000L;

    private final StageModel model;
    private final ScaledCanvas canvas = new ScaledCanvas();
    private final Map<TopicPartition, Rated> rates = new HashMap<>();
    private Map<TopicPartition, LaneLook> painted = Map.of();
    private LanePainter painter;
    private double zoom = 1;
    private boolean anew = true;

    private record Rated(String words, long atNanos) {}

    LaneCanvas(StageModel model, LanePainter painter) {
        this.model = model;
        this.painter = painter;
    }

    Node node() {
        return canvas;
    }

    /** Other colours, or another zoom: everything is painted anew. */
    void look(LanePainter with) {
        painter = with;
        anew = true;
    }

    void place(double left, double top, double width, double height, double scale) {
        zoom = scale;
        anew |= canvas.size(width, height, scale);
        canvas.relocate(left, top);
    }

    /** @param scroll what of the content lies above the window */
    void paint(double scroll, long nowNanos) {
        Map<TopicPartition, LaneLook> looks = looks(scroll, nowNanos);
        if (!anew && looks.equals(painted)) {
            return;
        }
        // Between pixels nothing can be wiped out without a trace.
        if (anew || zoom != Math.rint(zoom) || elsewhere(looks)) {
            GraphicsContext gc = canvas.cleared();
            looks.values().forEach(look -> painter.paint(gc, look));
        } else {
            GraphicsContext gc = canvas.asItIs();
            looks.forEach((id, look) -> {
                if (!look.equals(painted.get(id))) {
                    gc.clearRect(0, look.track().upperEdge(), canvas.logicalWidth(), look.track().density().pitch());
                    painter.paint(gc, look);
                }
            });
        }
        painted = looks;
        anew = false;
    }

    /** Whether other lanes are there than were painted, or in other places. */
    private boolean elsewhere(Map<TopicPartition, LaneLook> looks) {
        return !looks.keySet().equals(painted.keySet()) || looks.entrySet().stream().anyMatch(entry -> !entry.getValue().track().equals(painted.get(entry.getKey()).track()));
    }

    private Map<TopicPartition, LaneLook> looks(double scroll, long nowNanos) {
        StageLayout layout = model.layout();
        double right = Rack.laneRight(layout.columns().topics().width());
        double margin = layout.density().pitch();
        Map<TopicPartition, LaneLook> looks = new LinkedHashMap<>();
        for (Picture.Topic topic : model.picture().topics()) {
            TopicMotion motion = model.motion(topic.name());
            for (Picture.Lane lane : topic.lanes()) {
                double y = Math.round(layout.lanes().getOrDefault(lane.id(), -1e6) - scroll);
                Ends ends = y > -margin && y < canvas.logicalHeight() + margin ? model.ends().ends(lane.id()).orElse(null) : null;
                if (ends != null) {
                    Track track = new Track(layout.rack().laneLeft(), right, y, layout.density(), layout.rack());
                    looks.put(lane.id(), LaneLook.of(lane, ends, motion.window(lane.id().partition()), motion.scale(), track, rate(lane.id(), nowNanos)));
                }
            }
        }
        rates.keySet().retainAll(looks.keySet());
        return looks;
    }

    private String rate(TopicPartition lane, long nowNanos) {
        Rated last = rates.get(lane);
        if (last == null || nowNanos - last.atNanos >= RATE_EVERY_NANOS || nowNanos < last.atNanos) {
            double perSecond = model.ends().perSecond(lane, nowNanos);
            last = new Rated(perSecond >= 0.05 ? Figures.rate(perSecond) : "", nowNanos);
            rates.put(lane, last);
        }
        return last.words;
    }
}
