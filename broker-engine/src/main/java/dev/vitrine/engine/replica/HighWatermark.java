package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.replica.Watches.StableMove;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Where the committed part of a replica's log ends. It moves forward, and tells who waits for it; back only where the log itself is cut off below
 * it (after an unclean election). Moved in the partition's mailbox; anybody may look.
 */
final class HighWatermark {

    private final Log log;
    private final Watches watches;
    private final ParkedProduces produces;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private volatile long offset;

    /** @param noted when the broker was here last */
    HighWatermark(Log log, long noted, Watches watches, ParkedProduces produces) {
        this.log = log;
        this.watches = watches;
        this.produces = produces;
        set(Math.clamp(noted, log.startOffset(), log.endOffset()));
    }

    private void set(long to) {
        log.onHighWatermark(to);
        offset = to;
    }

    long offset() {
        return offset;
    }

    long lastStableOffset() {
        return log.lastStableOffset(offset);
    }

    /** First offset that a reader with this isolation can't see. */
    long visibleEnd(Isolation isolation) {
        return switch (isolation) {
            case READ_COMMITTED -> lastStableOffset();
            case READ_UNCOMMITTED -> offset;
            case REPLICA -> log.endOffset();
        };
    }

    /** @param enough whether as many replicas have it as acks=all asks for */
    void moveTo(long committed, BooleanSupplier enough) {
        if (committed <= offset) {
            return;
        }
        long stableBefore = lastStableOffset();
        boolean wasAllStable = stableBefore == offset;
        set(committed);
        long stable = lastStableOffset();
        StableMove uncovers = stable > stableBefore ? StableMove.UNCOVERED : StableMove.STAYED;
        watches.committed(committed, wasAllStable && stable == committed ? StableMove.ALONG : uncovers);
        produces.committed(committed, enough);
        listeners.forEach(listener -> listener.accept(committed));
    }

    /** The log was cut off, or begins anew: nothing can be committed that is not there. */
    void afterTruncation() {
        watches.forgetUncommitted();
        set(Math.clamp(offset, log.startOffset(), log.endOffset()));
    }

    void onMoved(LongConsumer listener) {
        listeners.add(listener);
    }

    void forgetListeners() {
        listeners.clear();
    }
}
