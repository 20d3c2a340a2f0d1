package dev.vitrine.app.export;

import dev.vitrine.app.export.Drawing.Anchor;
import dev.vitrine.app.model.stage.Density;
import dev.vitrine.app.model.stage.Picture;
import dev.vitrine.app.model.stage.Picture.Broker;
import dev.vitrine.app.model.stage.Picture.Lane;
import dev.vitrine.app.model.stage.Picture.Replica;
import dev.vitrine.app.model.stage.Rack;
import dev.vitrine.app.model.stage.StageLayout;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.BrokerState;
import javafx.scene.paint.Color;

/** Draws the brokers' tanks: their heads above the topics, their glass within each card, and the copies in them. */
final class RackDrawing {

    private static final double HEAD_TOP = 14;
    private static final double HEAD_HEIGHT = 22;
    private static final double INSET = 4;

    private final Drawing drawing;
    private final Palette palette;
    private final Picture picture;
    private final Rack rack;
    private final double left;
    private final Density density;

    RackDrawing(Drawing drawing, Palette palette, Picture picture, StageLayout layout) {
        this.drawing = drawing;
        this.palette = palette;
        this.picture = picture;
        this.rack = layout.rack();
        this.left = layout.columns().topics().left();
        this.density = layout.density();
    }

    void heads() {
        for (int i = 0; i < rack.tanks(); i++) {
            Broker broker = picture.brokers().get(i);
            Color tone = broker.controls() && broker.state() == BrokerState.RUNNING ? palette.color("accent") : edge(broker);
            drawing.add(new Drawing.Box(left + rack.left(i), HEAD_TOP, rack.tankWidth(), HEAD_HEIGHT, 6, palette.color("panel"), tone));
            drawing.words(String.valueOf(broker.id()), left + rack.left(i) + rack.tankWidth() / 2, HEAD_TOP + 15, Face.MONO_STRONG, 11, palette.color("ink"), Anchor.MIDDLE);
        }
    }

    /** @param top of the first lane's track; @param bottom of the last one's */
    void glass(double top, double bottom) {
        for (int i = 0; i < rack.tanks(); i++) {
            drawing.add(new Drawing.Box(left + rack.left(i), top - 6, rack.tankWidth(), bottom - top + 12, 6, palette.color("panel"), edge(picture.brokers().get(i))));
        }
    }

    private Color edge(Broker broker) {
        return palette.color(switch (broker.state()) {
            case RUNNING, STOPPED -> "edge";
            case FENCED -> "warn";
            case FROZEN -> "accent";
            case KILLED -> "bad";
        });
    }

    void copies(Lane lane, double middle) {
        double inset = rack.tankWidth() >= 18 ? INSET : 1;
        double height = density.track() - 6;
        Color hue = palette.hue(lane.id().partition());
        for (Replica copy : lane.replicas()) {
            if (copy.place() < rack.tanks()) {
                double x = left + rack.left(copy.place()) + inset;
                double width = rack.tankWidth() - 2 * inset;
                Color fill = switch (copy.part()) {
                    case LEADER -> hue.deriveColor(0, 1, 1, 0.95);
                    case IN_SYNC -> hue.deriveColor(0, 1, 1, 0.32);
                    case BEHIND -> hue.deriveColor(0, 1, 1, 0.2);
                    case LOST -> null;
                };
                Color edge = lane.leaderless() ? palette.color("bad") : switch (copy.part()) {
                    case LEADER, IN_SYNC -> null;
                    case BEHIND -> palette.color("warn");
                    case LOST -> palette.color("faint");
                };
                drawing.add(new Drawing.Box(x, middle - height / 2, width, height, 2, fill, edge));
            }
        }
    }
}
