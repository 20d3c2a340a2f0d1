package dev.vitrine.engine.replica;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.replica.Copy.Outcome;
import dev.vitrine.engine.replica.CopySession.Answered;
import dev.vitrine.engine.replica.CopySession.Saying;
import dev.vitrine.engine.replica.Copying.Asked;
import dev.vitrine.engine.replica.Copying.State;
import dev.vitrine.engine.time.Mailbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Copies from one leader all partitions that this broker follows it in: one long poll after the other, in a session ({@link CopySession}). Each fetch tells the
 * leader what is here already. A partition that comes while a poll is out is fetched by short polls beside it, until the long one is back and takes it
 * along. Where a partition stands: {@link Copying}.
 */
final class Fetcher {

    /** Between short polls. */
    private static final long SHORT_POLL_MS = 20;
    /** Until it is looked again whether a throttled copy may go on. */
    private static final long HELD_BACK_MS = 100;

    private final ReplicaSurroundings around;
    private final LeaderQuestions questions;
    private final Mailbox mailbox;
    private final Map<TopicPartition, Copying> copies = new HashMap<>();
    private final Set<Copying> ready = new LinkedHashSet<>();
    private final CopySession session = new CopySession();
    private boolean longPoll;
    private boolean shortPoll;

    Fetcher(int leader, ReplicaSurroundings around, Links links, Executor pool) {
        this.around = around;
        this.questions = new LeaderQuestions(leader, around, links);
        this.mailbox = new Mailbox("fetcher of " + around.broker() + " from " + leader, pool);
    }

    void begin(Copy copy) {
        mailbox.execute(() -> {
            Copying copying = new Copying(copy);
            Optional.ofNullable(copies.put(copy.partition().name(), copying)).ifPresent(this::forget);
            ready.add(copying);
            poll();
        });
    }

    /** Only where it is still this one: another may have taken its place. */
    void end(Copy copy) {
        mailbox.execute(() -> {
            Copying known = copies.get(copy.partition().name());
            if (known != null && known.copy() == copy) {
                end(known);
            }
        });
    }

    private void end(Copying copying) {
        copies.remove(copying.copy().partition().name(), copying);
        forget(copying);
    }

    private void forget(Copying copying) {
        copying.end();
        ready.remove(copying);
        session.end(copying);
    }

    // ---- asking

    private void poll() {
        if (longPoll && shortPoll) {
            return;
        }
        List<Asked> asked = ready();
        if (!longPoll && !(asked.isEmpty() && session.isEmpty())) {
            longPoll = true;
            boolean begins = session.isNew();
            questions.fetch(session.next(asked), begins ? 0 : around.settings().fetchWaitMaxMs()).thenAccept(answer -> mailbox.execute(() ->
                    inSession(begins, answer).thenRun(() -> mailbox.execute(() -> {
                        longPoll = false;
                        poll();
                    }))));
        } else if (!asked.isEmpty()) {
            shortPoll = true;
            questions.fetch(Saying.once(asked), 0).thenAccept(answer -> mailbox.execute(() ->
                    beside(asked, answer).thenRun(() -> around.scheduler().schedule(SHORT_POLL_MS, () -> mailbox.execute(() -> {
                        shortPoll = false;
                        poll();
                    })))));
        }
    }

    private List<Asked> ready() {
        List<Asked> asked = new ArrayList<>(ready.size());
        for (Copying copying : List.copyOf(ready)) {
            if (isHeldBack(copying)) {
                rest(copying, HELD_BACK_MS);
            } else {
                asked.add(copying.ask());
            }
        }
        ready.clear();
        return asked;
    }

    private boolean isHeldBack(Copying copying) {
        return copying.copy().lags() && around.throttles().asFollower().holdsBack(copying.copy().partition().name());
    }

    // ---- answers

    /** @param begins whether all that was asked for must have been answered */
    private CompletionStage<Void> inSession(boolean begins, Optional<FetchResponseData> answer) {
        if (answer.isEmpty() || answer.get().errorCode() != Errors.NONE.code()) {
            boolean unknown = answer.map(FetchResponseData::errorCode).map(Errors::forCode).filter(CopySession::isGone).isPresent();
            session.lost().forEach(asked -> note(asked.copying(), unknown ? Outcome.NOTHING_NEW : Outcome.REFUSED));
            return CompletableFuture.completedStage(null);
        }
        List<Answered> told = session.take(answer.get());
        if (begins) {
            session.unanswered().forEach(asked -> note(asked.copying(), Outcome.REFUSED));
        }
        return takeIn(told);
    }

    private CompletionStage<Void> beside(List<Asked> asked, Optional<FetchResponseData> answer) {
        Map<TopicPartition, PartitionData> found = answer.filter(whole -> whole.errorCode() == Errors.NONE.code())
                .map(whole -> LeaderQuestions.byName(asked, whole)).orElse(Map.of());
        List<Answered> told = new ArrayList<>();
        for (Asked one : asked) {
            PartitionData data = found.get(one.copy().partition().name());
            if (data == null) {
                note(one.copying(), Outcome.REFUSED);
            } else {
                told.add(new Answered(one, data));
            }
        }
        return takeIn(told);
    }

    /** Each partition in its own turn. */
    private CompletionStage<Void> takeIn(List<Answered> told) {
        List<CompletableFuture<?>> work = new ArrayList<>(told.size());
        for (Answered one : told) {
            work.add(one.asked().copy().take(one.asked().offset(), one.data())
                    .thenCompose(taken -> settled(one.asked(), taken))
                    .thenAcceptAsync(outcome -> note(one.asked().copying(), outcome), mailbox).toCompletableFuture());
        }
        return CompletableFuture.allOf(work.toArray(CompletableFuture[]::new));
    }

    /** Where the leader's log and this one have nothing in common, the leader is asked where its own begins and ends. */
    private CompletionStage<Outcome> settled(Asked asked, Outcome outcome) {
        if (outcome != Outcome.OUT_OF_RANGE) {
            return CompletableFuture.completedStage(outcome);
        }
        Copy copy = asked.copy();
        return questions.end(copy).thenCompose(end -> end.isEmpty()
                ? CompletableFuture.completedStage(Outcome.REFUSED)
                : copy.endsAt(asked.offset(), end.getAsLong())).thenCompose(result -> result != Outcome.OUT_OF_RANGE
                ? CompletableFuture.completedStage(result)
                : questions.start(copy).thenCompose(start -> start.isEmpty()
                        ? CompletableFuture.completedStage(Outcome.REFUSED)
                        : copy.beginsAt(asked.offset(), start.getAsLong())));
    }

    private void note(Copying copying, Outcome outcome) {
        switch (outcome) {
            case COPIED, NOTHING_NEW, TRUNCATED -> {
                copying.answered();
                if (copying.ready()) {
                    ready.add(copying);
                }
            }
            case REFUSED, OUT_OF_RANGE -> rest(copying);
            case OVERTAKEN -> end(copying);
        }
    }

    /** Longer and longer: while a leader is being elected, the next image is only a moment away. */
    private void rest(Copying copying) {
        rest(copying, Math.min(around.settings().backoffMs(), SHORT_POLL_MS << Math.min(copying.refused(), 20)));
    }

    private void rest(Copying copying, long delay) {
        if (copying.rest()) {
            around.scheduler().schedule(delay, () -> mailbox.execute(() -> {
                if (copying.state() == State.RESTING && copying.ready()) {
                    ready.add(copying);
                    poll();
                }
            }));
        }
    }
}
