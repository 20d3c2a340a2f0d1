package dev.vitrine.app.actors;

import dev.vitrine.app.model.actors.ActorFigures;
import dev.vitrine.app.model.actors.ActorState;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.actors.Setup;
import dev.vitrine.app.model.words.Reason;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * One client on a thread of its own; see {@link ActorState} for its life. Wishes come from any thread, the client is touched by its own alone.
 */
abstract sealed class Actor permits ProducerActor, ConsumerActor {

    /** What is wanted of the thread. */
    enum Wish { GO_ON, LEAVE, CRASH }

    private final long id;
    private final Gate body = new Gate();
    private final Gate mind = new Gate();
    private volatile Setup setup;
    private volatile Wish wish = Wish.GO_ON;
    private volatile ActorState state = ActorState.RESTING;
    private volatile String note = "";
    private boolean again;
    private boolean gone;
    private Thread thread;
    final LongSupplier nanos;

    Actor(long id, Setup setup, LongSupplier nanos) {
        this.id = id;
        this.setup = setup;
        this.nanos = nanos;
    }

    /** Makes the client and works with it until {@link #wished} says otherwise, then lets it go in the way that was wished. */
    abstract void play();

    abstract ActorFigures figures();

    /** A new life begins: figures from nothing. */
    abstract void forget();

    long id() {
        return id;
    }

    Setup setup() {
        return setup;
    }

    ActorView view() {
        return new ActorView(id, setup, state, note, figures());
    }

    // ---- wishes, from any thread ----

    synchronized void start() {
        if (gone) {
            return;
        }
        if (state.alive()) {
            again = state == ActorState.LEAVING;
            return;
        }
        wish = Wish.GO_ON;
        wake();
        note = "";
        state = ActorState.STARTING;
        forget();
        thread = Thread.ofPlatform().daemon().name("actor-" + setup.name()).start(this::live);
    }

    synchronized void leave() {
        if (state.alive()) {
            state = ActorState.LEAVING;
            end(Wish.LEAVE);
        }
    }

    synchronized void crash() {
        if (state.alive()) {
            again = false;
            end(Wish.CRASH);
        }
    }

    private void end(Wish how) {
        wish = how;
        body.open();
        mind.open();
        LockSupport.unpark(thread);
    }

    synchronized void freeze() {
        if (state == ActorState.RUNNING || state == ActorState.STUCK) {
            state = ActorState.FROZEN;
            body.shut();
            mind.shut();
        }
    }

    synchronized void stick() {
        if (state == ActorState.RUNNING) {
            state = ActorState.STUCK;
            mind.shut();
        }
    }

    synchronized void wake() {
        body.open();
        mind.open();
        if (state == ActorState.FROZEN || state == ActorState.STUCK) {
            state = ActorState.RUNNING;
        }
    }

    synchronized void change(Setup next) {
        boolean takenOver = setup.takesOver(next);
        setup = next;
        LockSupport.unpark(thread);
        if (!takenOver && state.alive()) {
            leave();
            again = true;
        }
    }

    /** Leaves, and never starts again. */
    synchronized void dismiss() {
        gone = true;
        again = false;
        leave();
    }

    /** Waits until the thread has ended. @return false where it hasn't within that time */
    boolean ended(long millis) {
        Thread waited;
        synchronized (this) {
            waited = thread;
        }
        try {
            if (waited == null || waited.join(Duration.ofMillis(Math.max(1, millis)))) {
                return true;
            }
            waited.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    // ---- its own thread ----

    private void live() {
        ActorState last;
        try {
            play();
            last = wish == Wish.CRASH ? ActorState.CRASHED : ActorState.RESTING;
        } catch (RuntimeException | LinkageError e) {
            last = wish == Wish.GO_ON ? ActorState.FAILED : wish == Wish.CRASH ? ActorState.CRASHED : ActorState.RESTING;
            if (last == ActorState.FAILED) {
                note = Reason.of(e);
            }
        }
        over(last);
    }

    private synchronized void over(ActorState last) {
        state = last;
        thread = null;
        if (again) {
            again = false;
            start();
        }
    }

    /** It has its client and works. */
    synchronized void works() {
        if (state == ActorState.STARTING) {
            state = ActorState.RUNNING;
        }
    }

    Wish wished() {
        return wish;
    }

    boolean goesOn() {
        return wish == Wish.GO_ON;
    }

    void note(String words) {
        note = words;
    }

    /** The gate of its client's own threads. */
    Gate body() {
        return body;
    }

    /** Stands still while it is frozen or stuck. */
    void pass() {
        mind.pass();
    }

    /** Does nothing for so long, or until it is wished something else. */
    void rest(long forNanos) {
        long until = nanos.getAsLong() + forNanos;
        for (long left = forNanos; left > 0 && goesOn(); left = until - nanos.getAsLong()) {
            LockSupport.parkNanos(this, Math.min(left, 50_000_000L));
            if (Thread.interrupted()) {
                wish = wish == Wish.GO_ON ? Wish.LEAVE : wish;
            }
        }
    }
}
