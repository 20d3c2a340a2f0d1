package dev.vitrine.engine.quorum;

import dev.vitrine.engine.log.AppendContext;
import dev.vitrine.engine.log.AppendContext.Origin;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.Log.EpochEnd;
import dev.vitrine.engine.log.ReadResult;
import dev.vitrine.engine.wire.BatchRecord;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.ControlBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * A broker's copy of the metadata log: what is appended is safe before it counts, and who votes is read from it. Knows nothing of what is committed.
 * Used in the quorum's mailbox.
 */
final class RaftLog implements LogView {

    private static final int SCAN_BYTES = 1 << 20;

    private final Log log;
    private final Snapshots snapshots;
    private final VoterHistory voters;

    /** @param beforehand who votes where neither the log nor a snapshot says so */
    RaftLog(Log log, Snapshots snapshots, Voters beforehand) throws IOException {
        this.log = log;
        this.snapshots = snapshots;
        this.voters = new VoterHistory(beforehand);
        Optional<LogPosition> latest = snapshots.latest();
        if (latest.isPresent()) {
            Voters inSnapshot = SnapshotContent.of(snapshots.read(latest.get())).voters();
            if (!inSnapshot.directories().isEmpty()) {
                voters.beginAnew(latest.get().offset(), inSnapshot);
            }
        }
        long from = Math.max(log.startOffset(), latest.map(LogPosition::offset).orElse(0L));
        if (from > log.endOffset()) { // a stop between the two steps of taking a snapshot over
            log.truncateFullyAndStartAt(from);
        }
        while (from < log.endOffset()) {
            List<BatchRecords> batches = read(from, SCAN_BYTES, log.endOffset());
            batches.forEach(this::noteVoters);
            from = batches.getLast().header().nextOffset();
        }
    }

    private void noteVoters(BatchRecords batch) {
        if (batch.header().isControl()) {
            for (BatchRecord record : batch) {
                ControlBatch.votersIn(record).ifPresent(named -> voters.written(record.offset(), Voters.of(named)));
            }
        }
    }

    @Override
    public LogPosition end() {
        return new LogPosition(log.endOffset(), latestEpoch());
    }

    private int latestEpoch() {
        return log.latestEpoch().orElseGet(() -> snapshots.latest().map(LogPosition::epoch).orElse(0));
    }

    @Override
    public Voters voters() {
        return voters.last();
    }

    VoterHistory history() {
        return voters;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    long startOffset() {
        return log.startOffset();
    }

    long sizeInBytes() {
        return log.sizeInBytes();
    }

    /** Epoch of the record at {@code offset}, or of the snapshot that ends with it. */
    Optional<Integer> epochAt(long offset) {
        return log.epochAt(offset).or(() -> snapshots.latest().filter(id -> id.offset() == offset + 1).map(LogPosition::epoch));
    }

    // ---- writing

    /** Appends as the leader. Where it can't be made safe nothing of it stays. @return NONE where it is there */
    Errors append(ByteBuffer batches, int epoch) {
        return append(batches, new AppendContext(epoch, Origin.COORDINATOR, ApiKeys.PRODUCE.latestVersion()));
    }

    /** Appends what the leader has. */
    Errors copy(ByteBuffer batches) {
        return append(batches, new AppendContext(-1, Origin.REPLICATION, ApiKeys.PRODUCE.latestVersion()));
    }

    private Errors append(ByteBuffer batches, AppendContext context) {
        long before = log.endOffset();
        return switch (log.append(batches, context)) {
            case AppendResult.Rejected no -> no.error();
            case AppendResult.Appended done when log.flush() -> {
                BatchRecords.split(batches).forEach(this::noteVoters);
                yield Errors.NONE;
            }
            case AppendResult.Appended unsafe -> {
                log.truncateTo(before);
                yield Errors.KAFKA_STORAGE_ERROR;
            }
        };
    }

    /** From where on this log has what the leader's has not. @param leader where the leader's log parts from this one, as far as it can tell */
    long partsAt(LogPosition leader) {
        LogPosition own = endOf(leader.epoch());
        return own.epoch() == leader.epoch() ? Math.min(own.offset(), leader.offset()) : own.offset();
    }

    /** Gives up everything from there on. */
    void cutTo(long end) {
        log.truncateTo(end);
        voters.cutTo(log.endOffset());
    }

    /** The leader's snapshot takes the place of everything. */
    void beginAnew(LogPosition snapshot, Voters named) {
        log.truncateFullyAndStartAt(snapshot.offset());
        voters.beginAnew(snapshot.offset(), named);
    }

    /** What the snapshot holds need not be in the log as well. */
    void deleteBefore(LogPosition snapshot) {
        log.deleteRecordsBefore(snapshot.offset());
    }

    void committed(long highWatermark) {
        log.onHighWatermark(highWatermark);
    }

    // ---- reading

    /** Whole batches from the one that holds {@code from} on, one at least where there is one before {@code limit}. */
    List<BatchRecords> read(long from, int maxBytes, long limit) throws IOException {
        return BatchRecords.split(bytes(from, maxBytes, limit));
    }

    ByteBuffer bytes(long from, int maxBytes, long limit) throws IOException {
        return switch (log.read(from, maxBytes, limit, true)) {
            case ReadResult.Found found -> {
                try {
                    yield found.records().load();
                } finally {
                    found.records().release();
                }
            }
            case ReadResult.OutOfRange out -> throw new IOException(
                    "offset " + from + " is outside " + out.logStartOffset() + "–" + out.endOffset() + " of " + log.partition());
            case ReadResult.Failed failed -> throw new IOException(failed.why());
        };
    }

    // ---- where another's log stands to this one

    /** What a follower should do next. */
    sealed interface Standing {

        /** Its log is the beginning of this one. */
        record Prefix() implements Standing {}

        /** It has something that this one has not, behind {@code common} at the latest. */
        record Diverges(LogPosition common) implements Standing {}

        /** What it needs is not in the log any more. */
        record Behind(LogPosition snapshot) implements Standing {}
    }

    /** @param follower end of its log */
    Standing standing(LogPosition follower) {
        if (follower.offset() == 0 && follower.epoch() == 0 && log.startOffset() == 0) {
            return new Standing.Prefix();
        }
        Optional<LogPosition> snapshot = snapshots.latest();
        boolean forgotten = follower.offset() < log.startOffset()
                || follower.offset() == log.startOffset() && log.startOffset() > 0 && !known(follower)
                || follower.epoch() < snapshots.earliest().map(LogPosition::epoch).orElse(0);
        if (snapshot.isPresent() && forgotten) {
            return new Standing.Behind(snapshot.get());
        }
        if (known(follower)) {
            return new Standing.Prefix();
        }
        LogPosition common = endOf(follower.epoch());
        return common.epoch() == follower.epoch() && follower.offset() <= common.offset()
                ? new Standing.Prefix()
                : new Standing.Diverges(common);
    }

    private boolean known(LogPosition follower) {
        return snapshots.size(follower).isPresent();
    }

    /** Where the largest epoch ends that is not larger than this one. */
    private LogPosition endOf(int epoch) {
        if (epoch >= latestEpoch()) {
            return end();
        }
        return log.endOfEpoch(epoch)
                .map((EpochEnd found) -> new LogPosition(found.endOffset(), found.epoch()))
                .orElseGet(() -> new LogPosition(log.startOffset(), latestEpoch()));
    }
}
