package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.ControlMarker;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The producers that write to a partition, and which of their transactions are open. The writer changes it; others may ask.
 */
final class ProducerStates {

    private static final long NONE_OPEN = Long.MAX_VALUE;

    private final TopicPartition partition;
    private final Map<Long, ProducerEntry> producers = new HashMap<>();
    /** Open transactions: producer id by first offset. */
    private final NavigableMap<Long, Long> open = new TreeMap<>();
    /** Ended transactions whose marker is not below the high watermark yet: offset of the marker by first offset. */
    private final NavigableMap<Long, Long> ended = new TreeMap<>();
    private final Verifications verifications = new Verifications();
    private ProducerRules rules;
    private volatile long firstUnstable = NONE_OPEN;
    private volatile boolean trusted = true;

    ProducerStates(TopicPartition partition, ProducerRules rules) {
        this.partition = partition;
        this.rules = rules;
    }

    /** Judges a batch of records or a marker, before it is written. @param offset the one it would get */
    synchronized Verdict judge(BatchHeader header, Optional<ControlMarker> marker, long offset, AppendContext context) {
        BatchJudge judge = new BatchJudge(partition, offset);
        ProducerEntry entry = producers.get(header.producerId());
        if (header.isControl()) {
            return marker.map(ends -> judge.marker(header, ends, entry, context.transactionVersion())).orElse(Verdict.ACCEPTED);
        }
        return judge.records(header, entry, verifications.find(header.producerId()), new BatchJudge.Context(
                context.origin() == AppendContext.Origin.CLIENT, rules.verifyTransactions(), context.guard()));
    }

    /** The coordinator is going to be asked whether a transaction of this producer is open. */
    synchronized VerificationGuard.Start startVerification(long producerId, short epoch, int sequence, boolean implicit, long nowMs) {
        ProducerEntry entry = producers.get(producerId);
        if (entry != null && epoch < entry.epoch) {
            return new VerificationGuard.Start.Fenced(
                    "Epoch of producer " + producerId + " is " + epoch + ", which is smaller than the last seen epoch " + entry.epoch);
        }
        return new VerificationGuard.Start.Guarded(entry != null && entry.inTransaction(epoch)
                ? VerificationGuard.NONE
                : verifications.begin(producerId, epoch, sequence, implicit, nowMs));
    }

    /** A batch with its final offsets is in the log. */
    synchronized void appended(BatchHeader header) {
        ProducerEntry entry = producers.computeIfAbsent(header.producerId(), ProducerEntry::new);
        entry.enterEpoch(header.producerEpoch());
        entry.add(new ProducerEntry.Batch(header.lastSequence(), header.lastOffset(), header.lastOffsetDelta(), header.maxTimestamp()));
        if (header.isTransactional()) {
            verifications.appended(header);
        }
        if (header.isTransactional() && entry.txnFirstOffset == ProducerEntry.NO_OFFSET) {
            entry.txnFirstOffset = header.baseOffset();
            open.put(header.baseOffset(), header.producerId());
            publishFirstUnstable();
        }
    }

    /** What the index must keep of the transaction that this marker is about to end; empty where it commits, or ends nothing. */
    synchronized Optional<AbortedTransaction> aborts(BatchHeader header, ControlMarker marker) {
        ProducerEntry entry = producers.get(header.producerId());
        if (marker.commit() || entry == null || entry.txnFirstOffset == ProducerEntry.NO_OFFSET) {
            return Optional.empty();
        }
        long stable = open.entrySet().stream()
                .filter(other -> other.getValue() != header.producerId())
                .findFirst().map(Map.Entry::getKey).orElse(header.lastOffset() + 1);
        return Optional.of(new AbortedTransaction(header.producerId(), entry.txnFirstOffset, header.lastOffset(), stable));
    }

    /** A marker is in the log: the producer's transaction is over. */
    synchronized void ended(BatchHeader header, ControlMarker marker) {
        ProducerEntry entry = producers.computeIfAbsent(header.producerId(), ProducerEntry::new);
        entry.enterEpoch(header.producerEpoch());
        verifications.appended(header);
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

    /** What is known is of a log that no longer stands so: until it has been learned anew, any transaction may be open. */
    synchronized void distrust() {
        trusted = false;
        firstUnstable = 0;
    }

    /** All of it has been learned from the log as it stands. */
    synchronized void trust() {
        trusted = true;
        publishFirstUnstable();
    }

    boolean trusted() {
        return trusted;
    }

    private void publishFirstUnstable() {
        if (!trusted) {
            return;
        }
        long firstOpen = open.isEmpty() ? NONE_OPEN : open.firstKey();
        long firstEnded = ended.isEmpty() ? NONE_OPEN : ended.firstKey();
        firstUnstable = Math.min(firstOpen, firstEnded);
    }

    /** First offset of a transaction that is open, or whose end is not replicated; {@link Long#MAX_VALUE} where there is none. */
    long firstUnstable() {
        return firstUnstable;
    }

    synchronized void expire(long nowMs) {
        producers.values().removeIf(entry -> entry.expired(nowMs, rules.idExpirationMs()));
        verifications.expire(nowMs, rules.idExpirationMs());
    }

    synchronized void obey(ProducerRules newRules) {
        rules = newRules;
    }

    synchronized void clear() {
        producers.clear();
        verifications.clear();
        open.clear();
        ended.clear();
        publishFirstUnstable();
    }

    /** Takes over what a snapshot held, but for what expired meanwhile. */
    synchronized void restore(Collection<ProducerEntry> entries, long nowMs) {
        clear();
        for (ProducerEntry entry : entries) {
            if (!entry.expired(nowMs, rules.idExpirationMs())) {
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

    /** The last data batch of each producer, or its last epoch where it has none: what compaction must leave standing. */
    synchronized Map<Long, LastBatch> lastBatches() {
        Map<Long, LastBatch> last = new HashMap<>();
        producers.forEach((id, entry) -> last.put(id, new LastBatch(
                entry.lastBatch().map(batch -> OptionalLong.of(batch.lastOffset())).orElse(OptionalLong.empty()), entry.epoch)));
        return last;
    }

    /** @param lastOffset of its last data batch; empty where all that is known of it is a marker */
    record LastBatch(OptionalLong lastOffset, short epoch) {

        boolean is(BatchHeader header) {
            return lastOffset.isPresent() ? header.lastOffset() == lastOffset.getAsLong() : header.isControl() && header.producerEpoch() == epoch;
        }
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
