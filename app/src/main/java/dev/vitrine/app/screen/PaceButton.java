package dev.vitrine.app.screen;

import dev.vitrine.app.model.theatre.SlowMotion;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.widget.Tips;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.Arrays;
import javafx.css.PseudoClass;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;

/** Real time, or slow motion: how long the broker takes with each step of a rebalance. Warns where somebody's time-outs allow no more. */
final class PaceButton extends MenuButton {

    private static final PseudoClass SLOW = PseudoClass.getPseudoClass("slow");
    private static final PseudoClass CAPPED = PseudoClass.getPseudoClass("capped");

    private ClusterSource source;
    private long step;
    private SlowMotion.Note note = new SlowMotion(0, (_, _) -> 0).note(null);

    PaceButton() {
        getStyleClass().add("pace");
        setId("pace");
        setFocusTraversable(false);
        setVisible(false);
        ToggleGroup group = new ToggleGroup();
        Arrays.stream(SlowMotion.STEPS).forEach(millis -> {
            RadioMenuItem item = new RadioMenuItem(millis == 0 ? "Real time" : "Slow motion, " + SlowMotion.words(millis));
            item.setId("pace-" + millis);
            item.setToggleGroup(group);
            item.setSelected(millis == 0);
            item.setOnAction(_ -> choose(millis));
            getItems().add(item);
        });
        Tips.on(this, () -> note.detail());
        show(null);
    }

    /** Another cluster, in real time. */
    void join(ClusterSource cluster) {
        source = cluster;
        setVisible(cluster.canSlowDown());
        choose(0);
        ((RadioMenuItem) getItems().getFirst()).setSelected(true);
    }

    private void choose(long millis) {
        step = millis;
        source.slowMotion(millis);
        show(null);
    }

    /** Who is in which group now. @param snapshot null where that isn't known yet */
    void show(ClusterSnapshot snapshot) {
        note = new SlowMotion(step, source == null ? (_, _) -> 0 : source::longestStep).note(snapshot);
        String words = step == 0 ? "real time" : "slow · " + SlowMotion.words(step) + (note.capped() ? " · " + note.text() : "");
        if (!words.equals(getText())) {
            setText(words);
            setAccessibleText("pace of rebalances, " + words);
        }
        pseudoClassStateChanged(SLOW, step > 0);
        pseudoClassStateChanged(CAPPED, note.capped());
    }
}
