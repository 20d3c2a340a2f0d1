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
import java.util.Optional;
import java.util.function.LongFunction;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

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

    private static final double MARGIN = 22;
    private static final long FIGURES_EVERY_NANOS = 200_000_000L;

    private final ClusterSource source;
    private final Background background;
    private final LongFunction<Optional<ClusterSnapshot>> earlier;
    private final StageModel model;
    private final StagePainter painter;
    private final StageHeads heads;
    private final Scroller scroller = new Scroller(() -> repaint = true);
    private final Cards cards;
    private final Label[] nobody = {hint("Nobody writes yet"), hint("No topics yet"), hint("Nobody reads yet")};
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

    /** @param ways to where one can go from here; @param feet three panels below the columns */
    StageView(ClusterSource source, Selection selection, Background background, Wings wings, Emblems emblems, StageScene.Ways ways, Region... feet) {
        this.earlier = ways.earlier();
        this.source = source;
        this.background = background;
        this.model = new StageModel(new PictureMaker(ClusterSource.OWN_CLIENT_PREFIX, wings::role, emblems), System::nanoTime);
        this.painter = new StagePainter(model, Palette.of(Theme.DARK));
        this.cards = new Cards(scroller.content(), model, selection);
        this.heads = new StageHeads(wings, new RackHeads(selection, ways.act(), () -> source.brokers().isEmpty() ? null : then));
        this.feet = feet.clone();
        getStyleClass().add("stage");
        heads.onInternal(this::showInternal);
        getChildren().addAll(heads, scroller.window());
        getChildren().addAll(nobody);
        getChildren().addAll(painter.canvases());
        getChildren().add(scroller.bar());
        offerToAct();
        scroller.listen(this);
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
        boolean moved = cards.follow(Sight.of(scroller.offset(), scroller.visible()));
        if (moved) {
            scroller.fit(model.layout().height());
            heads.show(model);
            nobody[0].setVisible(model.picture().producers().isEmpty());
            nobody[1].setVisible(model.picture().topics().isEmpty());
            nobody[2].setVisible(model.picture().groups().isEmpty());
        }
        // Figures of now keep their own pace so that they can be read; those of another moment come with it, as in all other panes.
        if (moved || elsewhen || frame.nowNanos() - figuresAt > FIGURES_EVERY_NANOS) {
            figuresAt = frame.nowNanos();
            cards.figures(frame.nowNanos(), brokerMillis(frame.nowNanos()));
        }
        painter.paint(scroller.offset(), moved || repaint, frame.nowNanos());
        repaint = false;
    }

    private void prepared(StageModel.Prepared picture) {
        preparing = false;
        model.take(picture);
    }

    /** Before others, only the picture itself is to be seen: no panels below it, nothing to press. */
    void present(boolean on) {
        presented = on;
        offerToAct();
        showFeet();
        requestLayout();
    }

    /** A recording has no broker: nobody can connect to it, and nobody can join in. */
    private void offerToAct() {
        heads.offer(!source.recorded(), presented);
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
        heads.join();
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
        heads.onConnect(open);
    }

    /** The broker's wall clock at a frame. */
    long brokerMillis(long nowNanos) {
        return live || then == null ? nowNanos / 1_000_000 + clockOffset : then.atMillis();
    }

    private void showInternal(boolean shown) {
        PictureOptions before = model.options();
        model.choose(new PictureOptions(shown, before.collapsed(), before.whole()));
    }

    @Override
    protected void layoutChildren() {
        Columns columns = Columns.of(getWidth());
        double foot = Math.round(Math.max(150, Math.min(280, getHeight() * 0.205)));
        double below = presented ? 0 : (1 - tablesShare) * (foot + MARGIN) + tablesShare * tables;
        double visible = Math.max(80, getHeight() - StageHeads.HEIGHT - 16 - below);
        model.room(getWidth(), visible);
        heads.resizeRelocate(0, 0, getWidth(), StageHeads.HEIGHT);
        heads.show(model);
        scroller.place(StageHeads.HEIGHT, getWidth(), visible, model.layout().height());
        painter.place(columns, StageHeads.HEIGHT, visible);
        Columns.Span[] spans = {columns.producers(), columns.topics(), columns.groups()};
        for (int i = 0; i < spans.length; i++) {
            nobody[i].resizeRelocate(spans[i].left(), StageHeads.HEIGHT, spans[i].width(), 84);
            feet[i].resizeRelocate(spans[i].left(), getHeight() - MARGIN - foot + tablesShare * (foot + MARGIN), spans[i].width(), foot);
        }
        repaint = true;
    }
}
