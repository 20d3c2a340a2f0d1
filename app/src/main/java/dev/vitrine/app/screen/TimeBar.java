package dev.vitrine.app.screen;

import dev.vitrine.app.journal.Journal;
import dev.vitrine.app.journal.Moment;
import dev.vitrine.app.journal.Stretch;
import dev.vitrine.app.journal.TimeCursor;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.widget.Tips;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** The bar of time, always there: live or not, the remembered minutes with rebalances as bands, joins as ticks and trouble in red, and the cursor on it. */
final class TimeBar extends Region {

    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");
    private static final double TRACK_LEFT = 250;
    private static final double RIGHT = 232;
    private static final double TICK = 2;
    private static final double NEAR = 3;

    private final TimeCursor cursor;
    private final Journal journal;
    private final Button state = new Button("LIVE");
    private final Label clock = new Label();
    private final PaceButton pace = new PaceButton();
    private final Button speed = new Button();
    private final Label keys = new Label("Space pause   ← → event   L live");
    private final Region rail = new Region();
    private final Pane marks = new Pane();
    private final Region handle = new Region();
    private List<Stretch> painted = List.of();
    private Consumer<Stretch> opened = _ -> { };
    private double hovered;
    private double paceWidth;

    TimeBar(TimeCursor cursor, Journal journal) {
        this.cursor = cursor;
        this.journal = journal;
        getStyleClass().add("time-bar");
        state.getStyleClass().setAll("pill", "time-state");
        state.setOnAction(_ -> {
            cursor.togglePause();
            requestFocus();
        });
        state.setFocusTraversable(false);
        clock.getStyleClass().add("time-clock");
        keys.getStyleClass().addAll("faint", "small");
        rail.getStyleClass().add("time-rail");
        handle.getStyleClass().add("time-handle");
        marks.setMouseTransparent(true);
        handle.setMouseTransparent(true);
        getChildren().addAll(state, clock, rail, marks, handle, keys, pace, speed);
        speed.getStyleClass().setAll("pill", "plain", "time-speed");
        speed.setFocusTraversable(false);
        speed.setVisible(false);
        speed.setAccessibleText("speed of the recording");
        speed.setOnAction(_ -> {
            cursor.speedUp(true);
            refresh();
        });
        speed.setOnContextMenuRequested(_ -> {
            cursor.speedUp(false);
            refresh();
        });
        Tips.on(speed, () -> "How fast it plays: a click is faster, a right click slower  [ ]");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventFilter(MouseEvent.MOUSE_ENTERED, this::hover);
        addEventHandler(MouseEvent.MOUSE_CLICKED, click -> {
            if (click.getClickCount() == 2) {
                under(click.getX()).filter(stretch -> !stretch.group().isEmpty()).ifPresent(opened);
            }
        });
        Tips.on(this, this::tip);
        addEventHandler(MouseEvent.MOUSE_PRESSED, press -> {
            requestFocus();
            drag(press);
        });
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(KeyEvent.KEY_PRESSED, this::keys);
        cursor.momentProperty().addListener(_ -> refresh());
        refresh();
    }

    /** Space, ←, →, L; where somebody types, or picks something with Space, they belong to what has the focus. */
    void keys(KeyEvent key) {
        boolean typing = key.getTarget() instanceof TextInputControl || key.getTarget() instanceof ComboBoxBase<?> || key.getTarget() instanceof Slider;
        if (typing || key.isShortcutDown() || key.isAltDown()) {
            return;
        }
        KeyCode code = key.getCode();
        if (code == KeyCode.SPACE) {
            cursor.togglePause();
        } else if (code == KeyCode.LEFT || code == KeyCode.RIGHT) {
            cursor.step(code == KeyCode.RIGHT);
        } else if (cursor.isRecording() && (code == KeyCode.OPEN_BRACKET || code == KeyCode.CLOSE_BRACKET)) {
            cursor.speedUp(code == KeyCode.CLOSE_BRACKET);
            refresh();
        } else if (code == KeyCode.L) {
            cursor.live();
        } else {
            return;
        }
        key.consume();
    }

    /** While somebody looks at the past, ← and → go through time wherever the focus is: a rail or a list would keep them to itself. */
    void keysFirst(KeyEvent key) {
        if (!cursor.moment().isLive() && (key.getCode() == KeyCode.LEFT || key.getCode() == KeyCode.RIGHT)) {
            keys(key);
        }
    }

    private void drag(MouseEvent mouse) {
        double part = (mouse.getX() - TRACK_LEFT) / trackWidth();
        if (mouse.getX() >= TRACK_LEFT - 8 && mouse.getX() <= getWidth() - right() + 8 && mouse.getY() >= 0) {
            cursor.view(part >= 0.995 ? journal.end() : journal.begin() + Math.round(Math.max(0, part) * (journal.end() - journal.begin())));
        }
    }

    /** A cluster is shown from now on. */
    void join(ClusterSource source) {
        pace.join(source);
    }

    /** Takes who is in which group now. */
    void groups(ClusterSnapshot snapshot) {
        pace.show(snapshot);
        double wide = pace.isVisible() ? Math.ceil(pace.prefWidth(-1)) + 14 : 0;
        if (wide != paceWidth) {
            paceWidth = wide;
            requestLayout();
        }
    }

    /** Who is to be told of a mark that somebody wants to see more of. */
    void onOpen(Consumer<Stretch> open) {
        opened = open;
    }

    private void hover(MouseEvent mouse) {
        hovered = mouse.getX();
        setCursor(under(hovered).isPresent() ? Cursor.HAND : Cursor.DEFAULT);
    }

    /** What is painted there; of several the shortest, which is the hardest to hit. */
    private Optional<Stretch> under(double at) {
        double x = at - TRACK_LEFT;
        return painted.stream().filter(stretch -> stretch.toMillis() >= journal.begin() && x >= x(stretch.fromMillis()) - NEAR && x <= x(stretch.toMillis()) + NEAR)
                .min(Comparator.comparingLong(stretch -> stretch.toMillis() - stretch.fromMillis()));
    }

    private String tip() {
        Optional<String> said = under(hovered).map(Stretch::says).filter(words -> !words.isEmpty());
        return said.map(words -> words + ".").orElseGet(this::tipOfGroup);
    }

    private String tipOfGroup() {
        return under(hovered).filter(stretch -> !stretch.group().isEmpty()).map(stretch -> switch (stretch.kind()) {
            case REBALANCE -> stretch.group() + " shared out its partitions anew: " + Figures.duration(stretch.toMillis() - stretch.fromMillis());
            case JOIN -> "A member joined " + stretch.group();
            case TROUBLE -> "A member was put out of " + stretch.group();
            case ELECTION -> stretch.says();
        }).map(what -> what + ". A double click shows the rebalance.").orElse("");
    }

    /** What stands behind the track. */
    private double right() {
        return RIGHT + paceWidth;
    }

    private double trackWidth() {
        return Math.max(40, getWidth() - TRACK_LEFT - right());
    }

    /** Takes what the journal and the cursor say now; a few times a second. */
    void refresh() {
        Moment moment = cursor.moment();
        String ago = Figures.ago(Math.max(0, journal.end() - cursor.instant()));
        state.setText(switch (moment) {
            case Moment.Live _ -> "LIVE";
            case Moment.Paused _ -> "PAUSED";
            case Moment.Viewing _ when cursor.isRecording() -> "STOPPED";
            case Moment.Viewing _ -> "VIEWING " + ago;
            case Moment.Replaying _ -> "REPLAYING";
        });
        state.pseudoClassStateChanged(PAST, !moment.isLive());
        clock.setText(journal.end() == 0 ? "" : Times.clock(cursor.instant(), ZoneId.systemDefault()));
        keys.setText(moment.isLive() ? "Space pause   ← → event" : cursor.isRecording() ? "Space plays   ← → event"
                : "the broker is live · L back to live");
        speed.setVisible(cursor.isRecording());
        speed.setText(Figures.times(cursor.speed()));
        setAccessibleText("time, " + state.getText() + ", " + clock.getText());
        painted = Stretch.of(journal.events(), journal.end());
        requestLayout();
    }

    private double x(long millis) {
        long span = Math.max(1, journal.end() - journal.begin());
        return Math.round(Math.max(0, Math.min(1, (millis - journal.begin()) / (double) span)) * trackWidth());
    }

    @Override
    protected double computePrefHeight(double width) {
        return 44;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 44;
    }

    @Override
    protected void layoutChildren() {
        double middle = Math.round(getHeight() / 2);
        double pill = Math.ceil(state.prefWidth(-1));
        state.resizeRelocate(24, middle - 11, pill, 22);
        clock.resizeRelocate(24 + pill + 10, middle - 9, TRACK_LEFT - pill - 46, 18);
        rail.resizeRelocate(TRACK_LEFT, middle - 2, trackWidth(), 5);
        marks.resizeRelocate(TRACK_LEFT, middle - 9, trackWidth(), 18);
        List<TimeMark> seen = TimeMark.of(painted.stream().filter(stretch -> stretch.toMillis() >= journal.begin()).toList(), this::x);
        while (marks.getChildren().size() > seen.size()) {
            marks.getChildren().removeLast();
        }
        for (int i = 0; i < seen.size(); i++) {
            if (i == marks.getChildren().size()) {
                Region mark = new Region();
                // Else the pane would give it the size that it prefers: none.
                mark.setManaged(false);
                marks.getChildren().add(mark);
            }
            place(marks.getChildren().get(i), seen.get(i));
        }
        double at = cursor.moment().isLive() ? trackWidth() : x(cursor.instant());
        handle.resizeRelocate(TRACK_LEFT + at - 7, middle - 7, 14, 14);
        keys.resizeRelocate(getWidth() - right() + 22, middle - 9, RIGHT - 40, 18);
        double wide = Math.ceil(speed.prefWidth(-1));
        speed.resizeRelocate(getWidth() - wide - 18, middle - 11, wide, 22);
        pace.resizeRelocate(getWidth() - paceWidth - 14, middle - 13, Math.max(0, paceWidth - 4), 26);
    }

    private static void place(Node node, TimeMark mark) {
        boolean band = mark.kind() == Stretch.Kind.REBALANCE;
        String style = "time-" + mark.kind().name().toLowerCase(java.util.Locale.ROOT);
        if (!node.getStyleClass().equals(List.of(style))) {
            node.getStyleClass().setAll(style);
        }
        node.resizeRelocate(mark.from(), band ? 7 : 0, band ? Math.max(3, mark.to() - mark.from()) : TICK, height(mark.kind()));
    }

    private static double height(Stretch.Kind kind) {
        return switch (kind) {
            case REBALANCE -> 5;
            case JOIN -> 8;
            case ELECTION -> 13;
            case TROUBLE -> 18;
        };
    }
}
