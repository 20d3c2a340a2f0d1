package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import java.util.ArrayList;
import java.util.List;

/** Records that go into the log together, and what may be told once they are committed. */
final class Batch<S extends CoordinatorShard<S, R>, R> {

    private final List<KeyValue> records = new ArrayList<>();
    private final List<Waiting<S, R>> effects = new ArrayList<>();
    private final Standing standing;
    private int bytes;
    private long endOffset = -1;

    Batch(Standing standing) {
        this.standing = standing;
    }

    Standing standing() {
        return standing;
    }

    void add(List<KeyValue> more) {
        records.addAll(more);
        bytes += bytesOf(more);
    }

    boolean hasRoomFor(List<KeyValue> more, RuntimeOptions options) {
        return records.size() + more.size() <= options.maxBatchRecords() && bytes + bytesOf(more) <= options.maxBatchBytes();
    }

    void appended(long end) {
        endOffset = end;
    }

    List<KeyValue> records() {
        return records;
    }

    List<Waiting<S, R>> effects() {
        return effects;
    }

    /** Behind the last record; −1 before the append. */
    long endOffset() {
        return endOffset;
    }

    private static int bytesOf(List<KeyValue> records) {
        int bytes = 0;
        for (KeyValue record : records) {
            bytes += record.key().length + (record.value() == null ? 0 : record.value().length);
        }
        return bytes;
    }

    /** An answer or an event that is held back. */
    record Waiting<S extends CoordinatorShard<S, R>, R>(Effect<S, R> effect, long sinceMillis) {}
}
