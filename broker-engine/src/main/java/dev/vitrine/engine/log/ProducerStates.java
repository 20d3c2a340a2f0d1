package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.ControlMarker;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * The producers that write to a partition: what makes a batch a duplicate, a gap or a zombie's (KIP-98), and which transactions are open. The
 * writer changes it; others may ask.
 */
final class ProducerStates {

    private static final long NONE_OPEN = Long.MAX_VALUE;

    private final TopicPartition partition;
    private final long expirationMs;
    private final Map<Long, ProducerEntry> producers = new HashMap<>();
    /** Open transactions: producer id by first offset. */
    private final NavigableMap<Long, Long> open = new TreeMap<>();
    /** Ended transactions whose marker is not below the high watermark yet: offset of the marker by first offset. */
    private final NavigableMap<Long, Long> ended = new TreeMap<>();
    private volatile long firstUnstable = NONE_OPEN;

    ProducerStates(TopicPartition partition, long expirationMs) {
        this.partition = partition;
        this.expirationMs = expirationMs;
    }

    /** What is to be done with a producer's batch. */
    sealed interface Verdict {
        record Accepted() implements Verdict {}

        record Duplicate(ProducerEntry.Batch original) implements Verdict {}

        record Refused(Errors error, String message) implements Verdict {}
    }

    private static final Verdict ACCEPTED = new Verdict.Accepted();

    /** Judges a client's batch. @param offset the one it would get: Kafka's messages name it */
    synchronized Verdict judge(BatchHeader header, long offset) {
        ProducerEntry entry = producers.get(header.producerId());
        if (entry == null) {
            return ACCEPTED; // nothing is known (any more) of this producer: any first sequence will do
        }
        if (entry.duplicateOf(header).orElse(null) instanceof ProducerEntry.Batch original) {
            return new Verdict.Duplicate(original);
        }
        String who = "producer " + header.producerId() + " at offset " + offset + " in ";
        if (header.producerEpoch() < entry.epoch) {
            return new Verdict.Refused(Errors.INVALID_PRODUCER_EPOCH, "Epoch of " + who + partition + " is " + header.producerEpoch()
                    + ", which is smaller than the last seen epoch " + entry.epoch);
        }
        if (header.producerEpoch() != entry.epoch) {
            return header.baseSequence() == 0 || entry.epoch == ProducerEntry.NO_EPOCH ? transaction(header, entry, offset)
                    : new Verdict.Refused(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER, "Invalid sequence number for new epoch of producer "
                            + header.producerId() + "at offset " + offset + " in partition " + partition + ": " + header.producerEpoch()
                            + " (request epoch), " + header.baseSequence() + " (seq. number), " + entry.epoch + " (current producer epoch)");
        }
        if (entry.epoch != ProducerEntry.NO_EPOCH && !follows(entry.lastSequence(), header.baseSequence())) {
            return new Verdict.Refused(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER, "Out of order sequence number for " + who + "partition " + partition
                    + ": " + header.baseSequence() + " (incoming seq. number), " + entry.lastSequence() + " (current end sequence number)");
        }
        return transaction(header, entry, offset);
    }

    private Verdict transaction(BatchHeader header, ProducerEntry entry, long offset) {
        if (entry.txnFirstOffset != ProducerEntry.NO_OFFSET && !header.isTransactional()) {
            return new Verdict.Refused(Errors.INVALID_TXN_STATE, "Expected transactional write from producer " + header.producerId()
                    + " at offset " + offset + " in partition " + partition);
        }
        return ACCEPTED;
    }

    private static boolean follows(int last, int next) {
        return next == last + 1L || next == 0 && last == Integer.MAX_VALUE;
    }

    /** A batch with its final offsets is in the log. */
    synchronized void appended(BatchHeader header) {
        ProducerEntry entry = producers.computeIfAbsent(header.producerId(), ProducerEntry::new);
        entry.enterEpoch(header.producerEpoch());
        entry.add(new ProducerEntry.Batch(header.lastSequence(), header.lastOffset(), header.lastOffsetDelta(), header.maxTimestamp()));
        if (header.isTransactional() && entry.txnFirstOffset == ProducerEntry.NO_OFFSET) {
            entry.txnFirstOffset = header.baseOffset();
            open.put(header.baseOffset(), header.producerId());
            publishFirstUnstable();
        }
    }

    /** A marker is in the log: the producer's transaction is over. */
    synchronized void ended(BatchHeader header, ControlMarker marker) {
        ProducerEntry entry = producers.computeIfAbsent(header.producerId(), ProducerEntry::new);
        entry.enterEpoch(header.producerEpoch());
        entry.coordinatorEpoch = marker.coordinatorEpoch();
        entry.lastTimestamp = header.maxTimestamp();
        if (entry.txnFirstOffset != ProducerEntry.NO_OFFSET) {
            open.remove(entry.txnFirstOffset);
            ended.put(entry.txnFirstOffset, header.lastOffset());
            entry.txnFirstOffset = ProducerEntry.NO_OFFSET;
            publishFirstUnstable();
        }
    }

    synchronized void onHighWatermark(long highWatermark) {
        if (!ended.isEmpty()) {
            ended.values().removeIf(marker -> marker < highWatermark);
            publishFirstUnstable();
        }
    }

    /** Transactions that lie before the start of the log can't be read by anybody any more. */
    synchronized void onStartOffset(long startOffset) {
        ended.values().removeIf(marker -> marker < startOffset);
        publishFirstUnstable();
    }

    private void publishFirstUnstable() {
        long firstOpen = open.isEmpty() ? NONE_OPEN : open.firstKey();
        long firstEnded = ended.isEmpty() ? NONE_OPEN : ended.firstKey();
        firstUnstable = Math.min(firstOpen, firstEnded);
    }

    /** First offset of a transaction that is open, or whose end is not replicated; {@link Long#MAX_VALUE} where there is none. */
    long firstUnstable() {
        return firstUnstable;
    }

    synchronized void expire(long nowMs) {
        producers.values().removeIf(entry -> entry.expired(nowMs, expirationMs));
    }

    synchronized void clear() {
        producers.clear();
        open.clear();
        ended.clear();
        firstUnstable = NONE_OPEN;
    }

    /** Takes over what a snapshot held, but for what expired meanwhile. */
    synchronized void restore(Collection<ProducerEntry> entries, long nowMs) {
        clear();
        for (ProducerEntry entry : entries) {
            if (!entry.expired(nowMs, expirationMs)) {
                producers.put(entry.producerId, entry);
                if (entry.txnFirstOffset != ProducerEntry.NO_OFFSET) {
                    open.put(entry.txnFirstOffset, entry.producerId);
                }
            }
        }
        publishFirstUnstable();
    }

    synchronized byte[] snapshot() {
        return ProducerSnapshot.write(producers.values());
    }

    synchronized List<Log.ActiveProducer> active() {
        return producers.values().stream()
                .map(e -> new Log.ActiveProducer(e.producerId, e.epoch, e.lastSequence(), e.lastTimestamp, e.coordinatorEpoch, e.txnFirstOffset))
                .toList();
    }

    synchronized boolean isEmpty() {
        return producers.isEmpty();
    }
}
