package dev.vitrine.engine.txn;

import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.txn.EndTransaction.Asked;
import org.apache.kafka.common.protocol.Errors;

/**
 * What an EndTxn does in each state. Up to version 1 state and epoch say alone whether it is asked again. From version 2 on the end raises the
 * epoch: with the epoch before it is the same request once more, with the present one it ends the next transaction (which may be an empty one
 * where it aborts: the client may not know whether it ever began), and waits where the one before still awaits its markers.
 */
final class EndRules {

    private EndRules() {}

    sealed interface Decision {}

    record Refuse(Errors error) implements Decision {}

    /** Just so: the answer was lost. */
    record EndedAlready() implements Decision {}

    record End() implements Decision {}

    static Decision decide(TransactionMetadata known, Asked asked) {
        return asked.version().bumpsEpoch() ? decideV2(known, asked) : decideV1(known, asked);
    }

    private static Decision decideV1(TransactionMetadata known, Asked asked) {
        if (known.producer().id() != asked.producerId()) {
            return new Refuse(Errors.INVALID_PRODUCER_ID_MAPPING);
        } else if (known.producer().epoch() != asked.epoch()) {
            return new Refuse(Errors.PRODUCER_FENCED);
        }
        return switch (known.state()) {
            case ONGOING -> new End();
            case EMPTY -> new Refuse(Errors.INVALID_TXN_STATE);
            case PREPARE_COMMIT, PREPARE_ABORT -> new Refuse(sameEnd(known, asked) ? Errors.CONCURRENT_TRANSACTIONS : Errors.INVALID_TXN_STATE);
            case COMPLETE_COMMIT, COMPLETE_ABORT -> sameEnd(known, asked) ? new EndedAlready() : new Refuse(Errors.INVALID_TXN_STATE);
            case DEAD, PREPARE_EPOCH_FENCE -> throw impossible(known, asked);
        };
    }

    private static Decision decideV2(TransactionMetadata known, Asked asked) {
        ProducerIdentity producer = known.producer();
        boolean afterRotation = producer.previousId() == asked.producerId() && asked.epoch() == Short.MAX_VALUE - 1 && producer.epoch() == 0;
        // Kafka 4.3.1 does not look at the version, and lets a fenced producer back in where its successor commits in the older protocol.
        boolean afterBump = known.clientVersion().bumpsEpoch() && producer.epoch() == asked.epoch() + 1;
        boolean present = producer.epoch() == asked.epoch();
        if (producer.id() != asked.producerId() && !afterRotation) {
            return new Refuse(Errors.INVALID_PRODUCER_ID_MAPPING);
        }
        if (known.isEnding() && present) {
            // The next transaction is given up before anything of it came here, while the markers of the one before are on their way.
            return new Refuse(Errors.CONCURRENT_TRANSACTIONS);
        }
        boolean mayAsk = switch (known.state()) {
            case PREPARE_COMMIT, PREPARE_ABORT -> afterBump;
            case COMPLETE_COMMIT, COMPLETE_ABORT -> afterBump || afterRotation || present;
            default -> present;
        };
        return mayAsk ? decideV2(known, asked, afterBump || afterRotation) : new Refuse(Errors.PRODUCER_FENCED);
    }

    private static Decision decideV2(TransactionMetadata known, Asked asked, boolean again) {
        return switch (known.state()) {
            case ONGOING -> new End();
            case EMPTY -> asked.commit() ? new Refuse(Errors.INVALID_TXN_STATE) : new End();
            case PREPARE_COMMIT, PREPARE_ABORT -> new Refuse(sameEnd(known, asked) ? Errors.CONCURRENT_TRANSACTIONS : Errors.INVALID_TXN_STATE);
            case COMPLETE_COMMIT, COMPLETE_ABORT -> {
                if (again) {
                    yield sameEnd(known, asked) ? new EndedAlready() : new Refuse(Errors.INVALID_TXN_STATE);
                }
                yield asked.commit() ? new Refuse(Errors.INVALID_TXN_STATE) : new End();
            }
            case DEAD, PREPARE_EPOCH_FENCE -> throw impossible(known, asked);
        };
    }

    private static boolean sameEnd(TransactionMetadata known, Asked asked) {
        return asked.commit() == (known.state() == TransactionState.PREPARE_COMMIT || known.state() == TransactionState.COMPLETE_COMMIT);
    }

    private static IllegalStateException impossible(TransactionMetadata known, Asked asked) {
        return new IllegalStateException(asked.transactionalId() + " is " + known.state());
    }
}
