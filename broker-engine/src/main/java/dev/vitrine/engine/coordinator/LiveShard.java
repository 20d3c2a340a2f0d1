package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.coordinator.CommittedLog.Appended;
import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.offsets.ViewEntry;
import dev.vitrine.engine.replica.TransactionMarker;
import dev.vitrine.engine.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard that has been read from its log, at work: a command goes in; its records go into the shard and on their way into the log, its effects to
 * those whom they concern. From the moment on at which shard and log disagree it is of no use any more, and its {@link Host} lets go of it. Used in
 * the mailbox only.
 */
final class LiveShard<S extends CoordinatorShard<S, R>, R> {

    /** Who keeps it. */
    interface Host<S extends CoordinatorShard<S, R>, R> {

        /** Appends what has come together in this turn of the mailbox. Where the log refuses it, the shard is let go of. */
        void flush();

        /** A timer's command. */
        void due(Command<S, R> command);

        /** The shard is ahead of its log, or behind: it must be read anew. */
        void broken();
    }

    /** What it works with; all of it outlives the shard. */
    record Tools<S extends CoordinatorShard<S, R>, R>(
            String name, CommittedLog log, RecordCodec<R> codec, Clock clock, CommitQueue<S, R> queue, Timers timers, Outstanding outstanding) {}

    /** A command's outcome, and its records as they stand in the log. */
    private record Ran<S extends CoordinatorShard<S, R>, R>(Outcome<S, R> outcome, List<KeyValue> records, long atMillis) {}

    private static final Logger LOG = LoggerFactory.getLogger(LiveShard.class);

    private final S shard;
    private final ViewFeed feed;
    private final Tools<S, R> tools;
    private final Host<S, R> host;
    private long fedUpTo;
    private boolean retired;

    LiveShard(Loading<S, R> loaded, Tools<S, R> tools, Host<S, R> host) {
        this.shard = loaded.shard();
        this.feed = loaded.feed();
        this.fedUpTo = loaded.position();
        this.tools = tools;
        this.host = host;
    }

    /** Its state is gone: what it is in the middle of comes to nothing. */
    void retire() {
        retired = true;
    }

    /** @param to who asked; null where a timer did */
    void run(ReplyTo<?> to, Command<S, R> command) {
        Optional<Ran<S, R>> ran = attempt(to, command);
        if (ran.isEmpty()) {
            return;
        }
        if (!tools.queue.hasRoomFor(ran.get().records)) {
            host.flush();
        }
        if (!retired) { // else the state that this command saw is gone, and all who waited have been refused
            take(to, ran.get());
        }
    }

    private Optional<Ran<S, R>> attempt(ReplyTo<?> to, Command<S, R> command) {
        long now = tools.clock.millis();
        try {
            Outcome<S, R> outcome = command.run(shard, now);
            return Optional.of(new Ran<>(outcome, outcome.records().stream().map(tools.codec::encode).toList(), now));
        } catch (RuntimeException | Error failure) {
            LOG.error("A command of {} failed", tools.name, failure);
            tools.outstanding.refuse(to, Errors.UNKNOWN_SERVER_ERROR);
            return Optional.empty();
        }
    }

    private void take(ReplyTo<?> to, Ran<S, R> ran) {
        try {
            ran.outcome.records().forEach(shard::replay);
        } catch (RuntimeException | Error failure) {
            LOG.error("{} could not replay what it wants to write", tools.name, failure);
            tools.outstanding.refuse(to, Errors.UNKNOWN_SERVER_ERROR);
            host.flush();
            host.broken();
            return;
        }
        if (!ran.records.isEmpty() && tools.queue.add(ran.records)) {
            tools.log.mailbox().execute(host::flush); // behind all that is there already: their records go along
        }
        ran.outcome.effects().forEach(effect -> follow(effect, ran.atMillis));
    }

    /** Its records go into the log before they go into the shard: that they are refused is nothing unusual. */
    void runInTransaction(TransactionalProducer producer, ReplyTo<?> to, Command<S, R> command) {
        Optional<Ran<S, R>> ran = attempt(to, command);
        if (ran.isPresent() && appended(producer, to, ran.get())) {
            replayed(() -> {
                ran.get().outcome.records().forEach(record -> shard.replayInTransaction(producer.id(), record));
                ran.get().outcome.effects().forEach(effect -> follow(effect, ran.get().atMillis));
            });
        }
    }

    private boolean appended(TransactionalProducer producer, ReplyTo<?> to, Ran<S, R> ran) {
        if (ran.records.isEmpty()) {
            return true;
        }
        switch (append(() -> tools.log.appendInTransaction(producer, ran.records, ran.atMillis))) {
            case Appended.Refused(Errors error) -> {
                tools.outstanding.refuse(to, Refusals.of(error));
                return false;
            }
            case Appended.At(long end) -> {
                tools.queue.appended(new Standing.InTransaction(producer.id()), ran.records, end);
                return true;
            }
        }
    }

    private Appended append(Supplier<Appended> appending) {
        try {
            return appending.get();
        } catch (RuntimeException | Error failure) {
            LOG.error("Appending to the log of {} failed", tools.name, failure);
            return new Appended.Refused(Errors.UNKNOWN_SERVER_ERROR);
        }
    }

    /** @param news looks at the shard before, and says what observers should hear of it */
    void endTransaction(TransactionMarker marker, ReplyTo<Errors> to, Command<S, R> news) {
        long now = tools.clock.millis();
        switch (append(() -> tools.log.endTransaction(marker, now))) {
            case Appended.Refused(Errors error) -> tools.outstanding.refuse(to, error);
            case Appended.At(long end) -> {
                tools.queue.appended(new Standing.End(marker.producerId(), marker.commit()), List.of(), end);
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
            LOG.error("{} could not replay what it wrote", tools.name, failure);
            host.broken();
        }
    }

    private void follow(Effect<S, R> effect, long now) {
        switch (effect) {
            case Effect.Answer<S, R, ?> answer -> {
                tools.outstanding.decided(answer.to());
                tools.queue.tell(answer, now);
            }
            case Effect.Publish<S, R> publish -> tools.queue.tell(publish, now);
            case Effect.Act<S, R> act -> tools.queue.tell(act, now);
            case Effect.StartTimer<S, R> timer -> tools.timers.start(timer.key(), timer.delayMs(), () -> host.due(timer.command()));
            case Effect.StopTimer<S, R> timer -> tools.timers.stop(timer.key());
        }
    }

    /** It is committed: the view may have it. What was in the log when the shard was loaded it has already. */
    void materialise(Batch<S, R> batch) {
        if (batch.endOffset() > fedUpTo) {
            List<ViewEntry> entries = batch.records().stream().map(record -> new ViewEntry(record.key(), record.value())).toList();
            fedUpTo = batch.endOffset();
            feed.take(batch.standing(), entries, fedUpTo);
        }
    }
}
