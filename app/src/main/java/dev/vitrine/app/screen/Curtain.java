package dev.vitrine.app.screen;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.source.Broker;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.engine.StartRefused;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is shown while no broker serves: that it starts, why it did not and what to do about it, that it stops. */
final class Curtain {

    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");
    /** A start or stop quicker than this says nothing: words that flash by are only unrest. */
    private static final Duration UNNOTICED = Duration.millis(350);

    private final StackPane curtain;
    private final FontIcon icon;
    private final Label title;
    private final Label text;
    private final Pane actions;
    private final Broker broker;
    private final PauseTransition patience = new PauseTransition(UNNOTICED);

    Curtain(StackPane curtain, FontIcon icon, Label title, Label text, Pane actions, Broker broker) {
        this.curtain = curtain;
        this.icon = icon;
        this.title = title;
        this.text = text;
        this.actions = actions;
        this.broker = broker;
        patience.setOnFinished(_ -> panel(true));
    }

    void show(BrokerState state) {
        patience.stop();
        actions.getChildren().clear();
        icon.getStyleClass().remove("bad");
        curtain.setVisible(!(state instanceof BrokerState.Serving));
        curtain.pseudoClassStateChanged(OVER, state instanceof BrokerState.Stopping || state instanceof BrokerState.Stopped);
        switch (state) {
            case BrokerState.Starting(String where) -> {
                if (broker.options().open().isPresent()) {
                    later("fth-clock", "Opening the session…", "");
                } else {
                    later("fth-clock", "Starting the broker…", "It will listen on " + where + ".");
                }
            }
            case BrokerState.Serving _ -> panel(false);
            case BrokerState.Refused refused -> refuse(refused);
            case BrokerState.Stopping _ -> later("fth-clock", "Stopping the broker…", "Everything acknowledged is being put on disk. The window closes by itself.");
            case BrokerState.Stopped _ -> later("fth-check", "The broker has stopped.", "");
        }
    }

    private void later(String symbol, String headline, String words) {
        panel(false);
        say(symbol, headline, words);
        patience.playFromStart();
    }

    private void panel(boolean visible) {
        curtain.getChildren().forEach(child -> child.setVisible(visible));
    }

    private void say(String symbol, String headline, String words) {
        icon.setIconLiteral(symbol);
        title.setText(headline);
        text.setText(words);
    }

    private void refuse(BrokerState.Refused refused) {
        panel(true);
        icon.getStyleClass().add("bad");
        LaunchOptions options = broker.options();
        switch (refused.reason().orElse(null)) {
            case StartRefused.PortInUse busy -> {
                String by = refused.owner().isEmpty() ? "another program" : refused.owner();
                say("fth-alert-triangle", "Port " + busy.port() + " is already taken", "It is used by " + by + " on " + busy.host()
                        + ". Your data is untouched. Clients then have to connect to the port that you choose here.");
                refused.freePort().ifPresent(free -> action("Use port " + free, true, () -> broker.start(options.withPort(busy.port(), free))));
            }
            case StartRefused.DataLocked locked -> {
                say("fth-lock", "Vitrine is already running", "Another instance keeps its data in " + locked.folder()
                        + ". Two brokers must never write into one folder: use the other window, or start here without keeping anything.");
                action("Start without keeping data", false, () -> broker.start(options.withoutKeeping()));
            }
            case StartRefused.DataUnusable unusable -> {
                say("fth-alert-triangle", "The data folder cannot be used", unusable.folder() + ": " + unusable.why());
                action("Start without keeping data", false, () -> broker.start(options.withoutKeeping()));
            }
            case null, default -> say("fth-alert-triangle",
                    options.open().isPresent() ? "The session can't be opened" : "The broker did not start", refused.message());
        }
        action("Try again", actions.getChildren().isEmpty(), () -> broker.start(options));
    }

    private void action(String verb, boolean first, Runnable run) {
        Button button = new Button(verb);
        button.setDefaultButton(first);
        button.setOnAction(_ -> run.run());
        actions.getChildren().add(button);
    }
}
