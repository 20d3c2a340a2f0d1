package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchFilter;
import dev.vitrine.engine.wire.BatchFilter.Fate;
import dev.vitrine.engine.wire.BatchFilter.Verdict;
import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** The second half of a compaction, for one group of segments: copies what is still needed of them into a new one. */
final class GroupCopy implements BatchFilter.Judge {

    private final List<LogSegment> sources;
    private final CleanedSegment target;
    private final Round round;
    private final BatchFilter filter;
    private int source;
    private int position;
    private boolean batchDiscarded;
    private long removed;

    /**
     * What all groups of a compaction share.
     *
     * @param upTo      where the compacted part ends: the batch before it stays, even empty, so that the end of the log is not forgotten
     * @param producers last batch of each: it stays, even empty, so that duplicates are still known for what they are
     */
    record Round(
            OffsetMap newest, CleanedTransactions transactions, Map<Long, ProducerStates.LastBatch> producers, long upTo, long nowMs,
            long deleteRetentionMs, BatchChunks chunks) {}

    GroupCopy(List<LogSegment> sources, CleanedSegment target, Round round) {
        this.sources = sources;
        this.target = target;
        this.round = round;
        this.filter = new BatchFilter(this, round.nowMs(), round.deleteRetentionMs());
    }

    boolean done() {
        return source == sources.size();
    }

    /** Copies the next chunk; the last one completes the new segment. @return bytes read and written */
    int advance() throws IOException {
        LogSegment now = sources.get(source);
        if (position >= now.size()) {
            nextSource();
            return 0;
        }
        int read = 0;
        for (BatchRecords batch : round.chunks().read(now, position)) {
            int kept = filter.copy(batch);
            removed += batch.header().isControl() ? 0 : batch.header().recordCount() - kept;
            read += batch.header().sizeInBytes();
        }
        position += read;
        ByteBuffer copied = filter.take();
        int written = copied.remaining();
        if (written > 0) {
            target.append(copied);
        }
        return read + written;
    }

    private void nextSource() throws IOException {
        source++;
        position = 0;
        if (done()) {
            target.complete(sources.getLast().lastModified(), round.transactions().takeStillThere());
        }
    }

    @Override
    public Verdict judge(BatchRecords batch) {
        BatchHeader header = batch.header();
        boolean unneeded = round.transactions().discards(batch);
        // Tombstones and markers wait: a reader who began before must still come upon them. A marker stays as long as anything it speaks of.
        batchDiscarded = unneeded && (!header.isControl() || horizonPassed(header));
        return new Verdict(fate(header), unneeded && header.isControl());
    }

    private Fate fate(BatchHeader header) {
        ProducerStates.LastBatch last = header.hasProducer() ? round.producers().get(header.producerId()) : null;
        if (last != null && last.is(header) || header.nextOffset() == round.upTo()) {
            return Fate.RETAIN_IF_EMPTY;
        }
        return batchDiscarded ? Fate.DELETE : Fate.DELETE_IF_EMPTY;
    }

    @Override
    public boolean keeps(BatchHeader header, long offset, ByteBuffer key, boolean tombstone) {
        if (batchDiscarded) {
            return false;
        }
        if (header.isControl() || offset > round.newest().latestOffset()) {
            return true;
        }
        return key != null && offset >= round.newest().get(key) && !(tombstone && horizonPassed(header));
    }

    private boolean horizonPassed(BatchHeader header) {
        return header.deleteHorizonMs().isPresent() && header.deleteHorizonMs().getAsLong() <= round.nowMs();
    }

    CleanedSegment target() {
        return target;
    }

    List<LogSegment> sources() {
        return sources;
    }

    /** Records that were not copied; markers don't count. */
    long removed() {
        return removed;
    }

    /** To be called when it is done or given up. */
    void close() {
        filter.close();
    }
}
