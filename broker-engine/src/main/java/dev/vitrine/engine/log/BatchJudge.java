package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.ControlMarker;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * What makes a batch a duplicate, a gap, a zombie's (KIP-98), or a stray that belongs to no open transaction (KIP-890).
 *
 * @param offset the one that the batch would get: the messages name it
 */
record BatchJudge(TopicPartition partition, long offset) {

    private static final short FIRST_VERSION_WITH_RAISED_EPOCHS = 2;

    /**
     * Judges records of a client or a coordinator.
     *
     * @param entry        what is known of the producer; null where nothing is (any more)
     * @param verification what the coordinator is being asked of it
     */
    Verdict records(BatchHeader header, ProducerEntry entry, Optional<Verifications.Entry> verification, Context context) {
        if (context.client() && entry != null && entry.duplicateOf(header).orElse(null) instanceof ProducerEntry.Batch original) {
            return new Verdict.Duplicate(original);
        }
        if (entry != null && header.producerEpoch() < entry.epoch) {
            return fenced(header, entry, "smaller than", -1);
        }
        boolean ongoing = entry != null && entry.inTransaction(header.producerEpoch());
        if (context.verified() && header.isTransactional() && !ongoing
                && (context.guard().equals(VerificationGuard.NONE) || !verification.map(v -> v.guard.equals(context.guard())).orElse(false))) {
            return new Verdict.Refused(Errors.INVALID_TXN_STATE, "Record was not part of an ongoing transaction");
        }
        Verdict sequence = context.client() ? sequence(header, entry, verification) : Verdict.ACCEPTED;
        if (sequence instanceof Verdict.Accepted && entry != null && entry.txnFirstOffset != ProducerEntry.NO_OFFSET && !header.isTransactional()) {
            return new Verdict.Refused(Errors.INVALID_TXN_STATE, "Expected transactional write from producer " + header.producerId()
                    + " at offset " + offset + " in partition " + partition);
        }
        return sequence;
    }

    /**
     * How it came.
     *
     * @param client   from a producer: its sequence counts
     * @param verified a transaction must have been verified before it begins here
     */
    record Context(boolean client, boolean verified, VerificationGuard guard) {}

    private Verdict sequence(BatchHeader header, ProducerEntry entry, Optional<Verifications.Entry> verification) {
        int sequence = header.baseSequence();
        boolean knowsBatches = entry != null && entry.hasBatches();
        if (sequence != 0 && !knowsBatches && verification.map(v -> v.implicit).orElse(false)) {
            return outOfOrder("Invalid sequence number for " + who(header) + "partition " + partition + ": " + sequence
                    + " (incoming seq. number). Expected sequence 0 for transactions v2 idempotent producer with no existing state.");
        }
        if (verification.isPresent() && sequence > verification.get().lowestSequence()) {
            return outOfOrder("Out of order sequence number for " + who(header) + "partition " + partition + ": " + sequence
                    + " (incoming seq. number), " + verification.get().lowestSequence() + " (earliest seen sequence)");
        }
        if (entry == null || entry.epoch == ProducerEntry.NO_EPOCH) {
            return Verdict.ACCEPTED; // nothing is known (any more) of this producer: any first sequence will do
        }
        if (header.producerEpoch() != entry.epoch) {
            return sequence == 0 ? Verdict.ACCEPTED : outOfOrder("Invalid sequence number for new epoch of producer "
                    + header.producerId() + "at offset " + offset + " in partition " + partition + ": " + header.producerEpoch()
                    + " (request epoch), " + sequence + " (seq. number), " + entry.epoch + " (current producer epoch)");
        }
        return follows(entry.lastSequence(), sequence) ? Verdict.ACCEPTED : outOfOrder("Out of order sequence number for " + who(header)
                + "partition " + partition + ": " + sequence + " (incoming seq. number), " + entry.lastSequence()
                + " (current end sequence number)");
    }

    /**
     * Judges the end of a transaction. Under transaction version 2 it bears a higher epoch than the records, and comes a second time where the
     * coordinator did not hear of the first; that does no harm. (The highest epoch of all can't be raised: there the same one will do.)
     */
    Verdict marker(BatchHeader header, ControlMarker marker, ProducerEntry entry, short transactionVersion) {
        if (entry == null) {
            return Verdict.ACCEPTED;
        }
        boolean raises = transactionVersion >= FIRST_VERSION_WITH_RAISED_EPOCHS;
        boolean again = header.producerEpoch() == entry.epoch
                && (entry.txnFirstOffset == ProducerEntry.NO_OFFSET || header.producerEpoch() == Short.MAX_VALUE);
        if (header.producerEpoch() < entry.epoch || raises && header.producerEpoch() == entry.epoch && !again) {
            return fenced(header, entry, raises ? "<=" : "<", transactionVersion);
        }
        if (entry.coordinatorEpoch > marker.coordinatorEpoch()) {
            return new Verdict.Refused(Errors.TRANSACTION_COORDINATOR_FENCED, "Invalid coordinator epoch for producerId " + header.producerId()
                    + " at offset " + offset + " in partition " + partition + ": " + marker.coordinatorEpoch() + " (zombie), "
                    + entry.coordinatorEpoch + " (current)");
        }
        return Verdict.ACCEPTED;
    }

    private Verdict fenced(BatchHeader header, ProducerEntry entry, String how, int transactionVersion) {
        return new Verdict.Refused(Errors.INVALID_PRODUCER_EPOCH, "Epoch of " + who(header) + partition + " is " + header.producerEpoch()
                + ", which is " + how + " the last seen epoch " + entry.epoch
                + (transactionVersion < 0 ? "" : " (transaction version " + transactionVersion + ")"));
    }

    private String who(BatchHeader header) {
        return "producer " + header.producerId() + " at offset " + offset + " in ";
    }

    private static Verdict outOfOrder(String message) {
        return new Verdict.Refused(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER, message);
    }

    private static boolean follows(int last, int next) {
        return next == last + 1L || next == 0 && last == Integer.MAX_VALUE;
    }
}
