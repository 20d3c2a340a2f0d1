package dev.vitrine.app.screen.actors;

import dev.vitrine.app.model.actors.ActorState;
import javafx.scene.control.Label;

/** A state as a pill. */
final class Pills {

    private Pills() {}

    static Label of(ActorState state) {
        Label pill = new Label();
        pill.getStyleClass().add("pill");
        show(pill, state);
        return pill;
    }

    static void show(Label pill, ActorState state) {
        pill.setText(state.label());
        pill.getStyleClass().removeAll("ok", "warn", "bad");
        switch (state) {
            case RUNNING -> pill.getStyleClass().add("ok");
            case STARTING, LEAVING, FROZEN, STUCK -> pill.getStyleClass().add("warn");
            case FAILED, CRASHED -> pill.getStyleClass().add("bad");
            case RESTING -> { }
        }
    }
}
