package dev.vitrine.app.stage;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.cluster.Act;
import dev.vitrine.app.model.cluster.ClusterPicture;
import dev.vitrine.app.model.cluster.ClusterPictures;
import dev.vitrine.app.model.cluster.Offers;
import dev.vitrine.app.model.stage.Picture;
import dev.vitrine.app.model.stage.Rack;
import dev.vitrine.app.widget.ActMenus;
import dev.vitrine.app.widget.Tips;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Side;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import org.kordamp.ikonli.javafx.FontIcon;

/** The heads of the brokers' tanks, above the topics' cards and in the same columns as the glass within them: who it is, how it is, who is controller. */
final class RackHeads extends Pane {

    private static final double HEIGHT = 22;
    /** Narrower heads have no room for a sign. */
    private static final double ROOM_FOR_SIGN = 24;

    private final Selection selection;
    private final ActMenus menus;
    private final Supplier<ClusterSnapshot> newest;
    private final Map<Integer, Head> heads = new TreeMap<>();
    private List<Picture.Broker> shown = List.of();
    private Rack rack = Rack.NONE;

    /** @param act does something to a broker; @param newest what there is to be done something to; null where nothing can be done */
    RackHeads(Selection selection, Consumer<Act> act, Supplier<ClusterSnapshot> newest) {
        this.selection = selection;
        this.menus = new ActMenus(act);
        this.newest = newest;
        setPickOnBounds(false);
    }

    /** What can be done to a broker, at the place of its head. */
    private void offer(Head head) {
        ClusterSnapshot now = newest.get();
        if (now != null) {
            ClusterPicture picture = ClusterPictures.of(now, false);
            picture.tank(head.broker.id()).ifPresent(tank -> menus.of(Offers.of(tank, picture)).show(head, Side.BOTTOM, 0, 2));
        }
    }

    /** Listens to what is selected, from now on. */
    void join() {
        selection.currentProperty().addListener(_ -> heads.values().forEach(head -> Picks.show(head, selection.current())));
    }

    void show(List<Picture.Broker> brokers, Rack tanks) {
        if (brokers.equals(shown) && tanks.equals(rack)) {
            return;
        }
        shown = brokers;
        rack = tanks;
        List<Picture.Broker> standing = tanks.tanks() == brokers.size() ? brokers : List.of();
        heads.keySet().retainAll(standing.stream().map(Picture.Broker::id).toList());
        standing.forEach(broker -> heads.computeIfAbsent(broker.id(), Head::new).show(broker));
        if (!getChildren().equals(List.copyOf(heads.values()))) {
            getChildren().setAll(heads.values());
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        int place = 0;
        for (Head head : heads.values()) {
            head.resizeRelocate(rack.left(place++), 0, rack.tankWidth(), HEIGHT);
        }
    }

    private final class Head extends Label {

        private final FontIcon sign = new FontIcon();
        private Picture.Broker broker;

        Head(int id) {
            super(String.valueOf(id));
            setManaged(false);
            setId("rack-" + id);
            getStyleClass().add("broker-chip");
            setGraphic(sign);
            Picks.on(this, selection, new Selected.Broker(id));
            Tips.on(this, () -> broker.words());
            setOnContextMenuRequested(asked -> {
                offer(this);
                asked.consume();
            });
        }

        void show(Picture.Broker now) {
            broker = now;
            BrokerMarks.show(this, now);
            String icon = icon(now);
            boolean signed = !icon.isEmpty() && rack.tankWidth() >= ROOM_FOR_SIGN;
            setContentDisplay(signed ? ContentDisplay.RIGHT : ContentDisplay.TEXT_ONLY);
            if (signed) {
                sign.setIconLiteral(icon);
            }
            setAccessibleText(now.words());
        }

        /** What is not as it should be goes before who is controller. */
        private static String icon(Picture.Broker broker) {
            return switch (broker.state()) {
                case RUNNING -> broker.controls() ? "fth-award" : "";
                case FENCED -> "fth-alert-triangle";
                case FROZEN -> "fth-pause";
                case KILLED -> "fth-x";
                case STOPPED -> "fth-square";
            };
        }
    }
}
