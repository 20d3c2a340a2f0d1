package dev.vitrine.engine.txn;

import dev.vitrine.engine.observe.TransactionView;
import java.util.List;
import java.util.OptionalLong;

/** All transactional ids of a shard, for observers. */
record ViewTransactions(int broker) {

    List<TransactionView> from(TransactionShard shard) {
        return shard.transactions().entrySet().stream().map(entry -> view(entry.getKey(), entry.getValue().metadata())).toList();
    }

    private TransactionView view(String id, TransactionMetadata known) {
        OptionalLong started = known.startedAtMillis() < 0 ? OptionalLong.empty() : OptionalLong.of(known.startedAtMillis());
        return new TransactionView(id, known.producer().id(), known.producer().epoch(), known.state(), known.timeoutMs(), started,
                known.updatedAtMillis(), broker, List.copyOf(known.partitions()));
    }
}
