package dev.vitrine.app.screen.microscope;

import dev.vitrine.app.model.microscope.LogReading;
import dev.vitrine.app.model.microscope.Needle;
import dev.vitrine.app.model.microscope.NeedleRows;
import dev.vitrine.app.model.microscope.StripLayout;
import dev.vitrine.app.model.microscope.StripMotion;
import dev.vitrine.app.model.microscope.StripScale;
import dev.vitrine.app.model.microscope.StripWords;
import dev.vitrine.app.stage.ScaledCanvas;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.app.widget.Tips;
import dev.vitrine.engine.observe.BatchView;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/** The strip on the screen: painted only where something changed, moved by wheel, hand and keys. */
final class StripView extends Region {

    private static final double WHEEL = 1.0025;
    private static final double STEP = 1.6;
    private static final double A_CLICK = 4;
    private static final double NEAR = 5;
    private static final int FEWEST_ROWS = 4;
    private static final StripLayout NOTHING = new StripLayout(List.of(), List.of(), List.of(), List.of(), List.of(), true);

    private final ScaledCanvas canvas = new ScaledCanvas();
    private final StripPainter painter = new StripPainter(new Letters());
    private final StripMotion motion;
    private final Consumer<BatchView> pick;
    private StripLayout layout = NOTHING;
    private LogReading.Known laidOut;
    private StripScale laidOutAt;
    private StripPainter.Scene painted;
    private Palette palette;
    private Palette paintedWith;
    private double zoom = 1;
    private long start;
    private long end;
    private double pressedAt;
    private double draggedFrom;
    private double pointer = -1;
    private int partition;
    private Optional<BatchView> picked = Optional.empty();

    StripView(StripMotion motion, Consumer<BatchView> pick) {
        this.motion = motion;
        this.pick = pick;
        getChildren().add(canvas);
        getStyleClass().add("strip");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinHeight(StripPainter.height(FEWEST_ROWS));
        setPrefHeight(StripPainter.height(FEWEST_ROWS));
        addEventHandler(ScrollEvent.SCROLL, this::wheel);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        addEventHandler(MouseEvent.MOUSE_MOVED, move -> pointer = move.getX());
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> pointer = -1);
        addEventHandler(KeyEvent.KEY_PRESSED, this::keys);
        addEventFilter(MouseEvent.MOUSE_ENTERED, enter -> pointer = enter.getX());
        Tips.on(this, this::pointedAt);
    }

    /** What the needle is that somebody points at; empty beside all of them. */
    private String pointedAt() {
        return painted == null || pointer < 0 ? "" : painted.needles().stream().filter(placed -> Math.abs(placed.x() - pointer) <= NEAR)
                .min(Comparator.comparingDouble(placed -> Math.abs(placed.x() - pointer))).map(placed -> StripWords.about(placed.needle())).orElse("");
    }

    void look(Palette newPalette, double newZoom) {
        palette = newPalette;
        zoom = newZoom;
    }

    void of(int newPartition) {
        partition = newPartition;
        picked = Optional.empty();
        layout = NOTHING;
        laidOut = null;
        setMinHeight(StripPainter.height(FEWEST_ROWS));
        setPrefHeight(StripPainter.height(FEWEST_ROWS));
    }

    void picked(Optional<BatchView> batch) {
        picked = batch;
    }

    private void wheel(ScrollEvent wheel) {
        if (wheel.isShiftDown() || Math.abs(wheel.getDeltaX()) > Math.abs(wheel.getDeltaY())) {
            motion.pan(-(wheel.getDeltaX() + (wheel.isShiftDown() ? wheel.getDeltaY() : 0)), start, end);
        } else {
            motion.zoom(wheel.getX(), Math.pow(WHEEL, wheel.getDeltaY()), start, end);
        }
        wheel.consume();
    }

    private void press(MouseEvent press) {
        requestFocus();
        pressedAt = press.getX();
        draggedFrom = press.getX();
    }

    private void drag(MouseEvent drag) {
        if (Math.abs(drag.getX() - pressedAt) > A_CLICK) {
            setCursor(Cursor.CLOSED_HAND);
            motion.pan(draggedFrom - drag.getX(), start, end);
            draggedFrom = drag.getX();
        }
    }

    private void release(MouseEvent release) {
        setCursor(Cursor.DEFAULT);
        if (Math.abs(release.getX() - pressedAt) <= A_CLICK) {
            layout.at(release.getX()).ifPresent(pick);
            if (release.getClickCount() == 2) {
                motion.zoom(release.getX(), STEP * STEP, start, end);
            }
        }
    }

    private void keys(KeyEvent key) {
        KeyCode code = key.getCode();
        if (key.isShortcutDown() || key.isAltDown()) {
            return;
        }
        switch (code) {
            case PLUS, EQUALS, ADD -> closer(STEP);
            case MINUS, SUBTRACT -> closer(1 / STEP);
            case HOME -> motion.toStart(start, end);
            case END -> toEnd();
            case PAGE_UP -> motion.pan(-getWidth() * 0.8, start, end);
            case PAGE_DOWN -> motion.pan(getWidth() * 0.8, start, end);
            case UP -> neighbour(-1);
            case DOWN -> neighbour(1);
            default -> {
                return;
            }
        }
        key.consume();
    }

    /** Zooms about the batch that is picked, or the middle. */
    void closer(double factor) {
        motion.zoom(motion.following() ? getWidth() * 0.86 : getWidth() / 2, factor, start, end);
    }

    void toEnd() {
        motion.followEnd(start, end, (motion.target().right() - motion.target().left()) * 0.8);
    }

    private void neighbour(int step) {
        List<BatchView> batches = layout.cells().stream().map(StripLayout.Cell::batch).toList();
        int at = picked.map(batches::indexOf).orElse(-1);
        int next = at < 0 ? batches.size() - 1 : at + step;
        if (next >= 0 && next < batches.size()) {
            pick.accept(batches.get(next));
            double x = motion.target().x(batches.get(next).baseOffset());
            if (x < 20 || x > getWidth() - 20) {
                motion.seek(batches.get(next).baseOffset(), start, end);
            }
        }
    }

    /** One frame on. @return the layout that is shown */
    StripLayout frame(LogReading.Known known, List<Needle> needles, long from, long to) {
        start = from;
        end = to;
        boolean resized = canvas.size(getWidth(), getHeight(), zoom);
        if (known != null && (known != laidOut || !motion.scale().equals(laidOutAt))) {
            laidOut = known;
            laidOutAt = motion.scale();
            layout = StripLayout.of(known, laidOutAt);
        }
        List<NeedleRows.Placed> placed = NeedleRows.of(needles, motion.scale(), painter::wide);
        StripPainter.Scene scene = new StripPainter.Scene(layout, placed, partition, picked, pointer < 0 ? Optional.empty() : layout.at(pointer));
        if (resized || !scene.equals(painted) || !Objects.equals(palette, paintedWith)) {
            painted = scene;
            paintedWith = palette;
            painter.paint(canvas.cleared(), scene, palette);
            room(placed);
        }
        return layout;
    }

    /** Grows where more rows of words are needed; shrinks never while the same log is shown, so that nothing jumps. */
    private void room(List<NeedleRows.Placed> placed) {
        int rows = Math.max(FEWEST_ROWS, placed.stream().mapToInt(NeedleRows.Placed::row).max().orElse(0) + 1);
        double height = StripPainter.height(rows);
        if (height > getMinHeight()) {
            setMinHeight(height);
            setPrefHeight(height);
        }
    }
}
