package dev.vitrine.engine.log;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.BatchValidator;
import dev.vitrine.engine.wire.BatchValidator.Validated;
import dev.vitrine.engine.wire.ControlMarker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.protocol.Errors;

/** The way of a batch into the log: checked, numbered, written, and only then believed. */
final class LogAppender {

    private static final long PRODUCER_CHECK_INTERVAL_MS = 600_000; // Kafka's producer.id.expiration.check.interval.ms

    private final LogState state;
    private final LogKeeper keeper;
    private final BatchValidator validator;
    private long nextProducerCheckMs;
    private long unflushedRecords;
    private long lastFlushMs;

    LogAppender(LogState state, LogKeeper keeper) {
        this.state = state;
        this.keeper = keeper;
        this.validator = new BatchValidator(state.options.partition());
        this.lastFlushMs = state.now();
        this.nextProducerCheckMs = lastFlushMs + PRODUCER_CHECK_INTERVAL_MS;
    }

    AppendResult append(ByteBuffer batches, AppendContext context) {
        if (state.closed) {
            return new AppendResult.Rejected(Errors.KAFKA_STORAGE_ERROR, "The log is closed");
        }
        long now = state.now();
        LogConfig config = state.config;
        Validated validated = switch (context.origin()) {
            case CLIENT -> validator.fromClient(batches, config.validation(context.produceVersion()), now);
            case COORDINATOR -> validator.fromCoordinator(batches, config.maxMessageBytes());
            case REPLICATION -> validator.fromLeader(batches, state.end.offset());
        };
        return switch (validated) {
            case Validated.Invalid invalid -> new AppendResult.Rejected(invalid.error(), invalid.message(), invalid.records().stream()
                    .map(r -> new AppendResult.RecordError(r.index(), r.message())).toList(), invalid.why());
            case Validated.Valid valid -> appendValid(valid, context, now);
        };
    }

    private AppendResult appendValid(Validated.Valid valid, AppendContext context, long now) {
        try {
            state.learnProducers();
        } catch (IOException refused) {
            return refused(refused);
        }
        expireProducers(now);
        if (valid.bytes().remaining() > state.config.segmentBytes() && context.origin() != AppendContext.Origin.REPLICATION) {
            return new AppendResult.Rejected(Errors.RECORD_LIST_TOO_LARGE, "Message batch size is " + valid.bytes().remaining()
                    + " bytes in append to partition " + state.options.partition() + ", which exceeds the maximum configured segment size of "
                    + state.config.segmentBytes() + ".");
        }
        if (context.origin() != AppendContext.Origin.REPLICATION && valid.headers().getFirst().hasProducer()) {
            AppendResult other = otherwise(judge(valid, context), valid);
            if (other != null) {
                return other;
            }
        }
        Validated.Valid numbered = context.origin() == AppendContext.Origin.REPLICATION ? valid
                : valid.assign(state.end.offset(), context.leaderEpoch());
        try {
            return write(numbered, now);
        } catch (IOException refused) {
            return refused(refused);
        }
    }

    private AppendResult refused(IOException why) {
        state.options.events().publish(new Event.StorageFailed(state.options.partition() + ": append", why.toString()));
        return new AppendResult.Rejected(Errors.KAFKA_STORAGE_ERROR, "The disk refused: " + why.getMessage());
    }

    /** Who bears a producer's id comes with one batch at a time. */
    private Verdict judge(Validated.Valid valid, AppendContext context) {
        BatchHeader header = valid.headers().getFirst();
        Optional<ControlMarker> marker = header.isControl() ? marker(valid.bytes()) : Optional.empty();
        return state.producers.judge(header, marker, state.end.offset(), context);
    }

    private static Optional<ControlMarker> marker(ByteBuffer batch) {
        return BatchRecords.split(batch).getFirst().marker();
    }

    /** Null where the batch is to be appended. */
    private AppendResult otherwise(Verdict verdict, Validated.Valid valid) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> null;
            case Verdict.Refused refused -> new AppendResult.Rejected(refused.error(), refused.message());
            case Verdict.Duplicate(ProducerEntry.Batch original) -> new AppendResult.Appended(original.firstOffset(), original.lastOffset(),
                    original.timestamp(), state.startOffset, original.offsetDelta() + 1, valid.bytes().remaining(), true);
        };
    }

    private AppendResult write(Validated.Valid valid, long now) throws IOException {
        BatchHeader first = valid.headers().getFirst();
        BatchHeader last = valid.headers().getLast();
        int bytes = valid.bytes().remaining();
        LogSegment segment = state.segments.active();
        if (segment.shouldRoll(state.config, bytes, last.lastOffset(), maxTimestamp(valid.headers()), now)) {
            segment = keeper.roll();
        }
        segment.write(valid.bytes());
        flushWhereAsked(segment, valid.recordCount(), now);
        segment.accept(valid.headers());
        remember(valid);
        state.publishEnd(last.nextOffset());
        return new AppendResult.Appended(first.baseOffset(), last.lastOffset(), valid.logAppendTimeMs(), state.startOffset,
                valid.recordCount(), bytes, false);
    }

    private static long maxTimestamp(List<BatchHeader> headers) {
        long max = -1;
        for (BatchHeader header : headers) {
            max = Math.max(max, header.maxTimestamp());
        }
        return max;
    }

    /** {@code flush.messages}, {@code flush.ms}: before the batch is believed, so that a refusal leaves nothing behind. */
    private void flushWhereAsked(LogSegment segment, int records, long now) throws IOException {
        unflushedRecords += records;
        if (unflushedRecords < state.config.flushMessages() && now - lastFlushMs < state.config.flushMs()) {
            return;
        }
        try {
            segment.force();
        } catch (IOException refused) {
            state.distrusted = true;
            segment.cutOff(refused);
            throw refused;
        }
        unflushedRecords = 0;
        lastFlushMs = now;
    }

    private void remember(Validated.Valid valid) {
        int at = valid.bytes().position();
        for (BatchHeader header : valid.headers()) {
            state.epochs.assign(header.leaderEpoch(), header.baseOffset());
            if (header.hasProducer()) {
                rememberProducer(header, valid.bytes().slice(at, header.sizeInBytes()));
            }
            at += header.sizeInBytes();
        }
    }

    private void rememberProducer(BatchHeader header, ByteBuffer bytes) {
        if (header.isControl()) {
            marker(bytes).ifPresent(marker -> rememberEnd(header, marker));
        } else {
            state.producers.appended(header);
        }
    }

    /** The index first: whoever sees the last stable offset move must find there what was aborted. */
    private void rememberEnd(BatchHeader header, ControlMarker marker) {
        state.producers.aborts(header, marker).ifPresent(aborted -> {
            try {
                state.segments.active().noteAborted(aborted);
            } catch (IOException refused) {
                state.distrusted = true; // the next start makes the index anew
                state.options.events().publish(
                        new Event.StorageFailed(state.options.partition() + ": index of aborted transactions", refused.toString()));
            }
        });
        state.producers.ended(header, marker);
    }

    /** Now and then, as Kafka does; not per lookup: records that are old by their own clock must still be told from duplicates. */
    private void expireProducers(long now) {
        if (now >= nextProducerCheckMs) {
            state.producers.expire(now);
            nextProducerCheckMs = now + PRODUCER_CHECK_INTERVAL_MS;
        }
    }
}
