package dev.vitrine.app.stage;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.model.stage.Columns;
import dev.vitrine.app.model.stage.Emblems;
import dev.vitrine.app.model.stage.PastRates;
import dev.vitrine.app.model.stage.PictureMaker;
import dev.vitrine.app.model.stage.PictureOptions;
import dev.vitrine.app.model.stage.StageModel;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.app.widget.Stillness;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * The live picture: three columns that read as a sentence, who writes → where it lies → who reads, scrolled as one. Below them, in the same columns,
 * three panels.
 *
 * <pre>
 *   heads
 *   ┌ window onto the content ──────────────┐
 *   │ producers ~gap~ topics ~gap~ groups   ║ ← scroll bar
 *   └───────────────────────────────────────┘
 *   foot 1          foot 2         foot 3
 * </pre>
 */
final class StageView extends Region {

    private static final double HEAD = 44;
    private static final double MARGIN = 22;
    private static final long FIGURES_EVERY_NANOS = 200_000_000L;

    private final ClusterSource source;
    private final Background background;
    private final LongFunction<Optional<ClusterSnapshot>> earlier;
    private final StageModel model;
    private final StagePainter painter;
    private final Cards cards;
    private final Pane content = new Pane();
    private final Pane window = new Pane(content);
    private final Rectangle clip = new Rectangle();
    private final ScrollBar scroll = new ScrollBar();
    private final Label[] heads = {head("PRODUCERS"), head("TOPICS"), head("CONSUMER GROUPS")};
    private final CheckBox internal = new CheckBox("Internal topics");
    private final Button connect = new Button("Connect my app");
    private final Button addProducer;
    private final Button addConsumer;
    private final Label[] nobody = {hint("Nobody writes yet"), hint("No topics yet"), hint("Nobody reads yet")};
    private final BrokerStrip brokers;
    private final Region[] feet;
    private long figuresAt;
    private long clockOffset;
    private boolean repaint = true;
    private boolean presented;
    private double tables;
    private double tablesShare;
    private int feetShown;
    private boolean preparing;
    private boolean live = true;
    private ClusterSnapshot then;
    private PastRates thenRates = PastRates.UNKNOWN;

    /** @param earlier how the cluster was at an instant; @param feet three panels below the columns */
    StageView(ClusterSource source, Selection selection, Background background, Wings wings, Emblems emblems, LongFunction<Optional<ClusterSnapshot>> earlier, Region... feet) {
        this.earlier = earlier;
        this.source = source;
        this.background = background;
        this.model = new StageModel(new PictureMaker(ClusterSource.OWN_CLIENT_PREFIX, wings::role, emblems), System::nanoTime);
        this.painter = new StagePainter(model, Palette.of(Theme.DARK));
        this.cards = new Cards(content, model, selection);
        this.brokers = new BrokerStrip(selection);
        this.feet = feet.clone();
        getStyleClass().add("stage");
        window.setClip(clip);
        scroll.setOrientation(Orientation.VERTICAL);
        scroll.getStyleClass().add("stage-scroll");
        scroll.valueProperty().addListener(_ -> scrolled());
        internal.getStyleClass().add("internal-toggle");
        internal.setOnAction(_ -> showInternal(internal.isSelected()));
        getChildren().addAll(heads);
        connect.getStyleClass().setAll("link");
        addProducer = wings.handle(Wings.Kind.PRODUCER);
        addConsumer = wings.handle(Wings.Kind.CONSUMER);
        getChildren().addAll(internal, brokers, connect, addProducer, addConsumer, window);
        offerToAct();
        getChildren().addAll(nobody);
        getChildren().addAll(painter.canvases());
        getChildren().add(scroll);
        addEventHandler(ScrollEvent.SCROLL, wheel -> scrollBy(-wheel.getDeltaY()));
        addEventHandler(KeyEvent.KEY_PRESSED, this::keys);
        sceneProperty().addListener((_, _, scene) -> {
            if (scene != null) {
                scene.focusOwnerProperty().addListener((_, _, node) -> reveal(node));
            }
        });
    }

    private static Label head(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("column-head");
        return label;
    }

    /** Stands in an empty column, where its first card will be. */
    private static Label hint(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("nobody");
        label.setVisible(false);
        return label;
    }

    /** Other colours, or another zoom. */
    void look(Palette palette, double zoom) {
        painter.look(palette, zoom);
        repaint = true;
        requestLayout();
    }

    /** One frame on. The first few bring one foot each: all of it at once would be more than a frame's work. */
    void frame(Inbox.Frame frame) {
        if (feetShown < feet.length) {
            getChildren().add(feet[feetShown++]);
        }
        boolean elsewhen = frame.hasNews() && !(live && frame.live());
        live = frame.live();
        model.calm(Stillness.wanted(this));
        if (frame.hasNews()) {
            then = frame.snapshot();
            thenRates = live ? PastRates.UNKNOWN : PastRates.of(then, earlier.apply(then.atMillis() - PastRates.EARLIER_MILLIS));
            clockOffset = frame.snapshot().atMillis() - frame.nowNanos() / 1_000_000;
            model.expect(frame.snapshot());
        }
        if (model.stale() && !preparing) {
            preparing = true;
            background.run(model.preparation(), this::prepared, failure -> {
                preparing = false;
                throw new IllegalStateException(failure);
            });
        }
        if (live) {
            model.step(source::flows, source::ends, frame.nowNanos());
        } else {
            model.still(then, thenRates, frame.nowNanos());
        }
        boolean moved = cards.follow(Sight.of(scroll.getValue(), window.getHeight()));
        if (moved) {
            fitScroll();
            internal.setText(model.options().internal() ? "Internal topics" : "Internal topics (" + model.picture().hiddenTopics() + ")");
            nobody[0].setVisible(model.picture().producers().isEmpty());
            nobody[1].setVisible(model.picture().topics().isEmpty());
            nobody[2].setVisible(model.picture().groups().isEmpty());
            internal.setVisible(!presented && (model.options().internal() || model.picture().hiddenTopics() > 0));
        }
        // Figures of now keep their own pace so that they can be read; those of another moment come with it, as in all other panes.
        if (moved || elsewhen || frame.nowNanos() - figuresAt > FIGURES_EVERY_NANOS) {
            figuresAt = frame.nowNanos();
            cards.figures(frame.nowNanos(), brokerMillis(frame.nowNanos()));
            if (frame.snapshot() != null && brokers.show(frame.snapshot())) {
                requestLayout();
            }
        }
        painter.paint(scroll.getValue(), moved || repaint, frame.nowNanos());
        repaint = false;
    }

    private void prepared(StageModel.Prepared picture) {
        preparing = false;
        model.take(picture);
    }

    /** Before others, only the picture itself is to be seen: no panels below it, nothing to press. */
    void present(boolean on) {
        presented = on;
        internal.setVisible(!on);
        offerToAct();
        showFeet();
        requestLayout();
    }

    /** A recording has no broker: nobody can connect to it, and nobody can join in. */
    private void offerToAct() {
        List.of(connect, addProducer, addConsumer).forEach(part -> part.setVisible(!presented && !source.recorded()));
    }

    /** Leaves room for the tables that come up from below: the panels there make way for them. @param height of the tables; @param share of it that is there, from 0 to 1 */
    void makeRoom(double height, double share) {
        if (height != tables || share != tablesShare) {
            tables = height;
            tablesShare = share;
            showFeet();
            requestLayout();
        }
    }

    private void showFeet() {
        for (Region foot : feet) {
            foot.setVisible(feetVisible());
            foot.setOpacity(1 - tablesShare);
        }
    }

    /** Whether the panels below can be seen: who can't be seen need not follow. */
    boolean feetVisible() {
        return !presented && tablesShare < 1;
    }

    /** Listens to what it shares with other screens, from now on. */
    void join() {
        cards.join();
    }

    /** How fast things went at the moment that is looked at; not known where that is now. */
    PastRates thenRates() {
        return thenRates;
    }

    StageModel model() {
        return model;
    }

    /** @param open what "Connect my app" does */
    void onConnect(Runnable open) {
        connect.setOnAction(_ -> open.run());
    }

    /** The broker's wall clock at a frame. */
    long brokerMillis(long nowNanos) {
        return live || then == null ? nowNanos / 1_000_000 + clockOffset : then.atMillis();
    }

    private void showInternal(boolean shown) {
        PictureOptions before = model.options();
        model.choose(new PictureOptions(shown, before.collapsed(), before.whole()));
    }

    private void keys(KeyEvent key) {
        double page = window.getHeight() * 0.85;
        double by = key.getCode() == KeyCode.PAGE_DOWN ? page : key.getCode() == KeyCode.PAGE_UP ? -page : 0;
        if (by != 0) {
            scrollBy(by);
            key.consume();
        }
    }

    private void scrollBy(double pixels) {
        scroll.setValue(Math.max(0, Math.min(scroll.getMax(), scroll.getValue() + pixels)));
    }

    private void scrolled() {
        content.setLayoutY(-Math.round(scroll.getValue()));
        repaint = true;
    }

    /** What the keyboard reaches is brought into sight. */
    private void reveal(Node node) {
        boolean inside = false;
        for (Node parent = node; parent != null; parent = parent.getParent()) {
            inside |= parent == content;
        }
        if (inside) {
            Bounds bounds = content.sceneToLocal(node.localToScene(node.getBoundsInLocal()));
            if (bounds.getMinY() < scroll.getValue()) {
                scroll.setValue(bounds.getMinY());
            } else if (bounds.getMaxY() > scroll.getValue() + window.getHeight()) {
                scrollBy(Math.min(bounds.getMaxY() - window.getHeight(), bounds.getMinY()) - scroll.getValue());
            }
        }
    }

    private void fitScroll() {
        double over = Math.max(0, model.layout().height() - window.getHeight());
        scroll.setMax(over);
        scroll.setVisibleAmount(over == 0 ? 1 : over * window.getHeight() / model.layout().height());
        scroll.setBlockIncrement(window.getHeight() * 0.8);
        scroll.setUnitIncrement(40);
        scroll.setVisible(over > 0);
        scroll.setValue(Math.min(scroll.getValue(), over));
    }

    @Override
    protected void layoutChildren() {
        Columns columns = Columns.of(getWidth());
        double foot = Math.round(Math.max(150, Math.min(280, getHeight() * 0.205)));
        double below = presented ? 0 : (1 - tablesShare) * (foot + MARGIN) + tablesShare * tables;
        double visible = Math.max(80, getHeight() - HEAD - 16 - below);
        model.room(getWidth(), visible);
        placeHeads(columns);
        window.resizeRelocate(0, HEAD, getWidth(), visible);
        clip.setWidth(getWidth());
        clip.setHeight(visible);
        scroll.resizeRelocate(getWidth() - 12, HEAD, 10, visible);
        painter.place(columns, HEAD, visible);
        Columns.Span[] spans = {columns.producers(), columns.topics(), columns.groups()};
        for (int i = 0; i < feet.length; i++) {
            feet[i].resizeRelocate(spans[i].left(), getHeight() - MARGIN - foot + tablesShare * (foot + MARGIN), spans[i].width(), foot);
        }
        fitScroll();
        repaint = true;
    }

    private void placeHeads(Columns columns) {
        Columns.Span[] spans = {columns.producers(), columns.topics(), columns.groups()};
        for (int i = 0; i < heads.length; i++) {
            nobody[i].resizeRelocate(spans[i].left(), HEAD, spans[i].width(), 84);
            heads[i].resizeRelocate(spans[i].left() + 4, 18, spans[i].width(), 16);
        }
        double word = Math.ceil(connect.prefWidth(-1));
        double add = Math.ceil(addProducer.prefWidth(-1));
        double headed = heads[0].getLayoutX() + Math.ceil(heads[0].prefWidth(-1));
        double left = Math.max(headed + 2, columns.producers().right() - word - add - 2); // where it is narrow they reach out over the gap
        addProducer.resizeRelocate(left, 14, add, 22);
        connect.resizeRelocate(left + add + 2, 14, word, 22);
        double join = Math.ceil(addConsumer.prefWidth(-1));
        addConsumer.resizeRelocate(columns.groups().right() - join, 14, join, 22);
        double strip = Math.ceil(brokers.prefWidth(-1));
        brokers.resizeRelocate(columns.topics().left() + 60, 14, strip, 24);
        double width = Math.ceil(internal.prefWidth(-1));
        internal.resizeRelocate(columns.topics().right() - width, 15, width, 22);
    }
}
