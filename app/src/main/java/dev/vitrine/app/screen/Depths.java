package dev.vitrine.app.screen;

import dev.vitrine.app.model.microscope.Depth;
import dev.vitrine.app.model.microscope.DepthMotion;
import dev.vitrine.app.widget.Segments;
import dev.vitrine.app.widget.Stillness;
import java.util.List;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/**
 * Three depths, one selection: going nearer shows the same thing. Story and Workbench are the same picture; the Workbench's tables come up beside it.
 *
 * <pre>
 *   STORY ◄────────► WORKBENCH ◄────────► MICROSCOPE
 *   the picture      the picture          one partition, group or broker
 *                    and its tables
 * </pre>
 */
final class Depths {

    private static final double COMES_NANOS = 170e6;

    private final Segments<Depth> choice;
    private final Deck deck;
    private final DepthMotion motion = new DepthMotion();
    private final ReadOnlyDoubleWrapper tables = new ReadOnlyDoubleWrapper(this, "tables", 0);
    private Depth ofStage = Depth.STORY;
    private boolean coming;
    private long comingSince;

    Depths(Segments<Depth> choice, Deck deck) {
        this.choice = choice;
        this.deck = deck;
        choice.offer(List.of(Depth.values()), Depth::words);
        choice.setDisable(true);
        deck.wantedProperty().subscribe(screen -> {
            if (screen != null) {
                choice.setDisable(false);
                choice.choose(Depth.of(screen, ofStage));
            }
        });
        choice.valueProperty().subscribe(chosen -> {
            if (deck.isOpen() && Depth.of(deck.wantedProperty().get(), ofStage) != chosen) {
                go(chosen);
            }
        });
        choice.onPick(chosen -> {
            if (deck.isOpen()) {
                go(chosen);
            }
        });
    }

    /** From the tables that fill a screen, too, the Workbench leads back to those beside the picture. */
    private void go(Depth to) {
        if (to != Depth.MICROSCOPE) {
            ofStage = to;
            motion.towards(to == Depth.WORKBENCH);
        }
        if (!to.screen().equals(deck.wantedProperty().get())) {
            coming = true;
            comingSince = 0;
        }
        deck.show(to.screen());
    }

    /** One frame on. */
    void step(long nowNanos) {
        boolean calm = Stillness.wanted(choice);
        if (coming) {
            comingSince = comingSince == 0 ? nowNanos : comingSince;
            double part = calm ? 1 : Math.min(1, 0.15 + (nowNanos - comingSince) / COMES_NANOS);
            coming = part < 1;
            deck.comes(part);
        }
        double share = motion.step(nowNanos, calm);
        tables.set(share);
        deck.beside(share > 0 || ofStage == Depth.WORKBENCH);
    }

    /** How far the tables have come up beside the picture, from 0 to 1. */
    ReadOnlyDoubleProperty tablesProperty() {
        return tables.getReadOnlyProperty();
    }
}
