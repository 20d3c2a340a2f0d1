package dev.vitrine.app.journal;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Observed;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The one cursor that all panes follow. The past can be looked at only: programs outside can't be taken back, so whoever acts is live again first.
 *
 * <pre>
 *           Space                      ← →, dragged
 *   LIVE ─────────► PAUSED ─────────────────────────► VIEWING
 *    ▲ │                │                              │   ▲
 *    │ └────────────────┼── ← →, dragged ──────────────┼───┘
 *    └──────────────────┴── Space, L, an action, the right end
 * </pre>
 * In a recording there is no now: it replays by itself or stands, and whoever would act is told so.
 *
 * <pre>
 *              Space, ← →, dragged, its end
 *   REPLAYING ─────────────────────────────► VIEWING
 *       ▲                                       │
 *       └──────────────── Space ────────────────┘
 * </pre>
 */
public final class TimeCursor {

    private static final double[] SPEEDS = {0.1, 0.25, 0.5, 1, 2, 5, 10};
    private static final int REAL_TIME = 3;

    private final Journal journal;
    private boolean recording;
    private int speed = REAL_TIME;
    private double replayed;
    private final ReadOnlyObjectWrapper<Moment> moment = new ReadOnlyObjectWrapper<>(this, "moment", new Moment.Live());

    public TimeCursor(Journal journal) {
        this.journal = journal;
    }

    public ReadOnlyObjectProperty<Moment> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    public Moment moment() {
        return moment.get();
    }

    /** Back to what is now; to be called before anything is done to the cluster. */
    public void live() {
        if (recording) {
            return;
        }
        moment.set(new Moment.Live());
    }

    /** Before something is decided by what is to be seen. @return true where it was the past: it must be looked at anew first */
    public boolean wasPast() {
        boolean past = !moment().isLive();
        live();
        return past;
    }

    /** The journal holds a recording, and nothing is added to it any more: plays it from its beginning. */
    public void replay() {
        recording = true;
        play(journal.begin());
    }

    public boolean isRecording() {
        return recording;
    }

    private void play(long from) {
        replayed = from;
        moment.set(new Moment.Replaying(from));
    }

    /** A recording that plays goes on by so much real time; at its end it stands. Nothing else does. */
    public void advance(long nanos) {
        if (moment() instanceof Moment.Replaying) {
            replayed += nanos / 1e6 * speed();
            moment.set(replayed < journal.end() ? new Moment.Replaying((long) replayed) : new Moment.Viewing(journal.end()));
        }
    }

    /** How fast a recording plays: 0.1 to 10 times real time. */
    public double speed() {
        return SPEEDS[speed];
    }

    /** One step faster or slower, within the limits. */
    public void speedUp(boolean faster) {
        speed = Math.max(0, Math.min(SPEEDS.length - 1, speed + (faster ? 1 : -1)));
    }

    /** Stops at this instant, or goes on. */
    public void togglePause() {
        if (moment() instanceof Moment.Replaying(long at)) {
            view(at);
        } else if (recording) {
            play(instant() >= journal.end() ? journal.begin() : instant());
        } else if (!moment().isLive()) {
            live();
        } else if (journal.end() > 0) {
            moment.set(new Moment.Paused(journal.end()));
        }
    }

    /** Goes to an instant, as far back as is remembered; at the newest end it is live. */
    public void view(long millis) {
        if (recording) {
            moment.set(new Moment.Viewing(Math.max(journal.begin(), Math.min(journal.end(), millis))));
        } else if (journal.end() == 0 || millis >= journal.end()) {
            live();
        } else {
            moment.set(new Moment.Viewing(Math.max(journal.begin(), millis)));
        }
    }

    /**
     * Goes to the first picture from an instant on: who came at that instant is to be seen there. Of what happens just now too it stands still: who asks
     * for a moment wants to look at it.
     */
    public void viewFrom(long millis) {
        long picture = journal.pictureFrom(millis);
        if (recording || picture < journal.end()) {
            view(picture);
        } else if (journal.end() > 0) {
            moment.set(new Moment.Viewing(journal.end()));
        }
    }

    /** One event back, or on; without one, a second. @param forward towards now */
    public void step(boolean forward) {
        long from = instant();
        Optional<Long> next = journal.events().stream().map(Observed::atMillis).filter(at -> forward ? at > from : at < from)
                .reduce((a, b) -> forward ? Long.valueOf(Math.min(a, b)) : Long.valueOf(Math.max(a, b)));
        view(next.orElse(forward ? journal.end() : from - 1_000));
    }

    /** The instant looked at. */
    public long instant() {
        return switch (moment()) {
            case Moment.Live _ -> journal.end();
            case Moment.Paused(long at) -> at;
            case Moment.Viewing(long at) -> at;
            case Moment.Replaying(long at) -> at;
        };
    }

    /** What had happened by the instant looked at, as far as that is remembered; the oldest first. */
    public List<Observed> happened() {
        long until = instant();
        return moment().isLive() ? journal.events() : journal.until(until);
    }

    /** How the cluster was at an instant; empty where nothing is remembered of it. */
    public Optional<ClusterSnapshot> at(long millis) {
        return millis < journal.begin() ? Optional.empty() : journal.at(millis);
    }

    /** How the cluster was then; empty while live, where the newest is to be had elsewhere. What is no longer remembered shows the oldest that is. */
    public Optional<ClusterSnapshot> past() {
        return moment().isLive() ? Optional.empty() : journal.at(instant());
    }
}
