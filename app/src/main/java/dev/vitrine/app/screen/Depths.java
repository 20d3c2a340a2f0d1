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

    private final Segments<Depth> choice;
    private final Deck deck;
    private final DepthMotion motion = new DepthMotion();
    private final ReadOnlyDoubleWrapper tables = new ReadOnlyDoubleWrapper(this, "tables", 0);
    private Depth ofStage = Depth.STORY;

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
        deck.show(to.screen());
    }

    /** One frame on. */
    void step(long nowNanos) {
        double share = motion.step(nowNanos, Stillness.wanted(choice));
        tables.set(share);
        deck.beside(share > 0 || ofStage == Depth.WORKBENCH);
    }

    /** How far the tables have come up beside the picture, from 0 to 1. */
    ReadOnlyDoubleProperty tablesProperty() {
        return tables.getReadOnlyProperty();
    }
}
