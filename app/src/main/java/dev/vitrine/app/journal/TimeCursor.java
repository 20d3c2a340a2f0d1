package dev.vitrine.app.journal;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Observed;
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
 */
public final class TimeCursor {

    private final Journal journal;
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
        moment.set(new Moment.Live());
    }

    /** Before something is decided by what is to be seen. @return true where it was the past: it must be looked at anew first */
    public boolean wasPast() {
        boolean past = !moment().isLive();
        live();
        return past;
    }

    /** Stops at this instant, or goes on. */
    public void togglePause() {
        if (!moment().isLive()) {
            live();
        } else if (journal.end() > 0) {
            moment.set(new Moment.Paused(journal.end()));
        }
    }

    /** Goes to an instant, as far back as is remembered; at the newest end it is live. */
    public void view(long millis) {
        if (journal.end() == 0 || millis >= journal.end()) {
            live();
        } else {
            moment.set(new Moment.Viewing(Math.max(journal.begin(), millis)));
        }
    }

    /** Goes to the first picture from an instant on: who came at that instant is to be seen there. */
    public void viewFrom(long millis) {
        view(journal.pictureFrom(millis));
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
        };
    }

    /** How the cluster was then; empty while live, where the newest is to be had elsewhere. What is no longer remembered shows the oldest that is. */
    public Optional<ClusterSnapshot> past() {
        return moment().isLive() ? Optional.empty() : journal.at(instant());
    }
}
