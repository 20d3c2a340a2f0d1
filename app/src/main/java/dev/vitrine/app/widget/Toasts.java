package dev.vitrine.app.widget;

import dev.vitrine.app.model.Notices;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javafx.animation.FadeTransition;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/** Notices at the lower right, the newest lowest. What went well goes by itself; what did not stays until it is closed. */
public final class Toasts extends VBox implements Notices {

    private static final int MOST = 4;
    private static final Duration SHORT = Duration.seconds(4);
    private static final Duration LONG = Duration.seconds(9);

    public Toasts() {
        super(10);
        getStyleClass().add("toasts");
        setAlignment(Pos.BOTTOM_RIGHT);
        setPickOnBounds(false);
        setMaxSize(460, USE_PREF_SIZE);
    }

    @Override
    public void tell(String text) {
        passing(card("ok", "fth-check", text, ""), SHORT);
    }

    @Override
    public void offer(String text, String action, Runnable run) {
        HBox card = card("ok", "fth-check", text, "");
        Button button = new Button(action);
        button.getStyleClass().setAll("link");
        button.setOnAction(_ -> {
            getChildren().remove(card);
            run.run();
        });
        card.getChildren().add(card.getChildren().size() - 1, button);
        passing(card, LONG);
    }

    @Override
    public Work begin(String text, Runnable stop) {
        HBox card = card("ok", "fth-clock", text, "");
        ProgressBar bar = new ProgressBar(0);
        bar.getStyleClass().add("small");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(text);
        ((VBox) card.getChildren().get(1)).getChildren().add(bar);
        Button end = new Button("Stop");
        end.setId("stop-work");
        end.getStyleClass().setAll("link");
        end.setOnAction(_ -> stop.run());
        card.getChildren().set(card.getChildren().size() - 1, end);
        add(card);
        return new Work() {
            @Override
            public void progress(double part) {
                bar.setProgress(part);
            }

            @Override
            public void end() {
                getChildren().remove(card);
            }
        };
    }

    @Override
    public void problem(String what, Throwable why) {
        add(card("bad", "fth-alert-triangle", what, reason(why)));
    }

    /** Futures wrap what happened; a person wants to read what happened. */
    static String reason(Throwable why) {
        Throwable cause = why;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message.lines().findFirst().orElse(message);
    }

    private HBox card(String tone, String icon, String text, String detail) {
        Label headline = new Label(text);
        headline.getStyleClass().add("medium");
        headline.setWrapText(true);
        VBox words = new VBox(2, headline);
        if (!detail.isEmpty()) {
            Label cause = new Label(detail);
            cause.getStyleClass().addAll("soft", "small");
            cause.setWrapText(true);
            words.getChildren().add(cause);
        }
        words.setMaxWidth(360);
        Button close = new Button("", new FontIcon("fth-x"));
        close.getStyleClass().setAll("fold");
        close.setAccessibleText("close this notice");
        HBox card = new HBox(12, new FontIcon(icon), words, close);
        card.getStyleClass().addAll("toast", tone);
        card.setMaxWidth(Region.USE_PREF_SIZE);
        card.setAlignment(Pos.CENTER_LEFT);
        close.setOnAction(_ -> getChildren().remove(card));
        return card;
    }

    private void passing(Node card, Duration stays) {
        add(card);
        PauseTransition wait = new PauseTransition(stays);
        wait.setOnFinished(_ -> {
            if (Stillness.wanted(this)) {
                getChildren().remove(card);
                return;
            }
            FadeTransition fade = new FadeTransition(Duration.millis(250), card);
            fade.setToValue(0);
            fade.setOnFinished(_ -> getChildren().remove(card));
            fade.play();
        });
        wait.play();
    }

    private void add(Node card) {
        if (getChildren().size() == MOST) {
            getChildren().removeFirst();
        }
        getChildren().add(card);
    }
}
