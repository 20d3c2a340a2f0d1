package dev.vitrine.engine.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * Judges batches before they may go into a partition, as Kafka's LogValidator does for magic 2. Nothing here throws for what a client sent:
 * every flaw is a {@link Validated.Invalid} with the error that Kafka answers. For one writer at a time.
 */
public final class BatchValidator {

    private static final long NO_TIMESTAMP = -1;

    private final TopicPartition partition;
    private final DecompressionBuffers buffers = new DecompressionBuffers();

    public BatchValidator(TopicPartition partition) {
        this.partition = partition;
    }

    /** The verdict. */
    public sealed interface Validated {

        /**
         * May go into the log.
         *
         * @param bytes           what to append: the client's own bytes, or new ones where they had to be compressed anew
         * @param logAppendTimeMs −1 where records keep their producer's time
         */
        record Valid(ByteBuffer bytes, List<BatchHeader> headers, long logAppendTimeMs) implements Validated {

            /** Gives the batches their offsets, from {@code baseOffset} on, and their epoch, in place. */
            public Valid assign(long baseOffset, int leaderEpoch) {
                List<BatchHeader> assigned = new ArrayList<>(headers.size());
                int at = bytes.position();
                long next = baseOffset;
                for (BatchHeader header : headers) {
                    BatchHeader.assign(bytes, at, next, leaderEpoch);
                    BatchHeader now = header.assigned(next, leaderEpoch);
                    assigned.add(now);
                    at += header.sizeInBytes();
                    next = now.nextOffset();
                }
                return new Valid(bytes, assigned, logAppendTimeMs);
            }

            public int recordCount() {
                int count = 0;
                for (BatchHeader header : headers) {
                    count += header.recordCount();
                }
                return count;
            }
        }

        /** @param message what Kafka tells the client beside the error; @param records which ones are to blame */
        record Invalid(Errors error, Optional<String> message, String why, List<BadRecord> records) implements Validated {}
    }

    /** One record that a batch was refused for, by its place in the batch. */
    public record BadRecord(int index, String message) {}

    /** A client's records of one partition. May change them in place. */
    public Validated fromClient(ByteBuffer records, BatchRules rules, long nowMs) {
        Optional<Validated.Invalid> unframed = BatchFrame.flaw(records, rules.produceVersion());
        if (unframed.isPresent()) {
            return unframed.get();
        }
        int at = records.position();
        BatchHeader header = BatchHeader.read(records, at);
        Validated flaw = envelope(records, header, rules.maxBatchBytes());
        if (flaw == null) {
            flaw = claims(header);
        }
        if (flaw != null) {
            return flaw;
        }
        return new RecordValidation(partition, rules, nowMs, buffers).run(records.slice(at, header.sizeInBytes()), header);
    }

    /** What UnifiedLog checks before anybody looks at records. */
    private Validated envelope(ByteBuffer records, BatchHeader header, int maxBatchBytes) {
        if (header.baseOffset() != 0) {
            return invalid(Errors.INVALID_RECORD, "The baseOffset of the record batch in the append to " + partition + " should be 0, but it is "
                    + header.baseOffset());
        }
        return sizeAndChecksum(records, records.position(), header, maxBatchBytes);
    }

    private Validated sizeAndChecksum(ByteBuffer records, int at, BatchHeader header, int maxBatchBytes) {
        if (header.sizeInBytes() > maxBatchBytes) {
            return invalid(Errors.MESSAGE_TOO_LARGE, "The record batch size in the append to " + partition + " is " + header.sizeInBytes()
                    + " bytes which exceeds the maximum configured value of " + maxBatchBytes + ").");
        }
        if (!BatchHeader.crcMatches(records, at, header.sizeInBytes())) {
            return invalid(Errors.CORRUPT_MESSAGE, "Record is corrupt (stored crc = " + Integer.toUnsignedString(header.crc())
                    + ") in topic partition " + partition + ".");
        }
        return null;
    }

    /** What the header says of itself. */
    private Validated claims(BatchHeader header) {
        long lastOffset = header.lastOffset();
        if (lastOffset < header.baseOffset() || header.lastOffsetDelta() < 0) {
            return invalid(Errors.INVALID_RECORD, "Batch has an invalid offset range: [" + header.baseOffset() + ", " + lastOffset
                    + "] in topic partition " + partition);
        }
        if (header.recordCount() <= 0) {
            return invalid(Errors.INVALID_RECORD, "Invalid reported count for record batch: " + header.recordCount()
                    + " in topic partition " + partition);
        }
        if (header.lastOffsetDelta() + 1L != header.recordCount()) {
            return invalid(Errors.INVALID_RECORD, "Inconsistent batch offset range [" + header.baseOffset() + ", " + lastOffset
                    + "] and count of records " + header.recordCount() + " in topic partition " + partition);
        }
        if (header.isControl()) {
            return invalid(Errors.INVALID_RECORD, "Clients are not allowed to write control records in topic partition " + partition);
        }
        if (header.hasProducer() && header.baseSequence() < 0) {
            return invalid(Errors.INVALID_RECORD, "Invalid sequence number " + header.baseSequence() + " in record batch with producerId "
                    + header.producerId() + " in topic partition " + partition);
        }
        return null;
    }

    /** Records of this broker's own coordinators: trusted, but no larger than the topic allows. */
    public Validated fromCoordinator(ByteBuffer batches, int maxBatchBytes) {
        List<BatchHeader> headers = new ArrayList<>();
        for (BatchRecords batch : BatchRecords.split(batches)) {
            BatchHeader header = batch.header();
            if (header.sizeInBytes() > maxBatchBytes) {
                return invalid(Errors.MESSAGE_TOO_LARGE, "The record batch size in the append to " + partition + " is " + header.sizeInBytes()
                        + " bytes which exceeds the maximum configured value of " + maxBatchBytes + ").");
            }
            headers.add(header);
        }
        return headers.isEmpty() ? invalid(Errors.INVALID_RECORD, "Record batch has no batches at all")
                : new Validated.Valid(trimmed(batches, headers), headers, NO_TIMESTAMP);
    }

    /** Batches of the leader's log: they must be whole and go on where this log ends. */
    public Validated fromLeader(ByteBuffer batches, long endOffset) {
        List<BatchHeader> headers = new ArrayList<>();
        long next = endOffset;
        int at = batches.position();
        for (BatchRecords batch : BatchRecords.split(batches)) {
            BatchHeader header = batch.header();
            Validated flaw = sizeAndChecksum(batches, at, header, Integer.MAX_VALUE);
            if (flaw != null) {
                return flaw;
            }
            if (header.baseOffset() < next) {
                return invalid(Errors.OFFSET_OUT_OF_RANGE, "Out of order offsets found in append to " + partition + ": " + header.baseOffset());
            }
            next = header.nextOffset();
            at += header.sizeInBytes();
            headers.add(header);
        }
        return headers.isEmpty() ? invalid(Errors.INVALID_RECORD, "Record batch has no batches at all")
                : new Validated.Valid(trimmed(batches, headers), headers, NO_TIMESTAMP);
    }

    private static ByteBuffer trimmed(ByteBuffer batches, List<BatchHeader> headers) {
        int size = 0;
        for (BatchHeader header : headers) {
            size += header.sizeInBytes();
        }
        return batches.slice(batches.position(), size);
    }

    private static Validated invalid(Errors error, String why) {
        return new Validated.Invalid(error, Optional.empty(), why, List.of());
    }
}
