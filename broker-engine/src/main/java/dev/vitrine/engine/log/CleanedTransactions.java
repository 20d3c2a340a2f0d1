package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.ControlMarker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * What compaction must know of transactions while it walks over a log from front to back: whether a batch was aborted (so that it may go), and
 * whether anything of a transaction is left (so that its marker must stay).
 *
 * <pre>
 * aborted:    announced ──first batch or marker──▶ going on ──marker──▶ over; its entry in the index stays while a batch of it was seen
 * committed:  ──first batch──▶ going on ──marker──▶ over
 * </pre>
 */
final class CleanedTransactions {

    private final PriorityQueue<AbortedTransaction> announced = new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
    private final Map<Long, Aborted> aborted = new HashMap<>();
    private final Set<Long> committed = new HashSet<>();
    private final List<AbortedTransaction> stillThere = new ArrayList<>();

    private static final class Aborted {
        private final AbortedTransaction transaction;
        private boolean batchSeen;

        private Aborted(AbortedTransaction transaction) {
            this.transaction = transaction;
        }
    }

    /** To be called before the batches of these are walked over. */
    void announce(List<AbortedTransaction> transactions) {
        announced.addAll(transactions);
    }

    /** Walks on to this batch. @return true where nobody needs it any more: an aborted one, or the marker of a transaction of which nothing is left */
    boolean discards(BatchRecords batch) {
        BatchHeader header = batch.header();
        for (AbortedTransaction next = announced.peek(); next != null && next.firstOffset() <= header.lastOffset(); next = announced.peek()) {
            AbortedTransaction begun = announced.poll();
            aborted.computeIfAbsent(begun.producerId(), producer -> new Aborted(begun));
        }
        return header.isControl() ? discardsMarker(batch) : header.isTransactional() && isAborted(header);
    }

    private boolean isAborted(BatchHeader header) {
        Aborted of = aborted.get(header.producerId());
        if (of == null) {
            committed.add(header.producerId());
            return false;
        }
        of.batchSeen = true;
        return true;
    }

    private boolean discardsMarker(BatchRecords batch) {
        if (!batch.iterator().hasNext()) {
            return true; // its record went in an earlier compaction
        }
        Optional<ControlMarker> marker = batch.marker();
        long producer = batch.header().producerId();
        if (marker.isEmpty()) {
            return false; // it speaks of something else
        }
        if (marker.get().commit()) {
            return !committed.remove(producer);
        }
        Aborted over = aborted.remove(producer);
        if (over != null && over.batchSeen) {
            stillThere.add(over.transaction);
            return false;
        }
        return true;
    }

    /** Aborted transactions whose marker was walked over since the last call and of which there were batches, in the order of their markers. */
    List<AbortedTransaction> takeStillThere() {
        List<AbortedTransaction> taken = List.copyOf(stillThere);
        stillThere.clear();
        return taken;
    }
}
