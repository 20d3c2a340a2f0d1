package dev.vitrine.app.screen;

import dev.vitrine.app.journal.TimeCursor;
import dev.vitrine.app.model.FeedLine;
import dev.vitrine.app.model.FeedModel;
import dev.vitrine.app.widget.ZoomPane;
import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.property.DoubleProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/**
 * The stage before others: full screen, letters as large as the stage stays whole with, nothing but the picture, the bar of time and one sentence of
 * what happens.
 *
 * <pre>
 *          F5                    F5, Esc, another screen, the window no longer full
 *   (off) ────► PRESENTING ─────────────────────────────────────────► (off), everything as it was
 * </pre>
 */
final class Presentation {

    private static final String STAGE = "stage";
    /** So wide the stage wants to be: what the window has more of goes into larger letters. */
    private static final double STAGE_WIDTH = 1000;
    private static final double STAGE_HEIGHT = 560;

    private final Deck deck;
    private final List<Node> steppingBack;
    private final HBox banner;
    private final Label words = new Label();
    private final Region tone = new Region();
    private final FeedModel feed;
    private final TimeCursor time;
    private final DoubleProperty zoom;
    private final ShellController.WindowActions window;
    private final InvalidationListener tell = _ -> tell();
    private final InvalidationListener fit = _ -> fit();
    private boolean on;
    private boolean wasFull;
    private double zoomBefore;

    /** What it needs of the shell. @param steppingBack what is not to be seen meanwhile; @param banner where the sentence stands */
    record Parts(Deck deck, List<Node> steppingBack, HBox banner) {}

    Presentation(Parts parts, FeedModel feed, TimeCursor time, DoubleProperty zoom, ShellController.WindowActions window) {
        this.deck = parts.deck();
        this.steppingBack = parts.steppingBack();
        this.banner = parts.banner();
        this.feed = feed;
        this.time = time;
        this.zoom = zoom;
        this.window = window;
        tone.getStyleClass().setAll("sentence-dot");
        words.getStyleClass().setAll("sentence-words");
        banner.getChildren().setAll(tone, words);
        show(banner, false);
        deck.onGo(screen -> {
            if (!screen.equals(STAGE)) {
                leave();
            }
        });
        window.fullProperty().addListener((_, _, full) -> {
            if (!full) {
                leave();
            }
        });
    }

    void toggle() {
        if (on) {
            leave();
        } else {
            enter();
        }
    }

    private void enter() {
        if (!deck.isOpen()) {
            return;
        }
        on = true;
        deck.show(STAGE);
        deck.present(STAGE, true);
        zoomBefore = zoom.get();
        wasFull = window.fullProperty().get();
        steppingBack.forEach(part -> show(part, false));
        show(banner, true);
        feed.lines().addListener(tell);
        time.momentProperty().addListener(tell);
        tell();
        window.present(true);
        scene().widthProperty().addListener(fit);
        scene().heightProperty().addListener(fit);
        fit();
    }

    /** Everything as it was; nothing where it isn't on. */
    void leave() {
        if (!on) {
            return;
        }
        on = false;
        scene().widthProperty().removeListener(fit);
        scene().heightProperty().removeListener(fit);
        feed.lines().removeListener(tell);
        time.momentProperty().removeListener(tell);
        deck.present(STAGE, false);
        steppingBack.forEach(part -> show(part, true));
        show(banner, false);
        zoom.set(zoomBefore);
        window.present(wasFull && window.fullProperty().get());
    }

    /** Esc leaves, where nothing that lies above wanted it for itself. */
    void keys(KeyEvent key) {
        if (on && key.getCode() == KeyCode.ESCAPE) {
            leave();
            key.consume();
        }
    }

    private Scene scene() {
        return banner.getScene();
    }

    private void fit() {
        double room = Math.min(scene().getWidth() / STAGE_WIDTH, scene().getHeight() / STAGE_HEIGHT);
        zoom.set(Math.max(Math.min(1, zoomBefore), Math.min(ZoomPane.LARGEST, Math.floor(room * 20) / 20)));
    }

    /** The newest there is to tell at the moment that is looked at. */
    private void tell() {
        long until = time.moment().isLive() ? Long.MAX_VALUE : time.instant();
        FeedLine newest = feed.lines().stream().filter(line -> line.atMillis() <= until).findFirst().orElse(null);
        words.setText(newest == null ? "Nothing has happened yet." : newest.text());
        tone.getStyleClass().setAll("sentence-dot", newest == null ? "news" : newest.tone().name().toLowerCase(Locale.ROOT));
    }

    private static void show(Node part, boolean shown) {
        part.setVisible(shown);
        part.setManaged(shown);
    }
}
