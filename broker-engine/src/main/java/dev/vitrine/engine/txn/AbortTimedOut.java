package dev.vitrine.engine.txn;

import dev.vitrine.engine.observe.Event.TransactionTimedOut;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Aborts transactions that have been open for longer than their producers asked for: those producers are out.
 *
 * @param only the transaction that {@code freshId} was found for; empty: look at all
 */
record AbortTimedOut(Optional<Only> only, OptionalLong freshId) implements Operation {

    record Only(String transactionalId, ProducerIdentity producer) {}

    /** Looks again after {@code transaction.abort.timed.out.transaction.cleanup.interval.ms}. */
    static void again(TransactionConfig config, Turn turn) {
        turn.startTimer(new TimerKey.TimedOut(), config.abortIntervalMs(), new AbortTimedOut(Optional.empty(), OptionalLong.empty()));
    }

    @Override
    public void apply(TransactionShard shard, Turn turn) {
        if (only.isPresent()) {
            shard.find(only.get().transactionalId()).map(Transaction::metadata)
                    .filter(known -> known.producer().equals(only.get().producer()))
                    .ifPresent(known -> abort(only.get().transactionalId(), known, shard, turn));
            return;
        }
        for (Map.Entry<String, Transaction> entry : List.copyOf(shard.transactions().entrySet())) {
            abort(entry.getKey(), entry.getValue().metadata(), shard, turn);
        }
        again(shard.config(), turn);
    }

    private void abort(String id, TransactionMetadata known, TransactionShard shard, Turn turn) {
        if (!known.isTimedOut(turn.now())) {
            return;
        }
        if (known.endsWithNewId(shard.version()) && freshId.isEmpty()) {
            turn.act(() -> shard.errands().findProducerIdToAbort(id, known.producer()));
            return;
        }
        turn.publish(new TransactionTimedOut(id, known.producer().id(), known.producer().epoch(), known.timeoutMs()));
        shard.prepare(id, known.fencing(shard.version(), known.successor(shard.version(), freshId), turn.now()), "it timed out", turn);
    }
}
