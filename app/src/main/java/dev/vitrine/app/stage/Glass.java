package dev.vitrine.app.stage;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.stage.Picture;
import dev.vitrine.app.model.stage.Rack;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** The brokers' tanks behind the lanes of one topic: empty glass, in the broker's state. What lies in them is painted with the lanes. */
final class Glass extends Pane {

    private static final PseudoClass PICKED = PseudoClass.getPseudoClass("selected");

    private final List<Region> tanks = new ArrayList<>();
    private List<Picture.Broker> shown = List.of();
    private Rack rack = Rack.NONE;

    Glass() {
        setMouseTransparent(true);
        setManaged(false);
    }

    /** @return whether anything is other than before */
    boolean show(List<Picture.Broker> brokers, Rack place, Selected selected) {
        if (brokers.equals(shown) && place.equals(rack)) {
            return false;
        }
        shown = brokers;
        rack = place;
        while (tanks.size() > place.tanks()) {
            getChildren().remove(tanks.removeLast());
        }
        while (tanks.size() < place.tanks()) {
            Region tank = new Region();
            tank.getStyleClass().add("stage-tank");
            tanks.add(tank);
            getChildren().add(tank);
        }
        for (int i = 0; i < tanks.size(); i++) {
            BrokerMarks.show(tanks.get(i), brokers.get(i));
        }
        pick(selected);
        requestLayout();
        return true;
    }

    /** Marks the tank of the broker that is selected. */
    void pick(Selected selected) {
        for (int i = 0; i < tanks.size(); i++) {
            tanks.get(i).pseudoClassStateChanged(PICKED, selected.equals(new Selected.Broker(shown.get(i).id())));
        }
    }

    @Override
    protected void layoutChildren() {
        for (int i = 0; i < tanks.size(); i++) {
            tanks.get(i).resizeRelocate(rack.left(i), 0, rack.tankWidth(), getHeight());
        }
    }
}
