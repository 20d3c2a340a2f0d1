package dev.vitrine.engine.replica;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.replica.Copy.Outcome;
import dev.vitrine.engine.time.Mailbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Copies from one leader all partitions that this broker follows it in: one long poll after the other. Each fetch tells the leader what is here
 * already. A partition that comes while a poll is out is fetched by short polls beside it, until the long one is back and takes it along.
 *
 * <pre>
 *            ┌────────────────────────── answer, each partition in its own turn ───────────────────────────┐
 *            ▼                                                                                             │
 *   READY ──next poll──▶ ASKED ──────────────────────────────────────────────────────┤
 *            ▲                                                                                             │
 *            └───────── time is over ◀── RESTING ◀── no answer; refused (another leader, an epoch ahead) ──┘
 * </pre>
 */
final class Fetcher {

    /** Between short polls. */
    private static final long SHORT_POLL_MS = 20;
    /** Until it is looked again whether a throttled copy may go on. */
    private static final long HELD_BACK_MS = 100;

    private final ReplicaSurroundings around;
    private final LeaderQuestions questions;
    private final Mailbox mailbox;
    private final Map<TopicPartition, Copying> copies = new LinkedHashMap<>();
    private boolean longPoll;
    private boolean shortPoll;

    Fetcher(int leader, ReplicaSurroundings around, Links links, Executor pool) {
        this.around = around;
        this.questions = new LeaderQuestions(leader, around, links);
        this.mailbox = new Mailbox("fetcher of " + around.broker() + " from " + leader, pool);
    }

    void begin(Copy copy) {
        mailbox.execute(() -> {
            copies.put(copy.partition().name(), new Copying(copy));
            poll();
        });
    }

    /** Only where it is still this one: another may have taken its place. */
    void end(Copy copy) {
        mailbox.execute(() -> {
            Copying known = copies.get(copy.partition().name());
            if (known != null && known.copy == copy) {
                copies.remove(copy.partition().name());
            }
        });
    }

    /** A partition and where it stands. */
    static final class Copying {

        enum State { READY, ASKED, RESTING }

        private final Copy copy;
        private State state = State.READY;
        private int refusals;

        Copying(Copy copy) {
            this.copy = copy;
        }

        Copy copy() {
            return copy;
        }
    }

    /** @param offset from which on was asked */
    record Asked(Copying copying, long offset) {}

    private void poll() {
        List<Asked> ready = longPoll && shortPoll ? List.of() : ready();
        if (ready.isEmpty()) {
            return;
        }
        if (!longPoll) {
            longPoll = true;
            ask(ready, around.settings().fetchWaitMaxMs(), () -> {
                longPoll = false;
                poll();
            });
        } else {
            shortPoll = true;
            ask(ready, 0, () -> around.scheduler().schedule(SHORT_POLL_MS, () -> mailbox.execute(() -> {
                shortPoll = false;
                poll();
            })));
        }
    }

    private List<Asked> ready() {
        List<Asked> ready = new ArrayList<>();
        for (Copying copying : copies.values()) {
            if (copying.state == Copying.State.READY && isHeldBack(copying)) {
                rest(copying, HELD_BACK_MS);
            } else if (copying.state == Copying.State.READY) {
                copying.state = Copying.State.ASKED;
                ready.add(new Asked(copying, copying.copy.partition().log().endOffset()));
            }
        }
        return ready;
    }

    private void ask(List<Asked> asked, int waitMs, Runnable back) {
        questions.fetch(asked, waitMs)
                .thenAccept(answer -> mailbox.execute(() -> answered(asked, answer).thenRun(() -> mailbox.execute(back))));
    }

    private CompletionStage<Void> answered(List<Asked> asked, Optional<FetchResponseData> answer) {
        Map<TopicPartition, FetchResponseData.PartitionData> found = answer.filter(whole -> whole.errorCode() == Errors.NONE.code())
                .map(whole -> LeaderQuestions.byName(asked, whole)).orElse(Map.of());
        List<CompletableFuture<?>> work = new ArrayList<>();
        for (Asked one : asked) {
            FetchResponseData.PartitionData data = found.get(one.copying.copy.partition().name());
            CompletionStage<Outcome> outcome = data == null
                    ? CompletableFuture.completedStage(Outcome.REFUSED)
                    : one.copying.copy.take(one.offset, data).thenCompose(taken -> settled(one, taken));
            work.add(outcome.thenAcceptAsync(result -> note(one.copying, result), mailbox).toCompletableFuture());
        }
        return CompletableFuture.allOf(work.toArray(CompletableFuture[]::new));
    }

    /** Where the leader's log and this one have nothing in common, the leader is asked where its own begins and ends. */
    private CompletionStage<Outcome> settled(Asked asked, Outcome outcome) {
        if (outcome != Outcome.OUT_OF_RANGE) {
            return CompletableFuture.completedStage(outcome);
        }
        Copy copy = asked.copying.copy;
        return questions.end(copy).thenCompose(end -> end.isEmpty()
                ? CompletableFuture.completedStage(Outcome.REFUSED)
                : copy.endsAt(asked.offset, end.getAsLong())).thenCompose(result -> result != Outcome.OUT_OF_RANGE
                ? CompletableFuture.completedStage(result)
                : questions.start(copy).thenCompose(start -> start.isEmpty()
                        ? CompletableFuture.completedStage(Outcome.REFUSED)
                        : copy.beginsAt(asked.offset, start.getAsLong())));
    }

    private void note(Copying copying, Outcome outcome) {
        copying.state = Copying.State.READY;
        switch (outcome) {
            case COPIED -> {
                copying.refusals = 0;
                toTheEnd(copying);
            }
            case NOTHING_NEW, TRUNCATED -> copying.refusals = 0;
            case REFUSED, OUT_OF_RANGE -> rest(copying);
            case OVERTAKEN -> copies.remove(copying.copy.partition().name(), copying);
        }
    }

    /** Whoever had something comes last the next time: one busy partition must not starve the others where an answer is full. */
    private void toTheEnd(Copying copying) {
        TopicPartition name = copying.copy.partition().name();
        if (copies.remove(name, copying)) {
            copies.put(name, copying);
        }
    }

    private boolean isHeldBack(Copying copying) {
        return copying.copy.lags() && around.throttles().asFollower().holdsBack(copying.copy.partition().name());
    }

    /** Longer and longer: while a leader is being elected, the next image is only a moment away. */
    private void rest(Copying copying) {
        rest(copying, Math.min(around.settings().backoffMs(), SHORT_POLL_MS << Math.min(copying.refusals++, 20)));
    }

    private void rest(Copying copying, long delay) {
        copying.state = Copying.State.RESTING;
        around.scheduler().schedule(delay, () -> mailbox.execute(() -> {
            if (copying.state == Copying.State.RESTING) {
                copying.state = Copying.State.READY;
                poll();
            }
        }));
    }
}
