package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchHeader;
import java.util.ArrayDeque;
import java.util.Optional;

/** What the log remembers of one producer: its epoch, its last five batches, its open transaction. Mutable; guarded by {@link ProducerStates}. */
final class ProducerEntry {

    /** A producer has at most so many requests in flight; older batches can't come again. */
    static final int WINDOW = 5;
    static final short NO_EPOCH = -1;
    static final int NO_SEQUENCE = -1;
    static final long NO_OFFSET = -1;

    final long producerId;
    private final ArrayDeque<Batch> window = new ArrayDeque<>(WINDOW);
    short epoch = NO_EPOCH;
    int coordinatorEpoch = -1;
    long lastTimestamp = -1;
    /** First offset of the open transaction; {@link #NO_OFFSET} where none is. */
    long txnFirstOffset = NO_OFFSET;

    /** One of the last batches. @param offsetDelta last offset minus first */
    record Batch(int lastSequence, long lastOffset, int offsetDelta, long timestamp) {

        long firstOffset() {
            return lastOffset - offsetDelta;
        }

        int firstSequence() {
            return (lastSequence - offsetDelta) & Integer.MAX_VALUE;
        }
    }

    ProducerEntry(long producerId) {
        this.producerId = producerId;
    }

    boolean hasBatches() {
        return !window.isEmpty();
    }

    int lastSequence() {
        return window.isEmpty() ? NO_SEQUENCE : window.getLast().lastSequence();
    }

    Optional<Batch> lastBatch() {
        return Optional.ofNullable(window.peekLast());
    }

    Optional<Batch> duplicateOf(BatchHeader header) {
        if (header.producerEpoch() != epoch) {
            return Optional.empty();
        }
        return window.stream()
                .filter(b -> b.firstSequence() == header.baseSequence() && b.lastSequence() == header.lastSequence())
                .findFirst();
    }

    void enterEpoch(short newEpoch) {
        if (newEpoch != epoch) {
            window.clear();
            epoch = newEpoch;
        }
    }

    void add(Batch batch) {
        if (window.size() == WINDOW) {
            window.removeFirst();
        }
        window.addLast(batch);
        lastTimestamp = batch.timestamp();
    }

    /** True where a transaction of this very epoch is open here. */
    boolean inTransaction(short ofEpoch) {
        return txnFirstOffset != NO_OFFSET && epoch == ofEpoch;
    }

    /** Kafka's rule: what an open transaction belongs to stays; others go when they were silent for long. */
    boolean expired(long nowMs, long expirationMs) {
        return txnFirstOffset == NO_OFFSET && nowMs - lastTimestamp >= expirationMs;
    }
}
