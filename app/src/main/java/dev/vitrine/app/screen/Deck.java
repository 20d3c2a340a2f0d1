package dev.vitrine.app.screen;

import dev.vitrine.app.model.Theme;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.Assembly;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The screens and the rail that leads to them. All screens are made in the background and dressed {@linkplain Backstage backstage} as soon as a broker
 * serves, and kept there; who is quicker than that waits a moment before an empty place. Only the one that is shown gets frames; and one more, without a
 * place on the rail, where it is shown {@linkplain #beside beside} the first.
 */
final class Deck {

    private static final int BACKSTAGE_EVERY_FRAMES = 2;

    private final Pane rail;
    private final StackPane content;
    private final List<ScreenSpec> specs;
    private final ScreenSpec companion;
    private final ToggleGroup group = new ToggleGroup();
    private final Map<String, ToggleButton> buttons = new HashMap<>();
    private final Map<String, Made> made = new HashMap<>();
    private Workshop workshop;
    private ObjectProperty<Theme> theme;
    private int frames;
    private boolean between;
    private ClusterSnapshot newest;
    private final Backstage backstage;
    private final ChangeListener<Theme> dresser = (_, _, now) -> wear(now);
    private final ReadOnlyStringWrapper wantedId = new ReadOnlyStringWrapper(this, "wanted");
    private Consumer<String> goes = _ -> { };
    private String wanted;
    private Made current;
    private boolean entered;
    private boolean besideEntered;
    private Made beside;
    private boolean besideWanted;
    private boolean presenting;

    /** A screen: its parts are there, and are put together step by step. */
    record Made(String id, Screen screen, Node view, Assembly assembly, List<Understudy> understudies) {}

    /** @param companion what can be shown beside the first of the screens */
    Deck(Pane rail, StackPane content, List<ScreenSpec> specs, ScreenSpec companion) {
        this.rail = rail;
        this.content = content;
        this.specs = specs;
        this.companion = companion;
        this.backstage = new Backstage(content);
        for (int i = 0; i < specs.size(); i++) {
            button(specs.get(i), i + 1);
        }
        // Arrow keys go along the rail without an action.
        group.selectedToggleProperty().addListener((_, _, now) -> {
            if (now != null && isOpen() && !now.getUserData().equals(wanted)) {
                show((String) now.getUserData());
            }
        });
    }

    private void button(ScreenSpec spec, int number) {
        ToggleButton button = new ToggleButton(spec.title(), new FontIcon(spec.icon()));
        button.getStyleClass().setAll("rail-item");
        button.setId("rail-" + spec.id());
        button.setToggleGroup(group);
        button.setDisable(true);
        button.setTooltip(new Tooltip(spec.title() + "  Ctrl+" + number));
        button.setUserData(spec.id());
        button.setOnAction(_ -> show(spec.id()));
        // The keys belong to the screen then: Space pauses, arrows go through time. Who came to the rail by keyboard stays on it.
        button.setOnMouseClicked(_ -> content.requestFocus());
        buttons.put(spec.id(), button);
        rail.getChildren().add(button);
    }

    /** A broker serves: screens can be made from now on. */
    void open(ScreenContext with, DoubleProperty zoomed) {
        if (workshop != null) {
            workshop.close();
        }
        made.clear();
        backstage.clear();
        current = null;
        beside = null;
        workshop = new Workshop(with.background(), this::arrived);
        Map<String, Callable<Made>> orders = new HashMap<>();
        List<ScreenSpec> all = new ArrayList<>(specs);
        all.add(1, companion);
        all.forEach(spec -> orders.put(spec.id(), () -> make(spec, with, zoomed)));
        buttons.values().forEach(button -> button.setDisable(false));
        workshop.order(orders, all.stream().map(ScreenSpec::id).toList());
        theme = with.theme();
        theme.removeListener(dresser);
        theme.addListener(dresser);
        show(specs.getFirst().id());
    }

    /** The screen that was asked for last; null before the first. */
    ReadOnlyStringProperty wantedProperty() {
        return wantedId.getReadOnlyProperty();
    }

    boolean isOpen() {
        return workshop != null;
    }

    /** Goes to a screen: at once where it is there already, otherwise as soon as it is. */
    void show(String id) {
        if (!buttons.containsKey(id)) {
            throw new IllegalArgumentException("no screen " + id);
        }
        wanted = id;
        wantedId.set(id);
        goes.accept(id);
        buttons.get(id).setSelected(true);
        Made next = made.get(id);
        if (next == null) {
            workshop.hurry(id);
            workshop.resume();
        }
        if (next != null && next == current) {
            return;
        }
        leave();
        if (next != null && backstage.enter(next, theme.get())) {
            current = next;
            workshop.resume();
            next.screen.onShow();
            entered = true;
            company();
        } else if (next != null) {
            workshop.pause();
        }
    }

    /** Shows the companion beside the first screen whenever that one is shown, or no longer. */
    void beside(boolean on) {
        if (on && !besideWanted && made.get(companion.id()) == null && isOpen()) {
            workshop.hurry(companion.id());
        }
        besideWanted = on;
        company();
    }

    private void company() {
        Made wants = besideWanted && !presenting && current != null && current.id.equals(specs.getFirst().id()) ? made.get(companion.id()) : null;
        if (wants == beside) {
            return;
        }
        if (beside != null) {
            beside.screen.onHide();
            backstage.retire(beside);
            beside = null;
        }
        if (wants != null && backstage.enter(wants, theme.get())) {
            beside = wants;
            beside.view.toFront();
            beside.screen.onShow();
            besideEntered = true;
        }
    }

    /** The screen that is shown comes into view. @param part from 0 to 1, which is there */
    void comes(double part) {
        if (current != null) {
            current.view.setOpacity(part);
        }
    }

    /** Who is to be told whenever somebody goes to a screen, by its id. */
    void onGo(Consumer<String> told) {
        goes = told;
    }

    /** The screen of this id is shown to others, or no longer. */
    void present(String id, boolean on) {
        Made screen = made.get(id);
        if (screen != null) {
            screen.screen.onPresent(on);
        }
        presenting = on;
        company();
    }

    private void leave() {
        if (current == null) {
            return;
        }
        current.screen.onHide();
        current.view.setOpacity(1);
        for (Node at = content.getScene().getFocusOwner(); at != null; at = at.getParent()) {
            if (at == current.view) {
                // What has the keyboard can't be seen any more.
                content.requestFocus();
            }
        }
        backstage.retire(current);
        current = null;
        company();
    }

    private void wear(Theme now) {
        if (current != null) {
            backstage.wear(current, now);
        }
        if (beside != null) {
            backstage.wear(beside, now);
        }
    }

    private void arrived(Made screen) {
        made.put(screen.id, screen);
        backstage.take(screen, theme.get());
        screen.screen.onMade();
        if (screen.id.equals(wanted)) {
            show(wanted);
        }
    }

    /** In the background: nothing here may touch what others see. */
    private static Made make(ScreenSpec spec, ScreenContext context, DoubleProperty zoomed) {
        Screen screen = spec.controller().apply(context);
        if (screen instanceof Screen.Zoomed zooming) {
            zooming.zoom(zoomed);
        }
        Node view = Fxml.load(spec.fxml(), screen);
        return new Made(spec.id(), screen, view, new Assembly(view), screen.understudies().stream().map(Understudy::new).toList());
    }

    void frame(Inbox.Frame frame) {
        if (current != null) {
            // Who comes sees what there is, in the past too, where nothing new comes.
            current.screen.onFrame(entered ? frame.anew() : frame);
            entered = false;
        }
        if (beside != null) {
            beside.screen.onFrame(besideEntered ? frame.anew() : frame);
            besideEntered = false;
        } else if (besideWanted) {
            company();
        }
        newest = frame.snapshot();
        if (current == null || !between && ++frames % BACKSTAGE_EVERY_FRAMES == 0) {
            dressOthers();
        }
        between = false;
    }

    /** A pulse between two frames: nothing moves, and those who wait backstage have it for themselves. */
    void meanwhile() {
        between = true;
        dressOthers();
    }

    private void dressOthers() {
        if (theme != null && !workshop.working()) {
            backstage.step(theme.get(), newest, current == null).filter(whole -> whole.id.equals(wanted)).ifPresent(whole -> show(whole.id));
        }
    }

    /** What the screen that is shown says of its own work, for the display of figures. */
    String figures() {
        return current == null ? "" : current.screen.figures();
    }
}
