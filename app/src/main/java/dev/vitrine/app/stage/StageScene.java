package dev.vitrine.app.stage;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.FeedModel;
import dev.vitrine.app.model.cluster.Act;
import dev.vitrine.app.model.explain.Finding;
import dev.vitrine.app.model.explain.Reasons;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.stage.Emblems;
import dev.vitrine.app.model.stage.RightNow;
import dev.vitrine.app.model.stage.StageModel;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.Entrance;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/** The whole screen of the stage: the picture, the panels below it, and the first thing that a new user sees. */
public final class StageScene extends StackPane {

    private static final long FACTS_EVERY_NANOS = 200_000_000L;

    private final StageView view;
    private final FactsPane now = new FactsPane();
    private final FeedPane feed;
    private final InspectorPane inspector;
    private final ConnectPane welcome;
    private final ConnectPane understudy;
    private final Wings wings;
    private final RightNow rightNow = new RightNow();
    private long factsAt;
    private final boolean recorded;
    private boolean everSeen;

    /**
     * Where one can go from here.
     *
     * @param reasons why things are as they are
     * @param follow  goes to the evidence of an answer
     * @param instant goes to a moment
     * @param earlier how the cluster was at an instant, in milliseconds
     * @param compose opens the composer
     * @param act     does something to a broker, and asks first where clients would notice
     */
    public record Ways(Reasons reasons, Consumer<Finding> follow, LongConsumer instant, LongFunction<Optional<ClusterSnapshot>> earlier, Runnable compose, Consumer<Act> act) {}

    /** @param wings actors wait there; @param emblems who has which colour and shape */
    public StageScene(ClusterSource source, Selection selection, FeedModel news, Background background, Wings wings, Emblems emblems, Ways ways) {
        this.wings = wings;
        this.recorded = source.recorded();
        this.feed = new FeedPane(news, selection, ways.instant());
        this.inspector = new InspectorPane(source, selection, background, ways);
        this.view = new StageView(source, selection, background, wings, emblems, ways, now, feed, inspector);
        wings.over(this);
        this.welcome = new ConnectPane(source.bootstrap(), true, ways.compose(), wings::family, () -> { });
        ConnectPane again = new ConnectPane(source.bootstrap(), false, ways.compose(), wings::family, () -> open(null));
        this.understudy = new ConnectPane(source.bootstrap(), false, () -> { }, () -> { }, () -> { });
        view.onConnect(() -> open(again));
        getChildren().add(view);
    }

    /** Shows a panel over the picture, or none. */
    private void open(ConnectPane panel) {
        getChildren().removeIf(child -> child instanceof ConnectPane && child != welcome);
        if (panel != null) {
            Entrance.of(panel, () -> getChildren().add(panel), panel::requestFocus);
        }
    }

    /** The like of the panel that tells how to connect. */
    public Parent understudy() {
        return understudy;
    }

    /** Listens to what it shares with other screens, from now on; before, it may be made in the background. */
    public void join() {
        view.join();
        feed.join();
    }

    /** Other colours, or another zoom. */
    public void look(Palette palette, double zoom) {
        view.look(palette, zoom);
    }

    /** Only the picture, while it is shown to others. */
    public void present(boolean on) {
        view.present(on);
    }

    /** Leaves room below the picture. @param height of the tables that come up there; @param share of it that is there, from 0 to 1 */
    public void makeRoom(double height, double share) {
        view.makeRoom(height, share);
    }

    public void frame(Inbox.Frame frame) {
        view.frame(frame);
        StageModel model = view.model();
        wings.see(frame.snapshot());
        if (frame.hasNews() && model.isKnown()) {
            everSeen |= !model.picture().isBare();
            welcome(!everSeen);
            now.show(frame.live() ? rightNow.facts(frame.snapshot(), frame.nowNanos()) : rightNow.then(frame.snapshot(), view.thenRates()));
        }
        if (frame.nowNanos() - factsAt > FACTS_EVERY_NANOS && frame.snapshot() != null && view.feetVisible()) {
            factsAt = frame.nowNanos();
            feed.clock(view.brokerMillis(frame.nowNanos()));
            feed.until(frame.live() && !recorded ? Long.MAX_VALUE : frame.snapshot().atMillis());
            inspector.show(frame, model.ends());
        }
    }

    private void welcome(boolean shown) {
        view.setVisible(!shown);
        if (shown != getChildren().contains(welcome)) {
            if (shown) {
                getChildren().add(1, welcome);
            } else {
                getChildren().remove(welcome);
            }
        }
    }

    public String figures() {
        StageModel model = view.model();
        return String.format(Locale.ROOT, "dots %d  left out %d", model.inward().dots() + model.outward().dots(),
                model.inward().dropped() + model.outward().dropped());
    }
}
