package dev.vitrine.engine.txn;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.replica.TransactionGate.Question;
import java.util.Optional;
import org.apache.kafka.common.protocol.Errors;

/** Partitions become part of a producer's transaction, which begins with the first of them. */
record AddPartitions(Question question, TransactionVersion version, ReplyTo<Errors> reply) implements Operation {

    @Override
    public void apply(TransactionShard shard, Turn turn) {
        Optional<Transaction> known = shard.find(question.transactionalId());
        Errors error = known.map(transaction -> refusal(transaction.metadata(), question)).orElse(Errors.INVALID_PRODUCER_ID_MAPPING);
        if (error == Errors.NONE) {
            add(known.get(), turn);
        }
        turn.answer(reply, error);
    }

    private void add(Transaction transaction, Turn turn) {
        TransactionMetadata before = transaction.metadata();
        if (before.state() == TransactionState.ONGOING && before.partitions().containsAll(question.partitions())) {
            return;
        }
        TransactionMetadata after = before.withPartitions(question.partitions(), version, turn.now());
        turn.write(question.transactionalId(), after);
        transaction.news().partitionsAdded(question.transactionalId(), before, after, turn);
    }

    /** Why a producer can't have anything to do with the transaction now. */
    static Errors refusal(TransactionMetadata known, Question question) {
        if (known.producer().id() != question.producerId()) {
            return Errors.INVALID_PRODUCER_ID_MAPPING;
        } else if (known.producer().epoch() != question.producerEpoch()) {
            return Errors.PRODUCER_FENCED;
        }
        return known.isEnding() ? Errors.CONCURRENT_TRANSACTIONS : Errors.NONE;
    }
}
