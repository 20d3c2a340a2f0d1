package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.offsets.ViewEntry;
import dev.vitrine.engine.replica.TransactionMarker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one shard of one coordinator: its commands one after another in the mailbox of its log, their records into the log, and what they have
 * to tell out into the world when the log has committed them. Each turn of the mailbox makes one append: the busier, the larger the batches.
 *
 * <pre>
 *              load()                 the log has been read to its end
 *   CLOSED ───────────────▶ LOADING ──────────────────────────────────▶ ACTIVE
 *     ▲                      │  ▲                                          │
 *     │ close(), from any    │  └──────────────────────────────────────────┘
 *     │                      ▼       an append was refused, or a record could not be replayed:
 *     └─────────────────── FAILED    the state is ahead of the log, so it is read anew
 *                            │  ▲
 *                            ▼  │ the log can't be read, or holds what can't be replayed
 *                     load() LOADING
 * </pre>
 *
 * <p>Every request is answered exactly once: by the shard, or by its own refusal where the shard goes away (NOT_COORDINATOR), is not there
 * yet (COORDINATOR_LOAD_IN_PROGRESS), where its records are not committed in time (COORDINATOR_NOT_AVAILABLE) or its command throws
 * (UNKNOWN_SERVER_ERROR). Methods may be called from any thread.
 */
public final class CoordinatorRuntime<S extends CoordinatorShard<S, R>, R> {

    /** See the diagram above. */
    public enum State { CLOSED, LOADING, ACTIVE, FAILED }

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorRuntime.class);
    private static final long SHORTEST_RELOAD_DELAY_MS = 100;
    private static final long LONGEST_RELOAD_DELAY_MS = 1_000;
    private static final Object RELOAD = new Object();

    private final String name;
    private final CommittedLog log;
    private final ShardType<S, R> type;
    private final Surroundings around;
    private final CommitQueue<S, R> queue;
    private final Timers timers;
    /** Asked, and no answer decided yet: at work, or parked in the shard. */
    private final Set<ReplyTo<?>> outstanding = new LinkedHashSet<>();
    private final List<CompletableFuture<LoadReport>> awaitLoad = new ArrayList<>();
    private volatile State state = State.CLOSED;
    private S shard;
    private Loading<S, R> loading;
    private boolean listens;
    private boolean watchesCommits;
    private int refusedInARow;
    private ViewFeed feed;
    private long fedUpTo;

    /** @param name of the shard, unique among those that share a view; its topic and partition */
    public CoordinatorRuntime(String name, CommittedLog log, ShardType<S, R> type, Surroundings around) {
        this.name = name;
        this.log = log;
        this.type = type;
        this.around = around;
        this.queue = new CommitQueue<>(log, around.options(), around.publish());
        this.timers = new Timers(around.scheduler(), log.mailbox());
    }

    public State state() {
        return state;
    }

    /** Reads the shard from its log. Completes when it is there, or when it is known that it can't be; never exceptionally. */
    public CompletionStage<LoadReport> load() {
        CompletableFuture<LoadReport> report = new CompletableFuture<>();
        log.mailbox().execute(() -> {
            awaitLoad.add(report);
            if (state == State.ACTIVE) {
                loaded(new LoadReport(0, 0, Optional.empty()));
            } else if (state != State.LOADING) {
                listen();
                beginLoading();
            }
        });
        return report.minimalCompletionStage();
    }

    /** Lets go of the shard; whoever waits for an answer is sent to look for another coordinator. May be loaded again. */
    public CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        log.mailbox().execute(() -> {
            flush();
            letGo();
            queue.refuseAll(Errors.NOT_COORDINATOR);
            state = State.CLOSED;
            loaded(new LoadReport(0, 0, Optional.of("closed")));
            closed.complete(null);
        });
        return closed.minimalCompletionStage();
    }

    /**
     * Runs a command.
     *
     * @param request makes the command that will answer, at once or later
     * @param refusal how the reply says that it can't be served
     */
    public <T> CompletionStage<T> write(Function<ReplyTo<T>, Command<S, R>> request, Function<Errors, T> refusal) {
        ReplyTo<T> to = new ReplyTo<>(refusal);
        log.mailbox().execute(() -> {
            if (admitted(to)) {
                run(to, (current, now) -> request.apply(to).run(current, now));
            }
        });
        return to.reply();
    }

    /**
     * Runs a command whose records belong to a transaction. They are appended by themselves and at once, before the shard takes them in: that such
     * a producer is refused (its epoch is an old one, its transaction over) is nothing unusual, and must not cost the shard its state.
     */
    public <T> CompletionStage<T> writeInTransaction(
            TransactionalProducer producer, Function<ReplyTo<T>, Command<S, R>> request, Function<Errors, T> refusal) {
        ReplyTo<T> to = new ReplyTo<>(refusal);
        inOrder(to, () -> runInTransaction(producer, to, request.apply(to)));
        return to.reply();
    }

    /**
     * Ends a producer's transaction in this log, and tells the shard.
     *
     * @param news looks at the shard before, and says what observers should hear of it: its events and nothing else
     * @return NONE when the marker is committed
     */
    public CompletionStage<Errors> endTransaction(TransactionMarker marker, Command<S, R> news) {
        ReplyTo<Errors> to = new ReplyTo<>(Function.identity());
        inOrder(to, () -> appendMarker(marker, to, news));
        return to.reply();
    }

    /** Does it where the shard is there, behind all that has been written before. */
    private void inOrder(ReplyTo<?> to, Runnable work) {
        log.mailbox().execute(() -> {
            if (admitted(to)) {
                flush();
                if (state == State.ACTIVE) {
                    work.run();
                    release();
                    watchCommits();
                }
            }
        });
    }

    private void runInTransaction(TransactionalProducer producer, ReplyTo<?> to, Command<S, R> command) {
        long now = around.clock().millis();
        Outcome<S, R> outcome;
        try {
            outcome = command.run(shard, now);
            List<KeyValue> records = outcome.records().stream().map(type.codec()::encode).toList();
            if (!records.isEmpty()) {
                switch (log.appendInTransaction(producer, records, now)) {
                    case CommittedLog.Appended.Refused(Errors error) -> {
                        refuse(to, Refusals.of(error));
                        return;
                    }
                    case CommittedLog.Appended.At(long end) -> queue.appended(new Standing.InTransaction(producer.id()), records, end);
                }
            }
        } catch (RuntimeException | Error failure) {
            LOG.error("A command of {} failed", name, failure);
            refuse(to, Errors.UNKNOWN_SERVER_ERROR);
            return;
        }
        replayed(() -> {
            outcome.records().forEach(record -> shard.replayInTransaction(producer.id(), record));
            outcome.effects().forEach(effect -> follow(effect, now));
        });
    }

    private void appendMarker(TransactionMarker marker, ReplyTo<Errors> to, Command<S, R> news) {
        long now = around.clock().millis();
        switch (log.endTransaction(marker, now)) {
            case CommittedLog.Appended.Refused(Errors error) -> refuse(to, error);
            case CommittedLog.Appended.At(long end) -> {
                queue.appended(new Standing.End(marker.producerId(), marker.commit()), List.of(), end);
                List<Effect<S, R>> told = new ArrayList<>();
                replayed(() -> {
                    told.addAll(news.run(shard, now).effects());
                    shard.transactionEnded(marker.producerId(), marker.commit());
                    told.add(new Effect.Answer<>(to, Errors.NONE));
                });
                told.forEach(effect -> follow(effect, now));
            }
        }
    }

    /** What is in the log already must get into the shard; where it can't, the shard is read anew. */
    private void replayed(Runnable replay) {
        try {
            replay.run();
        } catch (RuntimeException | Error failure) {
            LOG.error("{} could not replay what it wrote", name, failure);
            reload();
        }
    }

    /** Looks at the shard, at a time; the answer waits until all that it may have seen is committed. */
    public <T> CompletionStage<T> read(BiFunction<S, Long, T> query, Function<Errors, T> refusal) {
        return write(to -> (current, now) ->
                new Outcome<>(List.<R>of(), List.of(new Effect.Answer<S, R, T>(to, query.apply(current, now)))), refusal);
    }

    private boolean admitted(ReplyTo<?> to) {
        switch (state) {
            case ACTIVE -> outstanding.add(to);
            case LOADING -> to.refuse(Errors.COORDINATOR_LOAD_IN_PROGRESS);
            case FAILED, CLOSED -> to.refuse(Errors.NOT_COORDINATOR);
        }
        return state == State.ACTIVE;
    }

    /** @param to who asked; null where a timer did */
    private void run(ReplyTo<?> to, Command<S, R> command) {
        long now = around.clock().millis();
        Outcome<S, R> outcome;
        List<KeyValue> records;
        try {
            outcome = command.run(shard, now);
            records = outcome.records().stream().map(type.codec()::encode).toList();
        } catch (RuntimeException | Error failure) {
            LOG.error("A command of {} failed", name, failure);
            refuse(to, Errors.UNKNOWN_SERVER_ERROR);
            return;
        }
        if (!queue.hasRoomFor(records)) {
            flush();
        }
        if (state == State.ACTIVE) { // else the state that this command saw is gone, and all who waited have been refused
            take(to, outcome, records, now);
        }
    }

    private void take(ReplyTo<?> to, Outcome<S, R> outcome, List<KeyValue> records, long now) {
        try {
            outcome.records().forEach(shard::replay);
        } catch (RuntimeException | Error failure) {
            LOG.error("{} could not replay what it wants to write", name, failure);
            refuse(to, Errors.UNKNOWN_SERVER_ERROR);
            flush();
            reload();
            return;
        }
        if (!records.isEmpty() && queue.add(records)) {
            log.mailbox().execute(this::flush); // behind all that is there already: their records go along
        }
        outcome.effects().forEach(effect -> follow(effect, now));
        watchCommits();
    }

    private void refuse(ReplyTo<?> to, Errors error) {
        if (to != null) {
            outstanding.remove(to);
            to.refuse(error);
        }
    }

    private void follow(Effect<S, R> effect, long now) {
        switch (effect) {
            case Effect.Answer<S, R, ?> answer -> {
                outstanding.remove(answer.to());
                queue.tell(answer, now);
            }
            case Effect.Publish<S, R> publish -> queue.tell(publish, now);
            case Effect.Act<S, R> act -> queue.tell(act, now);
            case Effect.StartTimer<S, R> timer -> timers.start(timer.key(), timer.delayMs(), () -> run(null, timer.command()));
            case Effect.StopTimer<S, R> timer -> timers.stop(timer.key());
        }
    }

    private void flush() {
        Optional<Errors> refused = queue.append(around.clock().millis());
        if (refused.isPresent()) {
            LOG.warn("The log of {} refused records: {}", name, refused.get());
            refusedInARow++;
            reload();
            return;
        }
        release();
        watchCommits();
    }

    /** Tells what has been committed. */
    private void release() {
        queue.release(batch -> {
            refusedInARow = 0;
            if (state == State.ACTIVE && batch.endOffset() > fedUpTo) { // a loading reads on from the log by itself
                materialise(batch);
            }
        });
    }

    private void materialise(Batch<S, R> batch) {
        List<ViewEntry> entries = batch.records().stream().map(record -> new ViewEntry(record.key(), record.value())).toList();
        fedUpTo = batch.endOffset();
        feed.take(batch.standing(), entries, fedUpTo);
    }

    private void listen() {
        if (!listens) {
            listens = true;
            log.onCommitted(committed -> {
                release();
                if (loading != null) {
                    loading.onCommitted();
                }
            });
        }
    }

    /** Sees to it that no answer waits too long for its commit. With none waiting there is no watch; the next begins where one ends. */
    private void watchCommits() {
        OptionalLong oldest = watchesCommits ? OptionalLong.empty() : queue.oldestWaiting();
        if (oldest.isPresent()) {
            watchesCommits = true;
            long delay = oldest.getAsLong() + around.options().commitTimeoutMs() - around.clock().millis();
            around.scheduler().schedule(delay, () -> log.mailbox().execute(() -> {
                watchesCommits = false;
                queue.refuseWaitingSince(around.clock().millis() - around.options().commitTimeoutMs());
                watchCommits();
            }));
        }
    }

    private void reload() {
        if (state != State.ACTIVE) {
            return;
        }
        state = State.LOADING;
        letGo();
        timers.start(RELOAD, reloadDelayMs(), this::beginLoading);
    }

    /** The first time at once; a log that keeps refusing (a full disk) is not read over and over meanwhile. */
    private long reloadDelayMs() {
        return refusedInARow <= 1 ? 0 : Math.min(LONGEST_RELOAD_DELAY_MS, SHORTEST_RELOAD_DELAY_MS << Math.min(refusedInARow - 2, 10));
    }

    private void beginLoading() {
        state = State.LOADING;
        loading = new Loading<>(name, log, type, around, this::ended);
        loading.start();
    }

    private void ended(Loading<S, R> ended) {
        LoadReport report = ended.report();
        loading = null;
        if (report.failure().isPresent()) {
            state = State.FAILED;
        } else {
            shard = ended.shard();
            feed = ended.feed();
            fedUpTo = ended.position();
            state = State.ACTIVE;
            LOG.debug("{} is loaded: {} entries from the view, {} records from the log", name, report.fromView(), report.fromLog());
            run(null, CoordinatorShard::loaded);
        }
        loaded(report);
    }

    private void loaded(LoadReport report) {
        awaitLoad.forEach(waiting -> waiting.complete(report));
        awaitLoad.clear();
    }

    private void letGo() {
        timers.stopAll();
        if (loading != null) {
            loading.abandon();
            loading = null;
        }
        shard = null;
        outstanding.forEach(parked -> parked.refuse(Errors.NOT_COORDINATOR));
        outstanding.clear();
    }
}
