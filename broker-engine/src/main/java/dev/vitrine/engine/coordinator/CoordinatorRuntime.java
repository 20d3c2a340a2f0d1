package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.replica.TransactionMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
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
    private final CommitWatch watch;
    private final Timers timers;
    private final Outstanding outstanding = new Outstanding();
    private final List<CompletableFuture<LoadReport>> awaitLoad = new ArrayList<>();
    private volatile State state = State.CLOSED;
    /** While ACTIVE. */
    private LiveShard<S, R> live;
    /** While LOADING, but for the pause before it begins. */
    private Loading<S, R> loading;
    private boolean listens;
    private int refusedInARow;

    /** @param name of the shard, unique among those that share a view; its topic and partition */
    public CoordinatorRuntime(String name, CommittedLog log, ShardType<S, R> type, Surroundings around) {
        this.name = name;
        this.log = log;
        this.type = type;
        this.around = around;
        this.queue = new CommitQueue<>(log, around.options(), around.publish());
        this.watch = new CommitWatch(queue, around, log.mailbox());
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

    /** Looks at the shard, at a time; the answer waits until all that it may have seen is committed. */
    public <T> CompletionStage<T> read(BiFunction<S, Long, T> query, Function<Errors, T> refusal) {
        return write(to -> (current, now) ->
                new Outcome<>(List.<R>of(), List.of(new Effect.Answer<S, R, T>(to, query.apply(current, now)))), refusal);
    }

    /**
     * Runs a command whose records belong to a transaction. They are appended by themselves and at once, before the shard takes them in: that such
     * a producer is refused (its epoch is an old one, its transaction over) is nothing unusual, and must not cost the shard its state.
     */
    public <T> CompletionStage<T> writeInTransaction(
            TransactionalProducer producer, Function<ReplyTo<T>, Command<S, R>> request, Function<Errors, T> refusal) {
        ReplyTo<T> to = new ReplyTo<>(refusal);
        inOrder(to, shard -> shard.runInTransaction(producer, to, request.apply(to)));
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
        inOrder(to, shard -> shard.endTransaction(marker, to, news));
        return to.reply();
    }

    /** Does it where the shard is there, behind all that has been written before. */
    private void inOrder(ReplyTo<?> to, Consumer<LiveShard<S, R>> work) {
        log.mailbox().execute(() -> {
            if (admitted(to)) {
                flush();
                if (state == State.ACTIVE) {
                    work.accept(live);
                    release();
                    watch.look();
                }
            }
        });
    }

    private boolean admitted(ReplyTo<?> to) {
        switch (state) {
            case ACTIVE -> outstanding.admit(to);
            case LOADING -> to.refuse(Errors.COORDINATOR_LOAD_IN_PROGRESS);
            case FAILED, CLOSED -> to.refuse(Errors.NOT_COORDINATOR);
        }
        return state == State.ACTIVE;
    }

    private void run(ReplyTo<?> to, Command<S, R> command) {
        live.run(to, command);
        watch.look();
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
        watch.look();
    }

    /** Tells what has been committed. */
    private void release() {
        queue.release(batch -> {
            refusedInARow = 0;
            if (live != null) { // a loading reads on from the log by itself
                live.materialise(batch);
            }
        });
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
            live = new LiveShard<>(ended, new LiveShard.Tools<>(name, log, type.codec(), around.clock(), queue, timers, outstanding), new Host());
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
        if (live != null) {
            live.retire();
            live = null;
        }
        outstanding.refuseAll(Errors.NOT_COORDINATOR);
    }

    /** What the shard at work needs of its runtime. */
    private final class Host implements LiveShard.Host<S, R> {

        @Override
        public void flush() {
            CoordinatorRuntime.this.flush();
        }

        @Override
        public void due(Command<S, R> command) {
            run(null, command);
        }

        @Override
        public void broken() {
            reload();
        }
    }
}
