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
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * Where screens wait while nobody sees them: in the window, but neither visible nor laid out with it, so that going to one costs no style and hardly any
 * layout. What they lack (parts not yet put together, the theme that is on now, the room that the window has now) they get here, a step at a time:
 * style sheets are applied on the toolkit's thread alone. The classes of the controls' skins, which cost most, are loaded in the background before.
 */
final class Backstage {

    private static final String SKINS = "javafx.scene.control.skin.";
    private static final List<String> SKIN_NAMES = List.of("ButtonSkin", "CheckBoxSkin", "ComboBoxListViewSkin", "ComboBoxPopupControl", "ContextMenuSkin", "HyperlinkSkin",
            "LabelSkin", "ListCellSkin", "ListViewSkin", "ProgressBarSkin", "ProgressIndicatorSkin", "ScrollBarSkin", "ScrollPaneSkin", "SliderSkin", "SplitPaneSkin",
            "TabPaneSkin", "TableCellSkin", "TableColumnHeader", "TableHeaderRow", "TableRowSkin", "TableViewSkin", "TextAreaSkin", "TextFieldSkin", "ToggleButtonSkin",
            "TooltipSkin", "VirtualFlow");
    /** A table has a row of cells for each line that finds room: where there is more room, it comes line by line, or several at a time once they are quick to make. */
    private static final double LOW = 90;
    private static final double LINE = 20;
    private static final double LINES = 80;
    private static final long QUICK_NANOS = 2_000_000;
    /** What a frame may spend here: steps are small, and as many are done as find time. */
    private static final long NANOS_A_FRAME = 5_000_000;
    /** What it may spend while somebody waits before an empty place: nothing else is to be seen that could stutter. */
    private static final long NANOS_AWAITED = 25_000_000;

    private final Pane place;
    private final Deque<Deck.Made> unfinished = new ArrayDeque<>();
    private final Deque<Understudy> understudies = new ArrayDeque<>();
    private final Set<Deck.Made> waiting = new LinkedHashSet<>();
    private final Map<Deck.Made, Theme> worn = new HashMap<>();
    private Deck.Made rehearsing;
    private double taller = LINE;

    /** @param place where the screen that is shown stands; its size is that of all screens */
    Backstage(Pane place) {
        this.place = place;
    }

    /** Loads what all screens need, in the background; may be called before there is anything to show. */
    static void loadSkins(Background background) {
        background.run(() -> {
            // Loaded, not made: some skins open a scene of their own for a menu, and style sheets are for the toolkit's thread alone.
            for (String name : SKIN_NAMES) {
                Class.forName(SKINS + name);
            }
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
        understudies.addAll(made.understudies());
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
        understudies.clear();
        waiting.clear();
        worn.clear();
        place.getChildren().clear();
    }

    /**
     * Goes on with what is most wanted, as far as a frame allows.
     *
     * @param now     null where nothing is known of the cluster yet
     * @param awaited whether somebody waits for it
     * @return a screen that has become whole
     */
    Optional<Deck.Made> step(Theme theme, ClusterSnapshot now, boolean awaited) {
        long until = System.nanoTime() + (awaited ? NANOS_AWAITED : NANOS_A_FRAME);
        boolean more = true;
        while (more && System.nanoTime() < until) {
            Deck.Made next = unfinished.peek();
            if (next == null) {
                more = standIn(theme) || keepUp(theme);
            } else if (finish(next, now)) {
                return Optional.of(unfinished.remove());
            }
        }
        return Optional.empty();
    }

    /** @return whether there was anything to do */
    private boolean standIn(Theme theme) {
        Understudy next = understudies.peek();
        if (next != null && next.step(place, theme)) {
            understudies.remove();
        }
        return next != null;
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
            taller = LINE;
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
        long began = System.nanoTime();
        view.resize(place.getWidth(), Math.min(height + taller, place.getHeight()));
        dress(view);
        taller = System.nanoTime() - began < QUICK_NANOS ? Math.min(LINES, 2 * taller) : LINE;
        return true;
    }

    /** Style and layout of what is in the window, seen or not. */
    static void dress(Node view) {
        view.applyCss();
        if (view instanceof Pane pane) {
            pane.layout();
        }
    }
}
