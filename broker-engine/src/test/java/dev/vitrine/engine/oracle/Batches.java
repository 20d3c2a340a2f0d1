package dev.vitrine.engine.oracle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Record batches for requests, and in answers. */
public final class Batches {

    /** When the records of scripts were made: a fixed time, so that searches by time can be told apart from "now". */
    public static final long THEN = 1_600_000_000_000L;

    private Batches() {}

    /** One batch, keys {@code k0, k1, …}, a millisecond apart. */
    public static MemoryRecords plain(int count) {
        return MemoryRecords.withRecords(Compression.NONE, records(count));
    }

    public static MemoryRecords compressed(String codec, int count) {
        return MemoryRecords.withRecords(Compression.of(codec).build(), records(count));
    }

    public static MemoryRecords idempotent(long producerId, int epoch, int sequence, int count) {
        return MemoryRecords.withIdempotentRecords(Compression.NONE, producerId, (short) epoch, sequence, records(count));
    }

    public static MemoryRecords transactional(long producerId, int epoch, int sequence, int count) {
        return MemoryRecords.withTransactionalRecords(Compression.NONE, producerId, (short) epoch, sequence, records(count));
    }

    public static SimpleRecord[] records(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SimpleRecord(THEN + i, ("k" + i).getBytes(StandardCharsets.UTF_8), ("value " + i).getBytes(StandardCharsets.UTF_8)))
                .toArray(SimpleRecord[]::new);
    }

    /** A copy with one byte set otherwise. @param at where, from the start of the batch */
    public static MemoryRecords with(MemoryRecords records, int at, int value) {
        byte[] bytes = bytes(records);
        bytes[at] = (byte) value;
        return MemoryRecords.readableRecords(ByteBuffer.wrap(bytes));
    }

    public static byte[] bytes(MemoryRecords records) {
        byte[] bytes = new byte[records.sizeInBytes()];
        records.buffer().duplicate().get(bytes);
        return bytes;
    }

    static List<Object> describe(MemoryRecords records) {
        List<Object> batches = new ArrayList<>();
        for (MutableRecordBatch batch : records.batches()) {
            batches.add(describe(batch));
        }
        return batches;
    }

    private static Map<String, Object> describe(MutableRecordBatch batch) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("base_offset", batch.baseOffset());
        fields.put("last_offset", batch.lastOffset());
        fields.put("count", batch.countOrNull());
        fields.put("leader_epoch", batch.partitionLeaderEpoch());
        fields.put("producer_id", batch.producerId());
        fields.put("producer_epoch", batch.producerEpoch());
        fields.put("base_sequence", batch.baseSequence());
        fields.put("compression", batch.compressionType().name);
        fields.put("timestamp_type", batch.timestampType().name);
        fields.put("transactional", batch.isTransactional());
        fields.put("control", batch.isControlBatch());
        fields.put("max_timestamp", batch.maxTimestamp());
        fields.put("valid", batch.isValid());
        List<String> entries = new ArrayList<>();
        for (Record entry : batch) {
            entries.add(entry.offset() + ":" + text(entry.key()) + "=" + text(entry.value()));
        }
        fields.put("records", entries);
        return fields;
    }

    private static String text(ByteBuffer bytes) {
        return bytes == null ? "null" : StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }
}
