package dev.vitrine.engine.txn;

import dev.vitrine.engine.coordinator.CoordinatorShard;
import dev.vitrine.engine.coordinator.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The transactional ids of one partition of {@code __transaction_state}. Pure: what happens to it are {@link Operation}s, which change what is
 * durable through the records they return.
 */
final class TransactionShard implements CoordinatorShard<TransactionShard, TransactionRecord> {

    private final TransactionConfig config;
    private final Errands errands;
    private final Supplier<TransactionVersion> finalized;
    private final IntSupplier epoch;
    private final Map<String, Transaction> transactions = new LinkedHashMap<>();

    /**
     * @param finalized the cluster's level of {@code transaction.version}
     * @param epoch     leader epoch of the partition that this is the shard of
     */
    TransactionShard(TransactionConfig config, Errands errands, Supplier<TransactionVersion> finalized, IntSupplier epoch) {
        this.config = config;
        this.errands = errands;
        this.finalized = finalized;
        this.epoch = epoch;
    }

    @Override
    public void replay(TransactionRecord record) {
        String id = record.transactionalId();
        record.value().ifPresentOrElse(
                metadata -> {
                    Transaction known = transactions.get(id);
                    if (known == null) {
                        transactions.put(id, new Transaction(metadata));
                    } else {
                        known.replay(metadata);
                    }
                },
                () -> transactions.remove(id));
    }

    /** What was decided is done: no stop comes between a decision and its end. */
    @Override
    public Outcome<TransactionShard, TransactionRecord> loaded(long nowMillis) {
        Turn turn = new Turn(nowMillis);
        transactions.forEach((id, transaction) -> transaction.ending().ifPresent(ending -> {
            if (ending.isDone()) {
                complete(id, transaction, turn);
            } else {
                sendMarkers(id, ending, turn);
            }
        }));
        AbortTimedOut.again(config, turn);
        ExpireTransactionalIds.again(config.expiryIntervalMs(), turn);
        return turn.outcome();
    }

    /** Decides the end of a transaction; with nothing to end anywhere it is done at once. @param why empty where the client asked for it */
    void prepare(String id, TransactionMetadata decided, String why, Turn turn) {
        turn.write(id, decided);
        Ending ending = new Ending(decided);
        news(id).ifPresent(news -> news.preparing(id, ending.commits(), decided.partitions(), why, turn));
        if (ending.isDone()) {
            TransactionMetadata ended = decided.ended(turn.now());
            turn.write(id, ended);
            news(id).ifPresent(news -> news.completed(id, ending.commits(), ended.producer(), turn));
        } else {
            turn.act(() -> find(id).flatMap(Transaction::ending).ifPresent(now -> errands.writeMarkers(id, now, now.marker(epoch.getAsInt()))));
        }
    }

    void complete(String id, Transaction transaction, Turn turn) {
        TransactionMetadata ended = transaction.metadata().ended(turn.now());
        transaction.news().completed(id, transaction.ending().orElseThrow().commits(), ended.producer(), turn);
        turn.write(id, ended);
    }

    void sendMarkers(String id, Ending ending, Turn turn) {
        turn.act(() -> errands.writeMarkers(id, ending, ending.marker(epoch.getAsInt())));
    }

    private Optional<TransactionNews> news(String id) {
        return find(id).map(Transaction::news);
    }

    Optional<Transaction> find(String id) {
        return Optional.ofNullable(transactions.get(id));
    }

    /** Not to be changed, nor kept. */
    Map<String, Transaction> transactions() {
        return transactions;
    }

    TransactionConfig config() {
        return config;
    }

    Errands errands() {
        return errands;
    }

    /** What the coordinator speaks where it ends a transaction by itself: the new protocol where the cluster does, else that of KIP-98. */
    TransactionVersion version() {
        return finalized.get().bumpsEpoch() ? TransactionVersion.TV_2 : TransactionVersion.TV_0;
    }
}
