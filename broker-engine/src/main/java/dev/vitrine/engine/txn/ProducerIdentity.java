package dev.vitrine.engine.txn;

/**
 * Who writes under a transactional id: a producer id and an epoch, which only grows. When it comes to its end, a new id takes over.
 *
 * @param previousId the id before the last change of any kind; −1 at the beginning
 * @param nextId     the id that takes over when the transaction that is being ended has ended; −1 where none does
 * @param epoch      −1 for an id that nobody was told yet
 * @param lastEpoch  the epoch that may ask for the present one again, because it may have missed the answer; −1 where none may. Kafka's
 *                   records do not keep it
 */
record ProducerIdentity(long id, long previousId, long nextId, short epoch, short lastEpoch) {

    static final long NO_ID = -1;
    static final short NO_EPOCH = -1;

    /** No producer is ever told the very last epoch: it is kept for fencing that producer. */
    static boolean isExhausted(short epoch) {
        return epoch >= Short.MAX_VALUE - 1;
    }

    /** One that nobody was told yet. */
    static ProducerIdentity unused(long id) {
        return new ProducerIdentity(id, NO_ID, NO_ID, NO_EPOCH, NO_EPOCH);
    }

    boolean isExhausted() {
        return isExhausted(epoch);
    }

    ProducerIdentity kept() {
        return next(id, nextId, epoch, lastEpoch);
    }

    /** Another producer takes over; who had the epoch before is out. */
    ProducerIdentity fenced() {
        return next(id, nextId, raised(), NO_EPOCH);
    }

    /** The same producer goes on with a new epoch (KIP-360). */
    ProducerIdentity continued() {
        return next(id, nextId, raised(), epoch);
    }

    /** @param sameProducer goes on, and may ask again with the epoch it had */
    ProducerIdentity rotated(long newId, boolean sameProducer) {
        return next(newId, nextId, (short) 0, sameProducer ? epoch : NO_EPOCH);
    }

    /** While a transaction ends: from version 2 on its markers bear the next epoch. @param successor {@link #nextId} */
    ProducerIdentity ending(TransactionVersion version, long successor) {
        return version.bumpsEpoch() ? next(id, successor, raised(), epoch) : next(id, successor, epoch, lastEpoch);
    }

    ProducerIdentity ended(TransactionVersion version) {
        return version.bumpsEpoch() && nextId != NO_ID ? next(nextId, NO_ID, (short) 0, lastEpoch) : next(id, NO_ID, epoch, lastEpoch);
    }

    private short raised() {
        return epoch == Short.MAX_VALUE ? epoch : (short) (epoch + 1);
    }

    private ProducerIdentity next(long newId, long newNextId, short newEpoch, short newLastEpoch) {
        return new ProducerIdentity(newId, id, newNextId, newEpoch, newLastEpoch);
    }
}
