package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.AppendContext;
import dev.vitrine.engine.log.AppendContext.Origin;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.AppendResult.Appended;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.Log.EpochEnd;
import dev.vitrine.engine.observe.Event;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;

/** The log of a partition as its follower writes it: what the leader has, and nothing else. Used in the partition's mailbox. */
final class CopiedLog {

    private final Log log;
    private final HighWatermark highWatermark;
    private final Watches watches;
    private final ReplicaSurroundings around;

    CopiedLog(Log log, HighWatermark highWatermark, Watches watches, ReplicaSurroundings around) {
        this.log = log;
        this.highWatermark = highWatermark;
        this.watches = watches;
        this.around = around;
    }

    long endOffset() {
        return log.endOffset();
    }

    /** What the leader's log holds behind this one's end. @return false where it could not be written */
    boolean append(ByteBuffer batches, int leaderEpoch) {
        AppendResult result = log.append(batches, new AppendContext(leaderEpoch, Origin.REPLICATION, ApiKeys.PRODUCE.latestVersion()));
        if (result instanceof Appended appended) {
            watches.appended(appended.lastOffset() + 1, appended.bytes());
            around.throttles().asFollower().copied(log.partition(), appended.bytes());
        }
        return result instanceof Appended;
    }

    /** What the leader says that is committed is so here, as far as it is here. It never takes back what one before it said: that holds. */
    void heard(long leadersHighWatermark, long leadersLogStart) {
        highWatermark.moveTo(Math.min(leadersHighWatermark, log.endOffset()), () -> false);
        if (leadersLogStart > log.startOffset() && leadersLogStart <= highWatermark.offset()) {
            log.deleteRecordsBefore(leadersLogStart);
        }
    }

    /**
     * Gives up what lies behind the place where this log parts from the leader's, as far as one answer tells (KIP-279).
     *
     * @param leadersEpoch the newest epoch of the leader's log that is not newer than the last one here; {@code leadersEnd}: where it ended there
     * @return false where that changed nothing
     */
    boolean truncateToParting(int leadersEpoch, long leadersEnd) {
        long endBefore = log.endOffset();
        Optional<Integer> epochBefore = log.latestEpoch();
        Optional<EpochEnd> own = log.endOfEpoch(leadersEpoch);
        if (own.isEmpty()) {
            truncate(Math.min(leadersEnd, log.endOffset()));
        } else if (own.get().epoch() == leadersEpoch) {
            truncate(Math.min(own.get().endOffset(), leadersEnd));
        } else {
            truncate(own.get().endOffset()); // what lies behind can't be the leader's; the next answer tells the rest
        }
        return log.endOffset() != endBefore || !log.latestEpoch().equals(epochBefore);
    }

    /** Without epochs nobody could tell where the logs part: only what is committed is sure to be the same. */
    void dropWhatNobodyVouchesFor() {
        if (log.latestEpoch().isEmpty()) {
            truncate(highWatermark.offset());
        }
    }

    void truncate(long offset) {
        long before = log.endOffset();
        log.truncateTo(offset);
        if (log.endOffset() < before) {
            around.events().publish(new Event.FollowerTruncated(log.partition(), around.broker(), before, log.endOffset()));
        }
        highWatermark.afterTruncation();
    }

    /** The leader has nothing of what is here any more: begins anew where it begins. */
    void startAnewAt(long offset) {
        log.truncateFullyAndStartAt(offset);
        highWatermark.afterTruncation();
    }
}
