package dev.vitrine.engine.wire;

import dev.vitrine.engine.wire.BatchValidator.BadRecord;
import dev.vitrine.engine.wire.BatchValidator.Validated;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** Looks at each record of a client's batch, really decompressing it, and settles the batch's time and codec. */
final class RecordValidation {

    private static final long NO_TIMESTAMP = -1;
    private static final int SHOWN_ERRORS = 3;
    /** A small batch can decompress to very many bad records: naming so many will do. */
    private static final int MOST_NAMED = 10_000;

    private final TopicPartition partition;
    private final BatchRules rules;
    private final long nowMs;
    private final DecompressionBuffers buffers;
    private List<BadRecord> bad = List.of();
    private int badCount;
    private boolean badTime;
    private long maxTimestamp = NO_TIMESTAMP;

    RecordValidation(TopicPartition partition, BatchRules rules, long nowMs, DecompressionBuffers buffers) {
        this.partition = partition;
        this.rules = rules;
        this.nowMs = nowMs;
        this.buffers = buffers;
    }

    /**
     * Kafka has no error of its own for what can't be decompressed: it answers UNKNOWN_SERVER_ERROR, and so do we.
     *
     * @param batch exactly the batch, from position 0
     */
    Validated run(ByteBuffer batch, BatchHeader header) {
        Codec codec = header.codec().orElse(null);
        if (codec == null) {
            return invalid(Errors.UNKNOWN_SERVER_ERROR, "Unknown compression type id in topic partition " + partition);
        }
        try {
            walk(batch.slice(BatchHeader.SIZE, header.sizeInBytes() - BatchHeader.SIZE), codec, header);
        } catch (RecordCursor.Malformed flaw) {
            return invalid(Errors.INVALID_RECORD, "Found invalid record structure: " + flaw.getMessage() + " in topic partition " + partition);
        } catch (IOException | KafkaException undecodable) {
            return invalid(Errors.UNKNOWN_SERVER_ERROR, "Can't decompress as " + codec + ": " + undecodable.getMessage());
        }
        return bad.isEmpty() ? settle(batch, header, codec) : rejected();
    }

    private void walk(ByteBuffer records, Codec codec, BatchHeader header) throws IOException {
        if (codec == Codec.NONE) {
            walk(new RecordCursor(records), header);
            return;
        }
        DecompressionBuffers.Kept kept = buffers.take();
        try (InputStream in = codec.compression().wrapForInput(records, BatchHeader.MAGIC, kept.supplier())) {
            walk(new RecordCursor(in, kept.window()), header);
        }
    }

    /** Kafka lets offset deltas with holes pass where nothing is compressed. Here they are refused: offsets are dense, always. */
    private void walk(RecordCursor cursor, BatchHeader header) throws IOException {
        for (int i = 0; i < header.recordCount(); i++) {
            cursor.next();
            if (cursor.offsetDelta() != i) {
                throw new RecordCursor.Malformed("record " + i + " has the offset delta " + cursor.offsetDelta());
            }
            long timestamp = header.isLogAppendTime() ? header.maxTimestamp() : header.baseTimestamp() + cursor.timestampDelta();
            check(cursor, i, timestamp, header.isLogAppendTime());
            maxTimestamp = Math.max(maxTimestamp, timestamp);
        }
        if (!cursor.exhausted()) {
            throw new RecordCursor.Malformed("bytes behind the last record");
        }
    }

    private void check(RecordCursor record, int index, long timestamp, boolean saysLogAppendTime) {
        if (rules.compact() && record.keyLength() < 0) {
            blame(index, "Compacted topic cannot accept message without key in topic partition " + partition);
        } else if (rules.logAppendTime() && saysLogAppendTime) {
            badTime = true;
            blame(index, "Invalid timestamp type in message DefaultRecord(offset=" + index + ", timestamp=" + timestamp + ", key="
                    + Math.max(0, record.keyLength()) + " bytes, value=" + Math.max(0, record.valueLength())
                    + " bytes). Producer should not set timestamp type to LogAppendTime.");
        } else if (!rules.logAppendTime() && outOfRange(timestamp)) {
            badTime = true;
            blame(index, "Timestamp " + timestamp + " of message with offset " + index + " is out of range. The timestamp should be within ["
                    + (nowMs - rules.beforeMaxMs()) + ", " + (nowMs + rules.afterMaxMs()) + "]");
        }
    }

    private boolean outOfRange(long timestamp) {
        long age = nowMs - timestamp;
        return timestamp != NO_TIMESTAMP && (age > rules.beforeMaxMs() || -age > rules.afterMaxMs());
    }

    private void blame(int index, String message) {
        if (badCount++ == 0) {
            bad = new ArrayList<>();
        }
        if (badCount <= MOST_NAMED) {
            bad.add(new BadRecord(index, message));
        }
    }

    private Validated rejected() {
        if (badTime) {
            String message = "One or more records have been rejected due to invalid timestamp";
            return new Validated.Invalid(Errors.INVALID_TIMESTAMP, Optional.of(message), message, List.copyOf(bad));
        }
        String shown = bad.stream().limit(SHOWN_ERRORS)
                .map(b -> "RecordError(batchIndex=" + b.index() + ", message='" + b.message() + "')")
                .collect(Collectors.joining(", ", "[", "]"));
        String message = "One or more records have been rejected due to " + badCount
                + " record errors in total, and only showing the first three errors at most: " + shown;
        return new Validated.Invalid(Errors.INVALID_RECORD, Optional.of(message), message, List.copyOf(bad));
    }

    private Validated settle(ByteBuffer batch, BatchHeader header, Codec codec) {
        ByteBuffer bytes = batch;
        if (rules.codec().isPresent() && rules.codec().get() != codec) {
            bytes = Recompression.of(batch, header, rules.codec().get());
            if (bytes.remaining() > rules.maxBatchBytes()) {
                return invalid(Errors.MESSAGE_TOO_LARGE, "Message batch size is " + bytes.remaining() + " bytes in append to partition "
                        + partition + " which exceeds the maximum configured size of " + rules.maxBatchBytes() + ".");
            }
        }
        if (rules.logAppendTime()) {
            BatchHeader.assignLogAppendTime(bytes, 0, nowMs);
        } else if (header.isLogAppendTime() || header.maxTimestamp() != maxTimestamp) {
            BatchHeader.assignCreateTime(bytes, 0, maxTimestamp);
        } else if (bytes == batch) {
            return new Validated.Valid(batch, List.of(header), NO_TIMESTAMP);
        }
        return new Validated.Valid(bytes, List.of(BatchHeader.read(bytes, 0)), rules.logAppendTime() ? nowMs : NO_TIMESTAMP);
    }

    private static Validated invalid(Errors error, String why) {
        return new Validated.Invalid(error, Optional.empty(), why, List.of());
    }
}
