package dev.vitrine.app.screen;

import dev.vitrine.app.source.Inbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.DoubleProperty;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;

/** The screens and the rail that leads to them. A screen is made at the first visit and kept; only the one that is shown gets frames. */
final class Deck {

    private static final String PLACE = "/dev/vitrine/ui/screen/";

    private final Pane rail;
    private final StackPane content;
    private final List<ScreenSpec> specs;
    private final ToggleGroup group = new ToggleGroup();
    private final Map<String, ToggleButton> buttons = new HashMap<>();
    private final Map<String, Made> made = new HashMap<>();
    private ScreenContext context;
    private DoubleProperty zoom;
    private Made current;

    private record Made(Screen screen, Node view) {}

    Deck(Pane rail, StackPane content, List<ScreenSpec> specs) {
        this.rail = rail;
        this.content = content;
        this.specs = specs;
        for (int i = 0; i < specs.size(); i++) {
            button(specs.get(i), i + 1);
        }
    }

    private void button(ScreenSpec spec, int number) {
        ToggleButton button = new ToggleButton(spec.title(), new FontIcon(spec.icon()));
        button.getStyleClass().setAll("rail-item");
        button.setId("rail-" + spec.id());
        button.setToggleGroup(group);
        button.setDisable(true);
        button.setTooltip(new Tooltip(spec.title() + "  Ctrl+" + number));
        button.setOnAction(_ -> show(spec.id()));
        buttons.put(spec.id(), button);
        rail.getChildren().add(button);
    }

    /** A broker serves: screens can be made from now on. */
    void open(ScreenContext with, DoubleProperty zoomed) {
        context = with;
        zoom = zoomed;
        made.clear();
        content.getChildren().clear();
        current = null;
        buttons.values().forEach(button -> button.setDisable(false));
        show(specs.getFirst().id());
    }

    boolean isOpen() {
        return context != null;
    }

    void show(String id) {
        Made next = made.computeIfAbsent(id, this::make);
        buttons.get(id).setSelected(true);
        if (next == current) {
            return;
        }
        if (current != null) {
            current.screen.onHide();
        }
        current = next;
        content.getChildren().setAll(next.view);
        next.screen.onShow();
    }

    private Made make(String id) {
        ScreenSpec spec = specs.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow(() -> new IllegalArgumentException("no screen " + id));
        Screen screen = spec.controller().apply(context);
        if (screen instanceof Zoomed zoomed) {
            zoomed.zoom(zoom);
        }
        FXMLLoader loader = new FXMLLoader(Deck.class.getResource(PLACE + spec.fxml()));
        loader.setController(screen);
        try {
            Node view = loader.load();
            return new Made(screen, view);
        } catch (IOException e) {
            throw new UncheckedIOException(spec.fxml(), e);
        }
    }

    void frame(Inbox.Frame frame) {
        if (current != null) {
            current.screen.onFrame(frame);
        }
    }

    /** What the screen that is shown says of its own work, for the display of figures. */
    String figures() {
        return current == null ? "" : current.screen.figures();
    }

    /** A screen that paints, and therefore wants to know how large its pixels are. Told before its FXML is loaded. */
    interface Zoomed {
        void zoom(DoubleProperty zoom);
    }
}
