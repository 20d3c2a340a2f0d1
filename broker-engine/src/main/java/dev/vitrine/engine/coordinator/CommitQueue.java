package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.coordinator.Batch.Waiting;
import dev.vitrine.engine.coordinator.CommittedLog.Appended;
import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for the log, in the order of the log: the open batch, which is appended when the present turn ends, and the appended ones, which
 * are told of when they are committed. What is told without having written anything stands behind the newest batch, since it may have seen
 * what that batch holds. Used in the mailbox only.
 */
final class CommitQueue<S extends CoordinatorShard<S, R>, R> {

    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);

    private final CommittedLog log;
    private final RuntimeOptions options;
    private final Consumer<Event> publish;
    private final Deque<Batch<S, R>> appended = new ArrayDeque<>();
    private Batch<S, R> open;

    CommitQueue(CommittedLog log, RuntimeOptions options, Consumer<Event> publish) {
        this.log = log;
        this.options = options;
        this.publish = publish;
    }

    boolean hasRoomFor(List<KeyValue> records) {
        return open == null || open.hasRoomFor(records, options);
    }

    /** @return true where this opened a batch: {@link #append} is due at the end of the turn */
    boolean add(List<KeyValue> records) {
        boolean opens = open == null;
        if (opens) {
            open = new Batch<>(Standing.ALONE);
        }
        open.add(records);
        return opens;
    }

    /** Tells at once where nothing is uncommitted, else when all that is there now has been committed. */
    void tell(Effect<S, R> effect, long nowMillis) {
        Batch<S, R> last = open != null ? open : appended.peekLast();
        if (last == null) {
            tellNow(effect);
        } else {
            last.effects().add(new Waiting<>(effect, nowMillis));
        }
    }

    /** Something was appended past the open batch; there must be none. */
    void appended(Standing standing, List<KeyValue> records, long endOffset) {
        Batch<S, R> batch = new Batch<>(standing);
        batch.add(records);
        batch.appended(endOffset);
        appended.addLast(batch);
    }

    /** Appends the open batch, where there is one. @return why it was refused; then all that stood in it has been refused too */
    Optional<Errors> append(long nowMillis) {
        if (open == null) {
            return Optional.empty();
        }
        Batch<S, R> batch = open;
        open = null;
        switch (tryAppend(batch, nowMillis)) {
            case Appended.At(long endOffset) -> {
                batch.appended(endOffset);
                appended.addLast(batch);
                return Optional.empty();
            }
            case Appended.Refused(Errors error) -> {
                batch.effects().forEach(waiting -> refuse(waiting.effect(), Refusals.of(error)));
                return Optional.of(error);
            }
        }
    }

    private Appended tryAppend(Batch<S, R> batch, long nowMillis) {
        try {
            return log.append(batch.records(), nowMillis);
        } catch (RuntimeException failure) {
            LOG.error("Appending to a coordinator's log failed", failure);
            return new Appended.Refused(Errors.UNKNOWN_SERVER_ERROR);
        }
    }

    /** Takes out the batches that have been committed, hands them over and tells what waited for them. */
    void release(Consumer<Batch<S, R>> committed) {
        while (!appended.isEmpty() && appended.peekFirst().endOffset() <= log.committedOffset()) {
            Batch<S, R> batch = appended.pollFirst();
            committed.accept(batch);
            batch.effects().forEach(waiting -> tellNow(waiting.effect()));
        }
    }

    /** Refuses the answers that have waited since before {@code sinceMillis}; their records may still come to be committed. */
    void refuseWaitingSince(long sinceMillis) {
        for (Batch<S, R> batch : appended) {
            batch.effects().removeIf(waiting -> {
                boolean overdue = waiting.sinceMillis() <= sinceMillis && waiting.effect() instanceof Effect.Answer;
                if (overdue) {
                    refuse(waiting.effect(), Refusals.of(Errors.REQUEST_TIMED_OUT));
                }
                return overdue;
            });
        }
    }

    /** Since when the oldest answer has waited for its commit. */
    OptionalLong oldestWaiting() {
        return appended.stream().flatMap(batch -> batch.effects().stream())
                .filter(waiting -> waiting.effect() instanceof Effect.Answer)
                .mapToLong(Waiting::sinceMillis).findFirst();
    }

    /** Nobody will hear of the commit any more. */
    void refuseAll(Errors error) {
        Stream.concat(appended.stream(), Stream.ofNullable(open))
                .flatMap(batch -> batch.effects().stream())
                .forEach(waiting -> refuse(waiting.effect(), error));
        appended.clear();
        open = null;
    }

    private void tellNow(Effect<S, R> effect) {
        try {
            switch (effect) {
                case Effect.Answer<S, R, ?> answer -> answer(answer);
                case Effect.Act<S, R> due -> due.action().run();
                case Effect.Publish<S, R> told -> publish.accept(told.event());
                case Effect.StartTimer<S, R> timer -> throw new IllegalArgumentException("Timers don't wait: " + timer);
                case Effect.StopTimer<S, R> timer -> throw new IllegalArgumentException("Timers don't wait: " + timer);
            }
        } catch (RuntimeException failure) {
            LOG.error("Telling {} failed", effect, failure);
        }
    }

    private static <S extends CoordinatorShard<S, R>, R, T> void answer(Effect.Answer<S, R, T> answer) {
        answer.to().answer(answer.reply());
    }

    private void refuse(Effect<S, R> effect, Errors error) {
        if (effect instanceof Effect.Answer<S, R, ?> answer) {
            answer.to().refuse(error);
        }
    }
}
