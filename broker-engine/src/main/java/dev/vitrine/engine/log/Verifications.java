package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchHeader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The producers of whose transactions the coordinator is being asked. An entry goes with the first transactional batch or marker that is
 * appended: from then on the open transaction itself, or its end, says enough. Guarded by {@link ProducerStates}.
 */
final class Verifications {

    private final Map<Long, Entry> byProducer = new HashMap<>();
    private long lastGuard;

    /** One producer. A retry that overtakes what it repeats must not begin a transaction: no batch may begin behind {@code lowestSequence}. */
    static final class Entry {

        final VerificationGuard guard;
        final boolean implicit;
        private final long sinceMs;
        private short epoch;
        private int lowestSequence;

        private Entry(VerificationGuard guard, boolean implicit, short epoch, int lowestSequence, long sinceMs) {
            this.guard = guard;
            this.implicit = implicit;
            this.epoch = epoch;
            this.lowestSequence = lowestSequence;
            this.sinceMs = sinceMs;
        }

        int lowestSequence() {
            return lowestSequence;
        }

        private void seen(short newEpoch, int sequence) {
            if (newEpoch > epoch || newEpoch == epoch && sequence < lowestSequence) {
                epoch = newEpoch;
                lowestSequence = sequence;
            }
        }
    }

    /** @param implicit true where the coordinator adds the partition by the same question (transaction version 2) */
    VerificationGuard begin(long producerId, short epoch, int sequence, boolean implicit, long nowMs) {
        Entry entry = byProducer.computeIfAbsent(
                producerId, id -> new Entry(new VerificationGuard(++lastGuard), implicit, epoch, sequence, nowMs));
        entry.seen(epoch, sequence);
        return entry.guard;
    }

    Optional<Entry> find(long producerId) {
        return Optional.ofNullable(byProducer.get(producerId));
    }

    /** A transactional batch is in the log. A marker that ends the transaction before must not undo what the next one has begun already. */
    void appended(BatchHeader header) {
        Entry entry = byProducer.get(header.producerId());
        boolean ofTheNext = entry != null && entry.implicit && header.isControl() && header.producerEpoch() == entry.epoch;
        if (entry != null && !ofTheNext) {
            byProducer.remove(header.producerId());
        }
    }

    void expire(long nowMs, long expirationMs) {
        byProducer.values().removeIf(entry -> nowMs - entry.sinceMs >= expirationMs);
    }

    void clear() {
        byProducer.clear();
    }
}
