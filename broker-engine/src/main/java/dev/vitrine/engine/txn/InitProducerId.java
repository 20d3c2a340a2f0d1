package dev.vitrine.engine.txn;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.Event.ProducerFenced;
import dev.vitrine.engine.observe.Event.TransactionalProducerStarted;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * A producer takes a transactional id: it gets a producer id and an epoch that nobody had, whoever had it before is out, and what that one left
 * open is aborted first (CONCURRENT_TRANSACTIONS: ask again). A producer that names what it had (KIP-360) goes on where nobody else came between.
 */
record InitProducerId(Asked asked, OptionalLong freshId, ReplyTo<Attempt<InitProducerIdResponseData>> reply) implements Operation {

    /** @param expected what the producer had; empty for a new one */
    record Asked(String transactionalId, int timeoutMs, Optional<Expected> expected) {}

    record Expected(long producerId, short epoch) {}

    @Override
    public void apply(TransactionShard shard, Turn turn) {
        Optional<TransactionMetadata> known = shard.find(asked.transactionalId()).map(Transaction::metadata);
        if (known.isPresent()) {
            take(known.get(), shard, turn);
        } else if (freshId.isPresent()) {
            initialise(TransactionMetadata.fresh(freshId.getAsLong(), asked.timeoutMs(), turn.now()), turn);
        } else {
            turn.answer(reply, new Attempt.NeedsProducerId<>());
        }
    }

    private void take(TransactionMetadata known, TransactionShard shard, Turn turn) {
        if (!asked.expected().map(expected -> mayBe(expected, known)).orElse(true)) {
            refuse(Errors.PRODUCER_FENCED, turn);
            return;
        }
        switch (known.state()) {
            case PREPARE_COMMIT, PREPARE_ABORT -> refuse(Errors.CONCURRENT_TRANSACTIONS, turn);
            case ONGOING -> fence(known, shard, turn);
            case EMPTY, COMPLETE_COMMIT, COMPLETE_ABORT -> initialise(known, turn);
            case DEAD, PREPARE_EPOCH_FENCE -> throw new IllegalStateException(asked.transactionalId() + " is " + known.state());
        }
    }

    /** The present id; or the one before, where its epochs came to their end: the answer may have been lost. */
    private static boolean mayBe(Expected expected, TransactionMetadata known) {
        ProducerIdentity producer = known.producer();
        return expected.producerId() == producer.id()
                || expected.producerId() == producer.previousId() && ProducerIdentity.isExhausted(expected.epoch());
    }

    /** The epoch of the abort is told to nobody: the next try gets one more. */
    private void fence(TransactionMetadata known, TransactionShard shard, Turn turn) {
        if (known.endsWithNewId(shard.version()) && freshId.isEmpty()) {
            turn.answer(reply, new Attempt.NeedsProducerId<>());
            return;
        }
        String why = "another producer took its transactional id";
        turn.publish(new ProducerFenced(asked.transactionalId(), known.producer().id(), known.producer().epoch(), why));
        TransactionMetadata decided = known.fencing(shard.version(), known.successor(shard.version(), freshId), turn.now());
        shard.prepare(asked.transactionalId(), decided, why, turn);
        refuse(Errors.CONCURRENT_TRANSACTIONS, turn);
    }

    private void initialise(TransactionMetadata known, Turn turn) {
        ProducerIdentity producer = known.producer();
        boolean ofThePresentEpoch = asked.expected().map(expected -> expected.epoch() == producer.epoch()).orElse(true);
        if (!producer.isExhausted()) {
            next(producer).ifPresentOrElse(next -> begin(known, next, turn), () -> refuse(Errors.PRODUCER_FENCED, turn));
        } else if (!ofThePresentEpoch) {
            refuse(Errors.UNKNOWN_SERVER_ERROR, turn); // Kafka's answer too: there is no epoch left to compare with
        } else if (freshId.isPresent()) {
            begin(known, producer.rotated(freshId.getAsLong(), asked.expected().isPresent()), turn);
        } else {
            turn.answer(reply, new Attempt.NeedsProducerId<>());
        }
    }

    /** Empty for a producer whose epoch is neither the present one nor the one before. */
    private Optional<ProducerIdentity> next(ProducerIdentity producer) {
        if (asked.expected().isEmpty()) {
            return Optional.of(producer.fenced());
        }
        short expected = asked.expected().get().epoch();
        if (producer.epoch() == ProducerIdentity.NO_EPOCH || expected == producer.epoch()) {
            return Optional.of(producer.continued());
        }
        // It asks again since it missed the answer: a producer that came between would have left no last epoch.
        return expected == producer.lastEpoch() ? Optional.of(producer.kept()) : Optional.empty();
    }

    private void begin(TransactionMetadata known, ProducerIdentity producer, Turn turn) {
        turn.write(asked.transactionalId(), known.initialised(producer, asked.timeoutMs(), turn.now()));
        turn.publish(new TransactionalProducerStarted(asked.transactionalId(), producer.id(), producer.epoch()));
        turn.answer(reply, new Attempt.Answered<>(
                new InitProducerIdResponseData().setProducerId(producer.id()).setProducerEpoch(producer.epoch())));
    }

    private void refuse(Errors error, Turn turn) {
        turn.answer(reply, new Attempt.Answered<>(refused(error)));
    }

    static InitProducerIdResponseData refused(Errors error) {
        return new InitProducerIdResponseData()
                .setErrorCode(error.code())
                .setProducerId(ProducerIdentity.NO_ID)
                .setProducerEpoch(ProducerIdentity.NO_EPOCH);
    }
}
