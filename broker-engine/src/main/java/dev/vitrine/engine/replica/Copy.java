package dev.vitrine.engine.replica;

import dev.vitrine.engine.wire.RecordBytes;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/** A partition that follows a leader in one epoch: takes in what the leader answers, in the partition's mailbox, and only while it still follows it. */
final class Copy {

    private final Partition partition;
    private final Follower role;
    private volatile boolean lags = true;

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

    /** Whether something is missing that is committed, as far as is known. */
    boolean lags() {
        return lags;
    }

    int epoch() {
        return role.epoch();
    }

    /** @param asked offset from which on was asked */
    CompletionStage<Outcome> take(long asked, PartitionData answer) {
        return inTurn(log -> {
            Errors error = Errors.forCode(answer.errorCode());
            if (log.endOffset() != asked) {
                return Outcome.REFUSED;
            } else if (error != Errors.NONE) {
                return error == Errors.OFFSET_OUT_OF_RANGE ? Outcome.OUT_OF_RANGE : Outcome.REFUSED;
            } else if (answer.divergingEpoch().epoch() >= 0) {
                return log.truncateToParting(answer.divergingEpoch().epoch(), answer.divergingEpoch().endOffset())
                        ? Outcome.TRUNCATED : Outcome.REFUSED;
            }
            return append(log, answer);
        });
    }

    private Outcome append(CopiedLog log, PartitionData answer) {
        ByteBuffer records = RecordBytes.of(answer);
        if (records.hasRemaining() && !log.append(records, role.epoch())) {
            return Outcome.REFUSED;
        }
        log.heard(answer.highWatermark(), answer.logStartOffset());
        lags = answer.highWatermark() > log.endOffset();
        return records.hasRemaining() ? Outcome.COPIED : Outcome.NOTHING_NEW;
    }

    /** The leader has told where its log ends: before this one. @return OUT_OF_RANGE where it does not */
    CompletionStage<Outcome> endsAt(long asked, long leadersEnd) {
        return inTurn(log -> {
            if (log.endOffset() != asked) {
                return Outcome.REFUSED;
            }
            if (leadersEnd < asked) {
                log.truncate(leadersEnd);
                return log.endOffset() == asked ? Outcome.REFUSED : Outcome.TRUNCATED;
            }
            return Outcome.OUT_OF_RANGE;
        });
    }

    /** The leader has told where its log begins: where that is behind the end of this one, what lies between is lost to retention. */
    CompletionStage<Outcome> beginsAt(long asked, long leadersStart) {
        return inTurn(log -> {
            if (log.endOffset() == asked && leadersStart > asked) {
                log.startAnewAt(leadersStart);
            }
            return log.endOffset() == asked ? Outcome.REFUSED : Outcome.TRUNCATED;
        });
    }

    private CompletionStage<Outcome> inTurn(Function<CopiedLog, Outcome> work) {
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        partition.mailbox().execute(() -> {
            try {
                done.complete(role.equals(partition.role()) ? work.apply(partition.copied()) : Outcome.OVERTAKEN);
            } catch (RuntimeException failure) {
                done.complete(Outcome.REFUSED);
                throw failure;
            }
        });
        return done;
    }
}
