package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.Log.EpochEnd;
import dev.vitrine.engine.wire.RecordBytes;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/** A partition that follows a leader in one epoch: takes in what the leader answers, in the partition's mailbox, and only while it still follows it. */
final class Copy {

    private final Partition partition;
    private final Follower role;

    Copy(Partition partition, Follower role) {
        this.partition = partition;
        this.role = role;
    }

    /** What became of an answer. */
    enum Outcome {
        /** There may be more. */
        COPIED,
        /** All is here that there was. */
        NOTHING_NEW,
        /** What the leader has not is given up: ask again from there. */
        TRUNCATED,
        /** What it asked for is not in the leader's log at all: to be asked where that begins and ends. */
        OUT_OF_RANGE,
        /** To be asked again after a while. */
        REFUSED,
        /** It doesn't follow this leader any more. */
        OVERTAKEN
    }

    Partition partition() {
        return partition;
    }

    int epoch() {
        return role.epoch();
    }

    /** @param asked offset from which on was asked */
    CompletionStage<Outcome> take(long asked, PartitionData answer) {
        return inTurn(() -> {
            Log log = partition.log();
            if (log.endOffset() != asked) {
                return Outcome.REFUSED;
            }
            Errors error = Errors.forCode(answer.errorCode());
            if (error != Errors.NONE) {
                return error == Errors.OFFSET_OUT_OF_RANGE ? Outcome.OUT_OF_RANGE : Outcome.REFUSED;
            }
            if (answer.divergingEpoch().epoch() >= 0) {
                partition.truncate(parting(log, answer.divergingEpoch().epoch(), answer.divergingEpoch().endOffset()));
                return Outcome.TRUNCATED;
            }
            return append(answer);
        });
    }

    private Outcome append(PartitionData answer) {
        ByteBuffer records = RecordBytes.of(answer);
        if (records.hasRemaining() && !(partition.copy(records) instanceof AppendResult.Appended)) {
            return Outcome.REFUSED;
        }
        partition.heard(answer.highWatermark(), answer.logStartOffset());
        return records.hasRemaining() ? Outcome.COPIED : Outcome.NOTHING_NEW;
    }

    /**
     * Where this log parts from the leader's, as far as one answer tells (KIP-279): the leader names the newest epoch of its own that is not newer than
     * the last one here, and where that ended.
     */
    private static long parting(Log log, int leadersEpoch, long leadersEnd) {
        Optional<EpochEnd> own = log.endOfEpoch(leadersEpoch);
        if (own.isEmpty()) {
            return Math.min(leadersEnd, log.endOffset());
        }
        // An epoch that is not known here: what lies behind the one before it can't be the leader's. The next answer tells the rest.
        return own.get().epoch() == leadersEpoch ? Math.min(own.get().endOffset(), leadersEnd) : own.get().endOffset();
    }

    /** The leader's log ends before this one. @return whether that is all that was wrong */
    CompletionStage<Outcome> endsAt(long asked, long leadersEnd) {
        return inTurn(() -> {
            if (partition.log().endOffset() != asked) {
                return Outcome.REFUSED;
            }
            if (leadersEnd < asked) {
                partition.truncate(leadersEnd);
                return Outcome.TRUNCATED;
            }
            return Outcome.OUT_OF_RANGE;
        });
    }

    /** The leader's log begins behind the end of this one: what lies between is lost to retention. */
    CompletionStage<Outcome> beginsAt(long asked, long leadersStart) {
        return inTurn(() -> {
            if (partition.log().endOffset() == asked && leadersStart > asked) {
                partition.startAnewAt(leadersStart);
            }
            return Outcome.TRUNCATED;
        });
    }

    private CompletionStage<Outcome> inTurn(Supplier<Outcome> work) {
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        partition.mailbox().execute(() -> {
            try {
                done.complete(role.equals(partition.role()) ? work.get() : Outcome.OVERTAKEN);
            } catch (RuntimeException failure) {
                done.complete(Outcome.REFUSED);
                throw failure;
            }
        });
        return done;
    }
}
