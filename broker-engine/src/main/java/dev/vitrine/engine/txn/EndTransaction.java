package dev.vitrine.engine.txn;

import dev.vitrine.engine.coordinator.ReplyTo;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * A producer ends its transaction. It is answered when the decision is committed; the markers follow. In version 2 it learns the epoch of the
 * next transaction with it (and a new producer id where the epochs have come to their end).
 */
record EndTransaction(Asked asked, OptionalLong freshId, ReplyTo<Attempt<EndTxnResponseData>> reply) implements Operation {

    record Asked(String transactionalId, long producerId, short epoch, boolean commit, TransactionVersion version) {}

    @Override
    public void apply(TransactionShard shard, Turn turn) {
        Optional<TransactionMetadata> known = shard.find(asked.transactionalId()).map(Transaction::metadata);
        switch (known.map(metadata -> EndRules.decide(metadata, asked)).orElse(new EndRules.Refuse(Errors.INVALID_PRODUCER_ID_MAPPING))) {
            case EndRules.Refuse(Errors error) -> turn.answer(reply, new Attempt.Answered<>(refused(error)));
            case EndRules.EndedAlready() -> answer(known.get().producer(), turn);
            case EndRules.End() -> end(known.get(), shard, turn);
        }
    }

    private void end(TransactionMetadata known, TransactionShard shard, Turn turn) {
        if (known.endsWithNewId(asked.version()) && freshId.isEmpty()) {
            turn.answer(reply, new Attempt.NeedsProducerId<>());
            return;
        }
        long successor = known.successor(asked.version(), freshId);
        TransactionMetadata decided = known.ending(asked.commit(), asked.version(), successor, turn.now());
        answer(decided.ended(turn.now()).producer(), turn);
        shard.prepare(asked.transactionalId(), decided, "", turn);
    }

    private void answer(ProducerIdentity producer, Turn turn) {
        turn.answer(reply, new Attempt.Answered<>(new EndTxnResponseData().setProducerId(producer.id()).setProducerEpoch(producer.epoch())));
    }

    static EndTxnResponseData refused(Errors error) {
        return new EndTxnResponseData()
                .setErrorCode(error.code())
                .setProducerId(ProducerIdentity.NO_ID)
                .setProducerEpoch(ProducerIdentity.NO_EPOCH);
    }
}
