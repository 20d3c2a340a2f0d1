package dev.vitrine.app.screen;

import dev.vitrine.app.journal.Journal;
import dev.vitrine.app.journal.Moment;
import dev.vitrine.app.journal.TimeCursor;
import dev.vitrine.app.model.FeedModel;
import dev.vitrine.app.model.theatre.Theatre;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.FramePace;
import dev.vitrine.app.widget.FrameStats;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.animation.AnimationTimer;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.scene.control.Label;

/** The one timer of the app: empties the inbox once a frame and lets the screen that is shown go one frame on. */
final class FrameLoop extends AnimationTimer {

    private static final long LONGEST_FRAME_NANOS = 250_000_000L;
    private static final long HUD_EVERY_NANOS = 500_000_000L;
    /** What happens is told five times a second: nobody reads faster, and each telling lays the lists out anew. */
    private static final long TELL_EVERY_NANOS = 200_000_000L;

    private final FeedModel feed;
    private final Journal journal;
    private final Theatre theatre;
    private final TimeCursor time;
    private final TimeBar bar;
    private final FrameStats stats = new FrameStats();
    private FramePace pace = FramePace.of(!Platform.isSupported(ConditionalFeature.SCENE3D));
    private Inbox inbox;
    private Deck deck;
    private Consumer<Inbox.Frame> live;
    private LongConsumer first = _ -> { };
    private Label hud;
    private boolean seen = true;
    private long hudAt;
    private ClusterSnapshot snapshot;
    private ClusterSnapshot shown;
    private boolean shownLive = true;
    private long replayedAt;
    private long replayedNanos;
    private final List<Observed> untold = new ArrayList<>();
    private long toldAt;
    private long drained;
    private long dropped;

    FrameLoop(FeedModel feed, Journal journal, Theatre theatre, TimeCursor time, TimeBar bar) {
        this.feed = feed;
        this.journal = journal;
        this.theatre = theatre;
        this.time = time;
        this.bar = bar;
    }

    /** Where figures about the frames are shown, while it is visible. */
    void hud(Label label) {
        hud = label;
    }

    /** Another pace than the one that suits the machine. */
    void pace(FramePace other) {
        pace = other;
    }

    /** @param step told of each frame before its screens are */
    void before(LongConsumer step) {
        first = step;
    }

    /** @param onLooker gets what is now, before the screens get what is looked at */
    void start(Inbox from, Deck to, Consumer<Inbox.Frame> onLooker) {
        stop();
        inbox = from;
        deck = to;
        live = onLooker;
        seen(seen);
    }

    void seen(boolean nowSeen) {
        seen = nowSeen;
        if (inbox != null) {
            inbox.watched(seen);
            if (seen) {
                start();
            } else {
                super.stop();
            }
        }
    }

    /** The newest there is; null before the first has come. */
    ClusterSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public void stop() {
        super.stop();
        if (inbox != null) {
            inbox.close();
            inbox = null;
        }
    }

    /** The frame that all panes get: of what is now, or of the moment that somebody looks at. */
    private Inbox.Frame asOf(Inbox.Frame now) {
        ClusterSnapshot then = time.past().orElse(null);
        boolean live = then == null || time.moment() instanceof Moment.Replaying;
        ClusterSnapshot next = then == null ? now.snapshot() : then;
        // The moment of a pause may be the very picture that is shown: that it is the past now is news even so.
        boolean other = next != shown || live != shownLive;
        shown = next;
        shownLive = live;
        return new Inbox.Frame(now.nowNanos(), next, other || live && now.fresh(), now.events(), now.lost(), live);
    }

    /** A recording brings no news: its own time goes on, faster or slower than ours, and all motion with it. */
    private Inbox.Frame replayed(long nowNanos) {
        long passed = replayedAt == 0 ? 0 : Math.min(LONGEST_FRAME_NANOS, nowNanos - replayedAt);
        replayedAt = nowNanos;
        replayedNanos += time.moment() instanceof Moment.Replaying ? (long) (passed * time.speed()) : passed;
        time.advance(passed);
        return new Inbox.Frame(replayedNanos, time.past().orElse(null), false, List.of(), 0, true);
    }

    @Override
    public void handle(long nowNanos) {
        long began = System.nanoTime();
        if (!pace.due(began)) {
            deck.meanwhile();
            return;
        }
        Inbox.Frame frame = time.isRecording() ? replayed(nowNanos) : inbox.drain(nowNanos);
        tell(frame.events(), nowNanos);
        journal.happened(frame.events());
        theatre.happened(frame.events(), frame.lost());
        if (frame.hasNews()) {
            journal.picture(frame.snapshot());
            theatre.picture(frame.snapshot());
            bar.refresh();
            bar.groups(frame.snapshot());
        }
        live.accept(frame);
        first.accept(nowNanos);
        deck.frame(asOf(frame));
        snapshot = frame.snapshot();
        drained += frame.events().size();
        dropped += frame.lost();
        stats.frame(began, System.nanoTime());
        if (hud.isVisible() && nowNanos - hudAt > HUD_EVERY_NANOS) {
            hudAt = nowNanos;
            FrameFigures now = figures();
            hud.setText(String.format(Locale.ROOT, "work p50 %.1f ms  p99 %.1f ms   frame p50 %.1f ms  p99 %.1f ms   %s   events drained %,d  dropped %,d",
                    now.workP50(), now.workP99(), now.framesP50(), now.framesP99(), deck.figures(), now.drained(), now.dropped()));
        }
    }

    private void tell(List<Observed> events, long nowNanos) {
        untold.addAll(events);
        if (!untold.isEmpty() && Math.abs(nowNanos - toldAt) >= TELL_EVERY_NANOS) {
            toldAt = nowNanos;
            feed.add(List.copyOf(untold));
            untold.clear();
        }
    }

    FrameFigures figures() {
        return new FrameFigures(stats.workMillis(50), stats.workMillis(99), stats.apartMillis(50), stats.apartMillis(99), stats.frames(), drained, dropped);
    }
}
