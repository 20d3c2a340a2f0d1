package dev.vitrine.engine.txn;

import dev.vitrine.engine.coordinator.Command;
import dev.vitrine.engine.coordinator.Outcome;

/** Something that a {@link TransactionShard} is asked to do, by a client, a partition, a timer or the broker. One class each. */
@FunctionalInterface
interface Operation extends Command<TransactionShard, TransactionRecord> {

    void apply(TransactionShard shard, Turn turn);

    @Override
    default Outcome<TransactionShard, TransactionRecord> run(TransactionShard shard, long nowMillis) {
        Turn turn = new Turn(nowMillis);
        apply(shard, turn);
        return turn.outcome();
    }
}
