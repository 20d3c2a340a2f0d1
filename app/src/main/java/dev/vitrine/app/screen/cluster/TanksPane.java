package dev.vitrine.app.screen.cluster;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.cluster.ClusterPicture;
import dev.vitrine.app.model.cluster.ClusterWords;
import dev.vitrine.app.model.cluster.Copy;
import dev.vitrine.app.model.cluster.Election;
import dev.vitrine.app.model.cluster.Offers;
import dev.vitrine.app.model.cluster.Tank;
import dev.vitrine.app.model.cluster.TankLayout;
import dev.vitrine.app.model.cluster.TankMotion;
import dev.vitrine.app.model.cluster.TankRow;
import dev.vitrine.app.model.cluster.Wire;
import dev.vitrine.app.model.cluster.WireRoutes;
import dev.vitrine.app.model.cluster.WireRoutes.Point;
import dev.vitrine.app.stage.ScaledCanvas;
import dev.vitrine.app.widget.ActMenus;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.app.widget.Stillness;
import dev.vitrine.app.widget.Tips;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.Observed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * The tanks, side by side, and what lies in them. Heads and the marks of wires are nodes, for mouse and keyboard; glass, replicas and what travels are
 * painted. A click on a row picks its partition, a right click on a tank or a wire offers what can be done to it.
 */
final class TanksPane extends Pane {

    private final ScaledCanvas back = new ScaledCanvas();
    private final ScaledCanvas front = new ScaledCanvas();
    private final Map<Integer, TankNode> heads = new TreeMap<>();
    private final Map<Long, Button> marks = new TreeMap<>();
    private final TankMotion motion = new TankMotion();
    private final Selection selection;
    private final ActMenus menus;
    private ClusterPicture picture;
    private TankLayout laid = new TankLayout(0, 0, 0, 0);
    private Optional<Election> election = Optional.empty();
    private Palette palette;
    private double zoom = 1;
    private ContextMenu open;
    private boolean stale = true;
    private long drawnNanos;
    private double mouseX;
    private double mouseY;

    TanksPane(Selection selection, ActMenus menus) {
        this.selection = selection;
        this.menus = menus;
        getStyleClass().add("tanks");
        getChildren().addAll(back, front);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventFilter(MouseEvent.MOUSE_ENTERED, this::hover);
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        setOnContextMenuRequested(asked -> tankAt(asked.getX()).filter(_ -> asked.getY() > laid().sky())
                .ifPresent(tank -> show(menus.of(Offers.of(tank, picture)), asked.getScreenX(), asked.getScreenY())));
        addEventHandler(KeyEvent.KEY_PRESSED, this::keys);
        setFocusTraversable(true);
        Tips.on(this, this::tip);
        widthProperty().addListener(_ -> requestLayout());
    }

    private void hover(MouseEvent mouse) {
        mouseX = mouse.getX();
        mouseY = mouse.getY();
    }

    private void clicked(MouseEvent click) {
        if (picture != null && click.getButton() == MouseButton.PRIMARY && click.getTarget() == this) {
            requestFocus();
            rowAt(click.getY()).ifPresentOrElse(row -> selection.select(new Selected.Partition(row.id())),
                    () -> tankAt(click.getX()).ifPresentOrElse(tank -> selection.select(new Selected.Broker(tank.id())), selection::clear));
        }
    }

    /** Up and down go from partition to partition. */
    private void keys(KeyEvent key) {
        int by = key.getCode() == KeyCode.DOWN ? 1 : key.getCode() == KeyCode.UP ? -1 : 0;
        if (by != 0 && key.getTarget() == this && picture != null && !picture.rows().isEmpty()) {
            int at = IntStream.range(0, picture.rows().size()).filter(row -> selection.current().equals(new Selected.Partition(picture.rows().get(row).id()))).findFirst()
                    .orElse(by > 0 ? -1 : picture.rows().size());
            TankRow next = picture.rows().get(Math.max(0, Math.min(picture.rows().size() - 1, at + by)));
            selection.select(new Selected.Partition(next.id()));
            setAccessibleText(ClusterWords.row(next));
            key.consume();
        }
    }

    private Optional<TankRow> rowAt(double y) {
        return picture == null ? Optional.empty() : laid().rowAt(y).stream().mapToObj(row -> picture.rows().get(row)).findFirst();
    }

    private Optional<Tank> tankAt(double x) {
        return picture == null ? Optional.empty() : laid().tankAt(x).stream().mapToObj(tank -> picture.tanks().get(tank)).findFirst();
    }

    private String tip() {
        Optional<TankRow> row = rowAt(mouseY);
        Optional<Copy> copy = row.flatMap(r -> tankAt(mouseX).flatMap(tank -> r.copies().stream().filter(c -> c.broker() == tank.id()).findFirst()));
        return copy.map(c -> row.get().id().topic() + " partition " + row.get().id().partition() + ": " + ClusterWords.copy(c) + ".").orElseGet(() -> row.map(ClusterWords::row).orElse(""));
    }

    void look(Palette colours, double zoomed) {
        palette = colours;
        zoom = zoomed;
        stale = true;
        requestLayout();
    }

    void pick() {
        heads.values().forEach(head -> head.pick(selection.current()));
        stale = true;
    }

    /** @param latest election that is on or is just over; empty where none is */
    void show(ClusterPicture next, Optional<Election> latest, boolean live, long nowNanos) {
        boolean otherShape = picture == null || picture.rows().size() != next.rows().size() || picture.tanks().size() != next.tanks().size();
        picture = next;
        election = latest;
        motion.calm(Stillness.wanted(this));
        motion.show(next, live, nowNanos);
        if (!(selection.current() instanceof Selected.Partition)) {
            setAccessibleText(ClusterWords.summary(next));
        }
        heads();
        marks();
        stale = true;
        if (otherShape) {
            requestLayout();
        }
    }

    void happened(List<Observed> events, long nowNanos) {
        motion.happened(events, nowNanos);
    }

    private void heads() {
        heads.entrySet().removeIf(entry -> {
            boolean gone = picture.tank(entry.getKey()).isEmpty();
            if (gone) {
                getChildren().remove(entry.getValue());
            }
            return gone;
        });
        for (Tank tank : picture.tanks()) {
            TankNode head = heads.computeIfAbsent(tank.id(), this::newHead);
            head.show(tank, election, picture.rows());
            head.pick(selection.current());
        }
    }

    private TankNode newHead(int broker) {
        TankNode head = new TankNode(broker, selection, at -> picture.tank(broker).ifPresent(tank -> show(menus.of(Offers.of(tank, picture)), at)));
        head.setManaged(false);
        getChildren().add(head);
        requestLayout();
        return head;
    }

    private void marks() {
        marks.entrySet().removeIf(entry -> {
            boolean gone = picture.wire((int) (entry.getKey() >> 32), (int) (long) entry.getKey()).isEmpty();
            if (gone) {
                getChildren().remove(entry.getValue());
            }
            return gone;
        });
        for (Wire wire : picture.wires()) {
            Button mark = marks.computeIfAbsent((long) wire.a() << 32 | wire.b(), _ -> newMark(wire.a(), wire.b()));
            String words = wire.mark();
            if (!words.equals(mark.getText())) {
                mark.setText(words);
                requestLayout();
            }
            String tone = wire.worst() == LinkState.CUT ? "bad" : wire.isOpen() ? "open" : "warn";
            if (!mark.getStyleClass().contains(tone)) {
                mark.getStyleClass().setAll("wire-mark", tone);
                requestLayout();
            }
            mark.setAccessibleText(wire.sentence());
        }
    }

    private Button newMark(int a, int b) {
        Button mark = new Button();
        mark.setId("wire-" + a + "-" + b);
        mark.setManaged(false);
        mark.setOnAction(_ -> picture.wire(a, b).ifPresent(wire -> show(menus.of(Offers.of(wire)), mark)));
        mark.setOnContextMenuRequested(asked -> {
            mark.fire();
            asked.consume();
        });
        Tips.on(mark, () -> picture.wire(a, b).map(wire -> wire.sentence() + " A click changes that.").orElse(""));
        getChildren().add(mark);
        return mark;
    }

    private void show(ContextMenu menu, Region at) {
        hideMenu();
        open = menu;
        menu.show(at, Side.BOTTOM, 0, 2);
    }

    private void show(ContextMenu menu, double x, double y) {
        hideMenu();
        open = menu;
        menu.show(this, x, y);
    }

    private void hideMenu() {
        if (open != null) {
            open.hide();
        }
    }

    private TankLayout laid() {
        int tanks = picture == null ? 0 : picture.tanks().size();
        int rows = picture == null ? 0 : picture.rows().size();
        if (!laid.is(tanks, rows, getWidth(), getHeight())) {
            laid = new TankLayout(tanks, rows, getWidth(), getHeight());
        }
        return laid;
    }

    @Override
    protected double computePrefHeight(double width) {
        return picture == null ? 0 : laid().needed();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return picture == null ? 0 : laid().narrowest();
    }

    @Override
    protected void layoutChildren() {
        if (picture == null) {
            return;
        }
        TankLayout layout = laid();
        for (int i = 0; i < picture.tanks().size(); i++) {
            TankNode head = heads.get(picture.tanks().get(i).id());
            if (head != null) {
                head.resizeRelocate(layout.left(i) + 1, layout.sky() + 1, layout.tankWidth() - 2, TankLayout.HEAD - 6);
            }
        }
        WireRoutes routes = layout.wires();
        for (Wire wire : picture.wires()) {
            Button mark = marks.get((long) wire.a() << 32 | wire.b());
            int a = GlassPainter.place(picture, wire.a());
            int b = GlassPainter.place(picture, wire.b());
            double width = wire.isOpen() ? 22 : Math.ceil(Math.max(22, mark.prefWidth(-1)));
            double height = wire.isOpen() ? routes.markHeight() : 20;
            Point at = routes.mark(a, b);
            mark.resizeRelocate(Math.round(at.x() - width / 2), Math.round(at.y() - height / 2), width, height);
        }
        // Within this very frame: else glass and heads would not fit each other until the next.
        stale = true;
        paint();
    }

    /** Once a frame. */
    void draw(long nowNanos) {
        drawnNanos = nowNanos;
        if (motion.step(nowNanos) || stale) {
            paint();
        }
    }

    private void paint() {
        if (picture == null || palette == null || getWidth() < 10) {
            return;
        }
        TankLayout layout = laid();
        double width = Math.max(getWidth(), layout.fullWidth());
        if (stale | back.size(width, layout.height(), zoom)) {
            new GlassPainter(back.cleared(), palette, layout).paint(picture);
        }
        front.size(width, layout.height(), zoom);
        new ReplicaPainter(front.cleared(), palette, layout, picture, motion).paint(selection.current(), drawnNanos);
        stale = false;
    }
}
