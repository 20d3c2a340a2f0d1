package dev.vitrine.app.screen;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.widget.Look;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;
import javafx.scene.control.Slider;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.ButtonSkin;
import javafx.scene.control.skin.CheckBoxSkin;
import javafx.scene.control.skin.ComboBoxListViewSkin;
import javafx.scene.control.skin.HyperlinkSkin;
import javafx.scene.control.skin.LabelSkin;
import javafx.scene.control.skin.ListCellSkin;
import javafx.scene.control.skin.ListViewSkin;
import javafx.scene.control.skin.ProgressBarSkin;
import javafx.scene.control.skin.ScrollBarSkin;
import javafx.scene.control.skin.ScrollPaneSkin;
import javafx.scene.control.skin.SliderSkin;
import javafx.scene.control.skin.SplitPaneSkin;
import javafx.scene.control.skin.TabPaneSkin;
import javafx.scene.control.skin.TableCellSkin;
import javafx.scene.control.skin.TableRowSkin;
import javafx.scene.control.skin.TableViewSkin;
import javafx.scene.control.skin.TextAreaSkin;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.control.skin.ToggleButtonSkin;
import javafx.scene.control.skin.TooltipSkin;
import javafx.scene.layout.Pane;

/**
 * Where screens wait while nobody sees them: in the window, but neither visible nor laid out with it, so that going to one costs no style and hardly any
 * layout. What they lack (parts not yet put together, the theme that is on now, the room that the window has now) they get here, a step at a time:
 * style sheets are applied on the toolkit's thread alone. The classes of the controls' skins, which cost most, are loaded in the background before.
 */
final class Backstage {

    /** One of each control that screens are made of, with its skin: making it loads all the classes that it takes. */
    private static final List<Supplier<Skin<?>>> SKINS = List.of(() -> new ButtonSkin(new Button()), () -> new CheckBoxSkin(new CheckBox()),
            () -> new ComboBoxListViewSkin<>(new ComboBox<>()), () -> new HyperlinkSkin(new Hyperlink()), () -> new LabelSkin(new Label()),
            () -> new ListCellSkin<>(new ListCell<>()), () -> new ListViewSkin<>(new ListView<>()), () -> new ProgressBarSkin(new ProgressBar()),
            () -> new ScrollBarSkin(new ScrollBar()), () -> new ScrollPaneSkin(new ScrollPane()), () -> new SliderSkin(new Slider()),
            () -> new SplitPaneSkin(new SplitPane()), () -> new TabPaneSkin(new TabPane(new Tab())), () -> new TableViewSkin<>(new TableView<>()),
            () -> new TableRowSkin<>(new TableRow<>()), () -> new TableCellSkin<>(new TableCell<>()), () -> new TextAreaSkin(new TextArea()),
            () -> new TextFieldSkin(new TextField()), () -> new ToggleButtonSkin(new ToggleButton()), () -> new TooltipSkin(new Tooltip()));
    /** A table has a row of cells for each line that finds room: where there is more room, it comes line by line. */
    private static final double LOW = 130;
    private static final double LINE = 40;
    /** What a frame may spend here: steps are small, and as many are done as find time. */
    private static final long NANOS_A_FRAME = 5_000_000;

    private final Pane place;
    private final Deque<Deck.Made> unfinished = new ArrayDeque<>();
    private final Set<Deck.Made> waiting = new LinkedHashSet<>();
    private final Map<Deck.Made, Theme> worn = new HashMap<>();
    private Deck.Made rehearsing;

    /** @param place where the screen that is shown stands; its size is that of all screens */
    Backstage(Pane place) {
        this.place = place;
    }

    /** Loads what all screens need, in the background; may be called before there is anything to show. */
    static void loadSkins(Background background) {
        background.run(() -> {
            SKINS.forEach(Supplier::get);
            return true;
        }, _ -> { }, _ -> { });
    }

    /** A screen has been made: in parts, and waiting. */
    void take(Deck.Made made, Theme theme) {
        wear(made, theme);
        retire(made);
        made.view().resize(place.getWidth(), LOW);
        place.getChildren().add(made.view());
        unfinished.add(made);
    }

    /** Nobody sees it any more. */
    void retire(Deck.Made made) {
        made.view().setManaged(false);
        made.view().setVisible(false);
        waiting.add(made);
    }

    /** Somebody wants to see it. @return whether it could go: it is whole. Otherwise it is the next to be */
    boolean enter(Deck.Made made, Theme theme) {
        if (unfinished.remove(made)) {
            unfinished.addFirst(made);
            return false;
        }
        waiting.remove(made);
        wear(made, theme);
        made.view().setManaged(true);
        made.view().setVisible(true);
        return true;
    }

    /** What is seen changes at once. */
    void wear(Deck.Made made, Theme theme) {
        if (worn.put(made, theme) != theme) {
            Look.wear(made.view(), theme);
        }
    }

    /** They are not wanted any more. */
    void clear() {
        unfinished.clear();
        waiting.clear();
        worn.clear();
        place.getChildren().clear();
    }

    /** Goes on with what is most wanted, as far as a frame allows. @param now null where nothing is known of the cluster yet. @return a screen that has become whole */
    Optional<Deck.Made> step(Theme theme, ClusterSnapshot now) {
        long until = System.nanoTime() + NANOS_A_FRAME;
        boolean more = true;
        while (more && System.nanoTime() < until) {
            Deck.Made next = unfinished.peek();
            if (next == null) {
                more = keepUp(theme);
            } else if (finish(next, now)) {
                return Optional.of(unfinished.remove());
            }
        }
        return Optional.empty();
    }

    /** @return whether there may be more to do */
    private boolean keepUp(Theme theme) {
        for (Deck.Made made : waiting) {
            if (worn.get(made) != theme) {
                wear(made, theme);
                made.view().applyCss();
                return true;
            }
            if (grow(made.view())) {
                return true;
            }
        }
        return false;
    }

    private boolean finish(Deck.Made made, ClusterSnapshot now) {
        Node view = made.view();
        if (!made.assembly().step()) {
            dress(view);
            return false;
        }
        if (rehearsing != made && now != null) {
            rehearsing = made;
            made.screen().rehearse(now);
        }
        if (grow(view)) {
            return false;
        }
        made.assembly().finish();
        made.screen().rehearsed();
        dress(view);
        return true;
    }

    /** Gives it some of the room that it lacks. @return false where it lacks none */
    private boolean grow(Node view) {
        double width = view.getLayoutBounds().getWidth();
        double height = view.getLayoutBounds().getHeight();
        if (width == place.getWidth() && height == place.getHeight()) {
            return false;
        }
        view.resize(place.getWidth(), Math.min(height + LINE, place.getHeight()));
        dress(view);
        return true;
    }

    private static void dress(Node view) {
        view.applyCss();
        if (view instanceof Pane pane) {
            pane.layout();
        }
    }
}
