package dev.vitrine.app.stage;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.cluster.ClusterPicture;
import dev.vitrine.app.model.cluster.ClusterPictures;
import dev.vitrine.app.model.cluster.ClusterWords;
import dev.vitrine.app.model.cluster.Copy;
import dev.vitrine.app.model.cluster.Tank;
import dev.vitrine.app.model.cluster.TankRow;
import dev.vitrine.app.widget.Tips;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.apache.kafka.common.TopicPartition;

/**
 * The brokers as small tanks above the lanes, where there are several: their state, who is controller, and of the partition that is picked who leads (solid),
 * who follows (faint) and who is behind. One broker needs no mention.
 */
final class BrokerStrip extends HBox {

    private final Selection selection;
    private final Map<Integer, Chip> chips = new TreeMap<>();
    private ClusterPicture picture;

    BrokerStrip(Selection selection) {
        super(5);
        this.selection = selection;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("broker-strip");
        setVisible(false);
    }

    /** Shows what is now. @return whether another width is needed than before */
    boolean show(ClusterSnapshot snapshot) {
        Selected selected = selection.current();
        picture = ClusterPictures.of(snapshot, topic -> selected instanceof Selected.Partition(TopicPartition id) && id.topic().equals(topic.name()));
        boolean several = picture.tanks().size() > 1;
        boolean other = several != isVisible() || picture.tanks().size() != chips.size();
        setVisible(several);
        if (other) {
            chips.clear();
            picture.tanks().forEach(tank -> chips.put(tank.id(), new Chip(tank.id())));
            getChildren().setAll(chips.values());
        }
        Optional<TankRow> row = selected instanceof Selected.Partition(TopicPartition id) ? picture.rows().stream().filter(each -> each.id().equals(id)).findFirst() : Optional.empty();
        picture.tanks().forEach(tank -> chips.get(tank.id()).show(tank, row));
        return other;
    }

    private final class Chip extends Label {

        private static final List<String> PARTS = List.of("leader", "in_sync", "behind", "lost");

        private final int broker;

        Chip(int broker) {
            super(String.valueOf(broker));
            this.broker = broker;
            getStyleClass().add("broker-chip");
            Picks.on(this, selection, new Selected.Broker(broker));
            Tips.on(this, () -> picture.tank(broker).map(tank -> ClusterWords.tank(tank, List.of())).orElse(""));
        }

        void show(Tank tank, Optional<TankRow> row) {
            for (String state : List.of("running", "fenced", "stopped", "killed", "frozen")) {
                pseudoClassStateChanged(PseudoClass.getPseudoClass(state), state.equals(tank.stateWord()));
            }
            pseudoClassStateChanged(PseudoClass.getPseudoClass("controller"), tank.controls());
            String part = row.flatMap(of -> of.copies().stream().filter(copy -> copy.broker() == broker).findFirst()).map(Copy::part)
                    .map(is -> is.name().toLowerCase(Locale.ROOT)).orElse("");
            PARTS.forEach(each -> pseudoClassStateChanged(PseudoClass.getPseudoClass(each), each.equals(part)));
            Picks.show(this, selection.current());
            setAccessibleText(ClusterWords.tank(tank, row.map(List::of).orElse(List.of())));
        }
    }
}
