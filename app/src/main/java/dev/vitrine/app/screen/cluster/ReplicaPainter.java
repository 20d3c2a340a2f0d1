package dev.vitrine.app.screen.cluster;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.cluster.ClusterPicture;
import dev.vitrine.app.model.cluster.Copy;
import dev.vitrine.app.model.cluster.TankLayout;
import dev.vitrine.app.model.cluster.TankMotion;
import dev.vitrine.app.model.cluster.TankRow;
import dev.vitrine.app.model.cluster.WireRoutes.Point;
import dev.vitrine.app.widget.Fonts;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.BrokerState;
import java.util.HashMap;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.apache.kafka.common.TopicPartition;

/** Paints what lies in the tanks: of each partition its name and its replicas, the leader solid, followers faint, and what travels between them. */
final class ReplicaPainter {

    private static final double INSET = 16;
    private static final double FIGURE = 66;
    private static final double LONGEST_NAME = 15;
    private static final Font NAME = new Font("Inter SemiBold", 11.5);
    private static final Font CHIP = Fonts.monoStrong(10.5);
    private static final Font FIGURES = Fonts.mono(10.5);
    private static final Font SMALL = new Font("Inter Medium", 10);

    private final GraphicsContext gc;
    private final Palette palette;
    private final TankLayout layout;
    private final ClusterPicture picture;
    private final TankMotion motion;

    ReplicaPainter(GraphicsContext gc, Palette palette, TankLayout layout, ClusterPicture picture, TankMotion motion) {
        this.gc = gc;
        this.palette = palette;
        this.layout = layout;
        this.picture = picture;
        this.motion = motion;
    }

    void paint(Selected selected, long nowNanos) {
        Map<TopicPartition, Integer> places = new HashMap<>();
        String topic = "";
        for (int i = 0; i < picture.rows().size(); i++) {
            TankRow row = picture.rows().get(i);
            places.put(row.id(), i);
            double y = layout.rowY(i);
            if (selected.equals(new Selected.Partition(row.id())) || selected.equals(new Selected.Topic(row.id().topic()))) {
                gc.setFill(palette.color("selected"));
                gc.setGlobalAlpha(0.8);
                gc.fillRoundRect(layout.origin() + 2, y - layout.pitch() / 2 + 1, layout.fullWidth() - 4, layout.pitch() - 2, 8, 8);
                gc.setGlobalAlpha(1);
            }
            name(row, y, !row.id().topic().equals(topic));
            topic = row.id().topic();
            row.copies().forEach(copy -> copy(row, copy, y));
        }
        dots(places, nowNanos);
        ballots(nowNanos);
    }

    private void name(TankRow row, double y, boolean first) {
        int partition = row.id().partition();
        Color hue = palette.hue(partition);
        double chip = layout.namesRight() - 62;
        gc.setTextBaseline(VPos.CENTER);
        if (first) {
            String topic = row.id().topic();
            gc.setFont(NAME);
            gc.setFill(palette.color("ink"));
            gc.setTextAlign(TextAlignment.RIGHT);
            gc.fillText(topic.length() > LONGEST_NAME ? topic.substring(0, (int) LONGEST_NAME - 1) + "…" : topic, chip - 8, y, TankLayout.NAMES - 72);
        }
        gc.setFill(hue.deriveColor(0, 1, 1, 0.22));
        gc.fillRoundRect(chip, y - 9, 22, 18, 5, 5);
        gc.setFill(palette.color("hue-" + Palette.hueIndex(partition) + "-text"));
        gc.setFont(CHIP);
        gc.setTextAlign(TextAlignment.CENTER);
        gc.fillText(String.valueOf(partition), chip + 11, y);
        gc.setFont(FIGURES);
        gc.setTextAlign(TextAlignment.LEFT);
        gc.setFill(row.leaderless() ? palette.color("bad-text") : row.shrunken() ? palette.color("warn-text") : palette.color("faint"));
        gc.fillText(row.inSync().size() + "/" + row.copies().size(), chip + 28, y);
    }

    private void copy(TankRow row, Copy copy, double y) {
        int place = GlassPainter.place(picture, copy.broker());
        double left = layout.left(place) + INSET;
        double width = layout.tankWidth() - INSET * 2 - FIGURE;
        double top = Math.round(y - layout.bar() / 2);
        Color hue = palette.hue(row.id().partition());
        gc.setGlobalAlpha(copy.part() == Copy.Part.LOST ? 0.35 : 1);
        gc.setFill(palette.color("track"));
        gc.fillRoundRect(left, top, width, layout.bar(), 5, 5);
        double filled = Math.max(2, Math.round(width * motion.fill(row.id(), copy)));
        switch (copy.part()) {
            case LEADER -> {
                gc.setFill(hue);
                gc.fillRoundRect(left, top, filled, layout.bar(), 5, 5);
            }
            case IN_SYNC -> faint(hue, left, top, filled, 0.34);
            case BEHIND -> {
                faint(hue, left, top, filled, 0.16);
                gc.setStroke(palette.color("warn"));
                gc.setLineWidth(1);
                gc.setLineDashes(4, 3);
                gc.strokeRoundRect(left + 0.5, top + 0.5, width - 1, layout.bar() - 1, 5, 5);
                gc.setLineDashes((double[]) null);
            }
            case LOST -> hatch(hue, left, top, width);
        }
        if (copy.part() == Copy.Part.LEADER) {
            needles(row, left, top, width, filled);
        }
        gc.setGlobalAlpha(1);
        figure(row, copy, left + width + 7, y);
    }

    private void faint(Color hue, double left, double top, double filled, double strength) {
        gc.setFill(hue.deriveColor(0, 1, 1, strength));
        gc.fillRoundRect(left, top, filled, layout.bar(), 5, 5);
        gc.setFill(hue.deriveColor(0, 1, 1, Math.min(1, strength * 2)));
        gc.fillRect(left + Math.max(0, filled - 2), top + 1, 2, layout.bar() - 2);
    }

    /** Nobody can look into it. */
    private void hatch(Color hue, double left, double top, double width) {
        gc.setStroke(hue);
        gc.setLineWidth(1);
        for (double x = left + 4; x < left + width - 6; x += 9) {
            gc.strokeLine(x, top + layout.bar() - 2, x + 6, top + 2);
        }
    }

    /** Where the log ends, and up to where it is committed. */
    private void needles(TankRow row, double left, double top, double width, double filled) {
        gc.setFill(palette.color("ink"));
        gc.fillRect(left + filled - 1, top - 3, 2, layout.bar() + 6);
        double committed = left + Math.round(width * Math.min(row.committed(), filled / width));
        if (left + filled - committed > 3) {
            gc.setFill(palette.color("panel").deriveColor(0, 1, 1, 0.55));
            gc.fillRect(committed, top + 2, left + filled - 1 - committed, layout.bar() - 4);
            gc.setFill(palette.color("ok"));
            gc.fillRect(committed - 1, top - 2, 2, layout.bar() + 4);
        }
    }

    private void figure(TankRow row, Copy copy, double x, double y) {
        boolean frozen = picture.tank(copy.broker()).filter(tank -> tank.state() == BrokerState.FROZEN).isPresent();
        String words = switch (copy.part()) {
            case LEADER -> Figures.brief(row.end());
            case IN_SYNC -> copy.lag() > 0 ? "−" + Figures.brief(copy.lag()) : frozen ? "" : "✓";
            case BEHIND -> copy.lag() > 0 ? "−" + Figures.brief(copy.lag()) : "out";
            case LOST -> "";
        };
        gc.setFont(copy.part() == Copy.Part.BEHIND && copy.lag() <= 0 ? SMALL : FIGURES);
        gc.setTextAlign(TextAlignment.LEFT);
        gc.setFill(switch (copy.part()) {
            case LEADER -> palette.color("ink");
            case IN_SYNC -> copy.lag() > 0 ? palette.color("soft") : palette.color("ok-text");
            case BEHIND -> palette.color("warn-text");
            case LOST -> palette.color("faint");
        });
        gc.fillText(words, x, y);
    }

    private void dots(Map<TopicPartition, Integer> places, long nowNanos) {
        for (TankMotion.Dot dot : motion.dots()) {
            Integer row = places.get(dot.id());
            if (row == null) {
                continue;
            }
            double t = Math.max(0, Math.min(1, (nowNanos - dot.sinceNanos()) / (double) TankMotion.FLIGHT_NANOS));
            double from = end(dot.id(), dot.from(), row);
            double to = end(dot.id(), dot.to(), row);
            double eased = t * t * (3 - 2 * t);
            double x = Math.round(from + (to - from) * eased);
            double y = Math.round(layout.rowY(row) - Math.sin(Math.PI * t) * 9);
            gc.setFill(palette.hue(dot.id().partition()));
            gc.setGlobalAlpha(0.95);
            gc.fillRect(x - 2, y - 3, 4, 6);
            gc.fillRect(x - 3, y - 2, 6, 4);
        }
        gc.setGlobalAlpha(1);
    }

    private double end(TopicPartition id, int broker, int row) {
        int place = GlassPainter.place(picture, broker);
        double width = layout.tankWidth() - INSET * 2 - FIGURE;
        double fill = picture.rows().get(row).copies().stream().filter(copy -> copy.broker() == broker).findFirst().map(copy -> motion.fill(id, copy)).orElse(0.0);
        return layout.left(place) + INSET + width * fill;
    }

    private void ballots(long nowNanos) {
        for (TankMotion.Ballot ballot : motion.ballots()) {
            double t = Math.max(0, Math.min(1, (nowNanos - ballot.sinceNanos()) / (double) TankMotion.BALLOT_NANOS));
            Point at = layout.wires().along(GlassPainter.place(picture, ballot.voter()), GlassPainter.place(picture, ballot.candidate()), t * t * (3 - 2 * t));
            gc.setFill(palette.color(ballot.granted() ? "ok" : "warn"));
            gc.fillRoundRect(at.x() - 8, at.y() - 6, 16, 12, 4, 4);
            gc.setFill(palette.color(ballot.granted() ? "on-ok" : "on-warn"));
            gc.setFont(SMALL);
            gc.setTextAlign(TextAlignment.CENTER);
            gc.setTextBaseline(VPos.CENTER);
            gc.fillText(ballot.granted() ? "✓" : "×", at.x(), at.y());
        }
    }
}
