package dev.vitrine.engine.wire;

import dev.vitrine.engine.wire.BatchValidator.BadRecord;
import dev.vitrine.engine.wire.BatchValidator.Validated;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.utils.BufferSupplier;

/** Looks at each record of a client's batch, really decompressing it, and settles the batch's time and codec. */
final class RecordValidation {

    private static final long NO_TIMESTAMP = -1;

    private final TopicPartition partition;
    private final BatchRules rules;
    private final long nowMs;
    private final List<BadRecord> badKeys = new ArrayList<>();
    private final List<BadRecord> badTimes = new ArrayList<>();
    private long maxTimestamp = NO_TIMESTAMP;

    RecordValidation(TopicPartition partition, BatchRules rules, long nowMs) {
        this.partition = partition;
        this.rules = rules;
        this.nowMs = nowMs;
    }

    /** @param batch exactly the batch, from position 0 */
    Validated run(ByteBuffer batch, BatchHeader header) {
        Codec codec = header.codec().orElse(null);
        if (codec == null) {
            return invalid(Errors.CORRUPT_MESSAGE, "Unknown compression type id");
        }
        try {
            walk(batch.slice(BatchHeader.SIZE, header.sizeInBytes() - BatchHeader.SIZE), codec, header);
        } catch (RecordCursor.Malformed flaw) {
            return invalid(Errors.INVALID_RECORD, "Found invalid record structure: " + flaw.getMessage());
        } catch (IOException | KafkaException undecodable) {
            return invalid(Errors.CORRUPT_MESSAGE, "Failed to decompress record stream: " + undecodable.getMessage());
        }
        if (!badTimes.isEmpty()) {
            return rejected(Errors.INVALID_TIMESTAMP, "One or more records have been rejected due to invalid timestamp", badTimes);
        }
        if (!badKeys.isEmpty()) {
            return rejected(Errors.INVALID_RECORD, "One or more records have been rejected due to " + badKeys.size()
                    + " record errors in total, and only showing the first three errors at most: " + badKeys.subList(0, Math.min(3, badKeys.size())), badKeys);
        }
        return settle(batch, header, codec);
    }

    private void walk(ByteBuffer records, Codec codec, BatchHeader header) throws IOException {
        if (codec == Codec.NONE) {
            walk(new RecordCursor(records), header);
            return;
        }
        try (InputStream in = codec.compression().wrapForInput(records, BatchHeader.MAGIC, BufferSupplier.NO_CACHING)) {
            walk(new RecordCursor(in), header);
        }
    }

    private void walk(RecordCursor cursor, BatchHeader header) throws IOException {
        for (int i = 0; i < header.recordCount(); i++) {
            cursor.next();
            if (cursor.offsetDelta() != i) {
                throw new RecordCursor.Malformed("record " + i + " has the offset delta " + cursor.offsetDelta());
            }
            if (rules.compact() && !cursor.keyed()) {
                badKeys.add(new BadRecord(i, "Compacted topic cannot accept message without key in topic partition " + partition + "."));
            }
            long timestamp = header.baseTimestamp() + cursor.timestampDelta();
            checkTime(header, i, timestamp);
            maxTimestamp = Math.max(maxTimestamp, timestamp);
        }
        if (!cursor.exhausted()) {
            throw new RecordCursor.Malformed("bytes behind the last record");
        }
    }

    private void checkTime(BatchHeader header, int index, long timestamp) {
        if (header.logAppendTime()) {
            badTimes.add(new BadRecord(index, "Invalid timestamp type in message " + index
                    + ". Producer should not set timestamp type to LogAppendTime."));
            return;
        }
        long age = nowMs - timestamp;
        if (!rules.logAppendTime() && timestamp != NO_TIMESTAMP && (age > rules.beforeMaxMs() || -age > rules.afterMaxMs())) {
            badTimes.add(new BadRecord(index, "Timestamp " + timestamp + " of message with offset " + index
                    + " is out of range. The timestamp should be within [" + (nowMs - rules.beforeMaxMs()) + ", "
                    + (nowMs + rules.afterMaxMs()) + "]"));
        }
    }

    private Validated settle(ByteBuffer batch, BatchHeader header, Codec codec) {
        ByteBuffer bytes = batch;
        if (rules.codec().isPresent() && rules.codec().get() != codec) {
            bytes = Recompression.of(batch, header, rules.codec().get());
            if (bytes.remaining() > rules.maxBatchBytes()) {
                return invalid(Errors.MESSAGE_TOO_LARGE, "Message batch size is " + bytes.remaining() + " bytes in append topartition " + partition
                        + " which exceeds the maximum configured size of " + rules.maxBatchBytes() + ".");
            }
        }
        if (rules.logAppendTime()) {
            BatchHeader.assignLogAppendTime(bytes, 0, nowMs);
        } else if (BatchHeader.read(bytes, 0).maxTimestamp() != maxTimestamp) {
            BatchHeader.assignMaxTimestamp(bytes, 0, maxTimestamp);
        }
        return new Validated.Valid(bytes, List.of(BatchHeader.read(bytes, 0)), rules.logAppendTime() ? nowMs : NO_TIMESTAMP);
    }

    private static Validated rejected(Errors error, String message, List<BadRecord> records) {
        return new Validated.Invalid(error, Optional.of(message), message, List.copyOf(records));
    }

    private static Validated invalid(Errors error, String why) {
        return new Validated.Invalid(error, Optional.empty(), why, List.of());
    }
}
