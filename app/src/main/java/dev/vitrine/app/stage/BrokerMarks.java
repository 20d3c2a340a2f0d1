package dev.vitrine.app.stage;

import dev.vitrine.app.model.stage.Picture;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/** How a broker is, for the style sheets: on its head and on each piece of its tank. */
final class BrokerMarks {

    private static final List<String> STATES = List.of("running", "fenced", "stopped", "killed", "frozen");
    private static final PseudoClass CONTROLLER = PseudoClass.getPseudoClass("controller");

    private BrokerMarks() {}

    static void show(Node node, Picture.Broker broker) {
        STATES.forEach(state -> node.pseudoClassStateChanged(PseudoClass.getPseudoClass(state), state.equals(broker.stateWord())));
        node.pseudoClassStateChanged(CONTROLLER, broker.controls());
    }
}
