package dev.vitrine.engine.quorum;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.time.Scheduler.Timer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.protocol.ApiMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what came in into what follows from it. The order is the promise: nothing is said, voted or written on the strength of an epoch or a vote that a
 * crash could make this replica forget. Used in the mailbox only.
 */
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final Core core;
    private final QuorumStateStore store;
    private final FetchDesk fetches;
    private final Copying copying;
    private final SnapshotMaker snapshots;
    private final QuorumListener listener;
    private final Canvass canvass;
    private final Leading leading;
    private final VoterChanges changes;
    private final Joining joining;
    private final List<Runnable> said = new ArrayList<>();
    private DurableState saved;
    private Timer timer;
    private long timerAt = Long.MAX_VALUE;
    private int ledEpoch = -1;
    private OptionalInt toldLeader = OptionalInt.empty();
    private int toldEpoch = -1;
    /** What was asked before this began: others may be quicker. */
    private final List<Runnable> early = new ArrayList<>();
    private boolean begun;
    private boolean running;
    private boolean stepping;
    private boolean silent;
    private boolean triesAgain;
    private boolean more;
    private volatile QuorumState state = QuorumState.BEFORE;

    Turns(Core core, QuorumStateStore store, FetchDesk fetches, Copying copying, SnapshotMaker snapshots, QuorumListener listener) {
        this.core = core;
        this.store = store;
        this.fetches = fetches;
        this.copying = copying;
        this.snapshots = snapshots;
        this.listener = listener;
        this.canvass = new Canvass(core);
        this.leading = new Leading(core, listener);
        this.changes = new VoterChanges(core);
        this.joining = new Joining(core);
        core.committed().follow(listener::committed);
    }

    /** Any thread. */
    QuorumState standing() {
        return state;
    }

    void begin() throws IOException {
        saved = store.load();
        core.committed().begin();
        running = true;
        begun = true;
        step(() -> core.raft().begin(saved, core.around().now()));
        early.forEach(this::step);
        early.clear();
    }

    /** @return done when others know of it that have to */
    CompletionStage<Void> end() {
        if (running) {
            step(() -> core.raft().resign(core.around().now()));
        }
        begun = true;
        running = false;
        copying.close();
        joining.close();
        snapshots.close();
        if (timer != null) {
            timer.cancel();
        }
        state = QuorumState.BEFORE;
        return canvass.close();
    }

    VoterChanges changes() {
        return changes;
    }

    /** Answers when all that it rests on is safe. */
    void later(CompletableFuture<ApiMessage> answer, ApiMessage content) {
        said.add(() -> answer.complete(content));
    }

    void voteDecided(VoteQuestion question, boolean granted) {
        said.add(() -> core.around().publish().accept(new Event.VoteCast(
                core.self().id(), question.candidate().id(), question.epoch(), question.pre(), granted)));
    }

    void step(Runnable action) {
        if (!begun) {
            early.add(action);
        }
        if (!running) {
            return;
        }
        action.run();
        if (stepping) {
            more = true; // the step that is under way looks again
            return;
        }
        stepping = true;
        try {
            do {
                more = false;
                settle();
            } while (more && running);
        } finally {
            stepping = false;
        }
    }

    private void settle() {
        DurableState safe = core.raft().durable();
        if (!save()) {
            return;
        }
        turn();
        if (core.raft().role() instanceof Role.Leader leader) {
            if (leading.advance(leader)) {
                more = true;
            }
            more |= changes.look();
            if (leading.dismissed()) {
                core.raft().resign(core.around().now());
                more = true;
            }
        } else {
            changes.look();
        }
        if (!core.raft().durable().equals(safe)) { // it gave up, which is to be noted first
            more = true;
            return;
        }
        canvass.send(core.raft().takeAsks());
        List<Runnable> answers = List.copyOf(said);
        said.clear();
        answers.forEach(Runnable::run);
        fetches.wake();
        copying.look();
        joining.look();
        snapshots.look();
        arm();
        state = QuorumState.of(core);
    }

    /**
     * A replica that can't remember what it promises must promise nothing more until it can. One that votes alone promises nothing to anybody: its epoch is
     * in the log before anybody sees it, and its start need not wait for the disk once more.
     */
    private boolean save() {
        DurableState now = core.raft().durable();
        if (now.equals(saved) || core.log().voters().isOnly(core.self())) {
            return true;
        }
        try {
            store.save(now);
            saved = now;
            silent = false;
            return true;
        } catch (IOException refused) {
            fallSilent(refused);
            return false;
        }
    }

    /** What it would have said is forgotten: who asked will ask again. So does this one, whether the disk takes it by now. */
    private void fallSilent(IOException refused) {
        said.clear();
        if (!silent) {
            silent = true;
            LOG.error("Broker {} can't note its epoch and vote, and says nothing in the quorum until it can: {}", core.self(), refused.getMessage());
            core.around().publish().accept(new Event.StorageFailed(MetadataTopic.PARTITION + ": " + QuorumStateStore.FILE, refused.toString()));
            toldLeader = OptionalInt.empty();
            toldEpoch = core.raft().epoch();
            listener.following(toldLeader, toldEpoch);
        }
        if (!triesAgain) {
            triesAgain = true;
            core.around().scheduler().schedule(core.options().times().retryBackoff(), () -> core.around().mailbox().execute(() -> {
                triesAgain = false;
                step(() -> { });
            }));
        }
    }

    /** Tells of another leader, or of another epoch; where it is this one, its first record is written. */
    private void turn() {
        if (core.raft().role() instanceof Role.Leader leader) {
            if (ledEpoch != core.raft().epoch()) {
                ledEpoch = core.raft().epoch();
                toldLeader = OptionalInt.of(core.self().id());
                toldEpoch = ledEpoch;
                if (!leading.begin(leader)) {
                    core.raft().resign(core.around().now());
                    more = true;
                }
            }
        } else if (toldEpoch != core.raft().epoch() || !toldLeader.equals(core.raft().leader())) {
            toldLeader = core.raft().leader();
            toldEpoch = core.raft().epoch();
            listener.following(toldLeader, toldEpoch);
        }
    }

    private void arm() {
        long due = core.raft().role().dueAt();
        if (timer != null && timerAt <= due) {
            return; // it looks again when it goes off
        }
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (due != Long.MAX_VALUE) {
            timerAt = due;
            timer = core.around().scheduler().schedule(Math.max(0, due - core.around().now()), () -> core.around().mailbox().execute(this::due));
        }
    }

    private void due() {
        timer = null;
        timerAt = Long.MAX_VALUE;
        step(() -> core.raft().due(core.around().now()));
    }
}
