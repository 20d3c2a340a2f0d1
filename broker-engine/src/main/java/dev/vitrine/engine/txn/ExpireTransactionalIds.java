package dev.vitrine.engine.txn;

import dev.vitrine.engine.observe.Event.TransactionalIdExpired;
import dev.vitrine.engine.observe.TransactionState;
import java.util.List;
import java.util.Map;

/** Lets go of transactional ids that nobody has used for {@code transactional.id.expiration.ms}; a shard with many of them takes several turns. */
record ExpireTransactionalIds() implements Operation {

    private static final int MOST_AT_ONCE = 1_000;

    static void again(long delayMs, Turn turn) {
        turn.startTimer(new TimerKey.Expiry(), delayMs, new ExpireTransactionalIds());
    }

    @Override
    public void apply(TransactionShard shard, Turn turn) {
        long before = turn.now() - shard.config().idExpirationMs();
        List<String> expired = shard.transactions().entrySet().stream()
                .filter(entry -> isExpired(entry.getValue().metadata(), before))
                .map(Map.Entry::getKey)
                .limit(MOST_AT_ONCE)
                .toList();
        expired.forEach(id -> {
            turn.forget(id);
            turn.publish(new TransactionalIdExpired(id));
        });
        again(expired.size() == MOST_AT_ONCE ? 0 : shard.config().expiryIntervalMs(), turn);
    }

    private static boolean isExpired(TransactionMetadata known, long before) {
        boolean idle = known.state() == TransactionState.EMPTY
                || known.state() == TransactionState.COMPLETE_COMMIT
                || known.state() == TransactionState.COMPLETE_ABORT;
        return idle && known.updatedAtMillis() <= before;
    }
}
