package dev.vitrine.app.screen;

import dev.vitrine.app.model.cluster.ClusterWords;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.ReplaySource;
import dev.vitrine.app.widget.Clip;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.time.ZoneId;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** The pill at the top: the address that programs connect to, whether anything answers there, and how many brokers there are. */
final class AddressPill {

    private static final PseudoClass LIVE = PseudoClass.getPseudoClass("live");
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private final Parts parts;
    /** All addresses; the first is shown. */
    private String bootstrap = "";

    /** What it consists of. @param whole of it; @param dot green where it serves */
    record Parts(Node whole, Node dot, Label address, Button copy, Label brokers) {}

    AddressPill(Parts parts) {
        this.parts = parts;
        parts.copy.setOnAction(_ -> Clip.copy(bootstrap, parts.copy));
    }

    void show(BrokerState state) {
        parts.dot.pseudoClassStateChanged(LIVE, state instanceof BrokerState.Serving);
        parts.dot.pseudoClassStateChanged(FAILED, state instanceof BrokerState.Refused);
        switch (state) {
            case BrokerState.Starting(String where) -> {
                parts.address.setText(where);
                says("starting…");
            }
            case BrokerState.Serving(ClusterSource source) -> serves(source);
            case BrokerState.Refused _ -> says("not started");
            case BrokerState.Stopping _ -> says("stopping…");
            case BrokerState.Stopped _ -> says("stopped");
        }
        parts.copy.setVisible(state instanceof BrokerState.Serving(ClusterSource served) && !served.recorded());
        parts.copy.setManaged(parts.copy.isVisible());
    }

    private void serves(ClusterSource source) {
        bootstrap = source.bootstrap();
        parts.address.setText(bootstrap.split(",")[0]);
        int count = bootstrap.split(",").length;
        says(source instanceof ReplaySource recording ? "recording · " + Times.dayAndClock(recording.session().begin(), ZoneId.systemDefault())
                : count == 1 ? "1 broker" : count + " brokers");
    }

    /** Brokers come and go. */
    void count(ClusterSnapshot now, ClusterSource source) {
        String words = ClusterWords.brokers(now);
        if (!words.equals(parts.brokers.getText())) {
            bootstrap = source.bootstrap();
            says(words);
        }
    }

    private void says(String words) {
        parts.brokers.setText(words);
        parts.whole.setAccessibleText(parts.address.getText() + ", " + words);
    }
}
