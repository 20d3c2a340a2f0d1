package dev.vitrine.app.source;

import dev.vitrine.app.model.LookPace;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * News on its way to the screens. A background thread polls the source; the toolkit's thread takes what has gathered, once a frame
 * ({@link #drain}). What gathers is bounded: where a view was away for long, the oldest events are dropped and counted.
 */
public final class Inbox implements AutoCloseable {

    private static final int EVENTS_A_POLL = 512;
    private static final int MOST_WAITING = 4096;
    private static final long SNAPSHOT_AT_LEAST_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Of the time from asking to answer, most of which is waiting where a broker has much to do. */
    private static final int SNAPSHOTS_TAKE_ONE_PART_OF = 60;

    private final ClusterSource source;
    private final List<Observed> waiting = new ArrayList<>();
    private final ScheduledFuture<?> polling;
    private final LookPace pace;
    private ClusterSnapshot latest;
    private boolean fresh;
    private boolean asked;
    private volatile boolean watched = true;
    private long seen;
    private long lost;

    /**
     * Starts polling.
     *
     * @param everyMillis time between two polls; a poll asks for no snapshot while the last one is still being made, nor so often that making them costs the
     *                    broker much
     */
    public Inbox(ClusterSource source, ScheduledExecutorService scheduler, long everyMillis) {
        this.source = source;
        this.pace = new LookPace(SNAPSHOTS_TAKE_ONE_PART_OF, 0, SNAPSHOT_AT_LEAST_EVERY_NANOS);
        this.polling = scheduler.scheduleWithFixedDelay(this::poll, 0, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** Whether anybody looks; while nobody does, nothing is polled. */
    public void watched(boolean anybodyLooks) {
        watched = anybodyLooks;
    }

    private void poll() {
        if (!watched) {
            return;
        }
        pollEvents();
        long now = System.nanoTime();
        synchronized (this) {
            if (asked || !pace.due(now)) {
                return;
            }
            asked = true;
        }
        source.snapshot().whenComplete((snapshot, failure) -> arrived(snapshot, now));
    }

    private void pollEvents() {
        Events.Page page = source.eventsAfter(seen, EVENTS_A_POLL);
        synchronized (this) {
            lost += page.lost();
            waiting.addAll(page.events());
            seen += page.lost() + page.events().size();
            int over = waiting.size() - MOST_WAITING;
            if (over > 0) {
                waiting.subList(0, over).clear();
                lost += over;
            }
        }
    }

    private synchronized void arrived(ClusterSnapshot snapshot, long askedAtNanos) {
        asked = false;
        pace.looked(askedAtNanos, System.nanoTime() - askedAtNanos);
        if (snapshot != null) {
            latest = snapshot;
            fresh = true;
        }
    }

    /**
     * Takes all that has gathered; for the one timer of the app.
     *
     * @param nowNanos the frame's time
     */
    public synchronized Frame drain(long nowNanos) {
        Frame frame = new Frame(nowNanos, latest, fresh, waiting, lost, true);
        waiting.clear();
        fresh = false;
        lost = 0;
        return frame;
    }

    @Override
    public void close() {
        polling.cancel(false);
    }

    /**
     * What one frame brings.
     *
     * @param nowNanos the time that all motion follows
     * @param snapshot the newest there is; null until the first has come
     * @param fresh    true where the snapshot is another than in the frame before
     * @param events   since the frame before, the oldest first
     * @param lost     events that came and went without being seen
     * @param live     false where the snapshot is one of the past: nothing moves then
     */
    public record Frame(long nowNanos, ClusterSnapshot snapshot, boolean fresh, List<Observed> events, long lost, boolean live) {

        public Frame {
            events = List.copyOf(events);
        }

        /** The same for who has seen nothing yet: what there is is news. */
        public Frame anew() {
            return new Frame(nowNanos, snapshot, true, events, lost, live);
        }

        /** True where there is a new snapshot to show. */
        public boolean hasNews() {
            return fresh && snapshot != null;
        }
    }
}
