package dev.vitrine.engine.quorum;

import dev.vitrine.engine.wire.BatchRecord;
import dev.vitrine.engine.wire.BatchRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is committed, and what has been made of it: the state machine goes first, then all others are told. Used in the mailbox only. */
final class Committed {

    private static final Logger LOG = LoggerFactory.getLogger(Committed.class);
    private static final int SLICE_BYTES = 1 << 20;

    private final RaftLog log;
    private final StateMachine machine;
    private LongConsumer listener = offset -> { };
    private long highWatermark;
    private long applied;
    private long lastTimestamp;
    private long bytesApplied;

    Committed(RaftLog log, StateMachine machine) {
        this.log = log;
        this.machine = machine;
    }

    /** Takes in the newest snapshot, where there is one. What lies behind it may not be committed. */
    void begin() throws IOException {
        machine.reset();
        Optional<LogPosition> latest = log.snapshots().latest();
        if (latest.isPresent()) {
            take(latest.get());
        }
    }

    /** A snapshot that takes the place of all that was there. */
    void restore(LogPosition snapshot) throws IOException {
        machine.reset();
        take(snapshot);
        listener.accept(highWatermark);
    }

    private void take(LogPosition snapshot) throws IOException {
        SnapshotContent content = SnapshotContent.of(log.snapshots().read(snapshot));
        content.values().forEach(value -> replay(ByteBuffer.wrap(value)));
        applied = snapshot.offset();
        highWatermark = Math.max(highWatermark, applied);
        bytesApplied = 0;
        log.committed(highWatermark);
        machine.settled(applied);
    }

    void follow(LongConsumer more) {
        listener = listener.andThen(more);
    }

    /** First offset that is not known to be committed. */
    long highWatermark() {
        return highWatermark;
    }

    long applied() {
        return applied;
    }

    /** Of records since the last snapshot. */
    long bytesApplied() {
        return bytesApplied;
    }

    /** Time of the newest record that has been applied. */
    long lastTimestamp() {
        return lastTimestamp;
    }

    /** A snapshot holds what has been applied so far. */
    void snapshotTaken() {
        bytesApplied = 0;
    }

    /** @return whether it moved */
    boolean advance(long to) {
        if (to <= highWatermark) {
            return false;
        }
        highWatermark = to;
        log.committed(to);
        apply();
        listener.accept(to);
        return true;
    }

    private void apply() {
        try {
            while (applied < highWatermark) {
                List<BatchRecords> batches = log.read(applied, SLICE_BYTES, highWatermark);
                if (batches.isEmpty()) {
                    throw new IOException("nothing to read at offset " + applied + ", though " + highWatermark + " is committed");
                }
                batches.forEach(this::apply);
            }
            machine.settled(applied);
        } catch (IOException unreadable) {
            LOG.error("The metadata log can't be read: {}", unreadable.getMessage());
        }
    }

    private void apply(BatchRecords batch) {
        if (!batch.header().isControl()) {
            for (BatchRecord record : batch) {
                if (record.offset() >= applied) {
                    replay(record.value());
                }
            }
        }
        applied = batch.header().nextOffset();
        bytesApplied += batch.header().sizeInBytes();
        lastTimestamp = batch.header().maxTimestamp();
    }

    private void replay(ByteBuffer value) {
        try {
            machine.replay(value);
        } catch (RuntimeException failure) {
            LOG.error("A record of the metadata log could not be taken in", failure);
        }
    }
}
