package dev.vitrine.engine.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** Between the records of Kafka's messages and plain bytes. */
public final class RecordBytes {

    private RecordBytes() {}

    /** The batches that a client wants appended; they share the request's memory. */
    public static ByteBuffer of(PartitionProduceData data) {
        return data.records() instanceof MemoryRecords records ? records.buffer() : ByteBuffer.allocate(0);
    }

    /** The other way round, for who asks as a client does. */
    public static PartitionProduceData put(PartitionProduceData data, ByteBuffer batches) {
        return data.setRecords(MemoryRecords.readableRecords(batches));
    }

    /** No records: a fetch's answer must never carry null, clients die of it (KAFKA-18646). */
    public static FetchResponseData.PartitionData empty(FetchResponseData.PartitionData data) {
        return data.setRecords(MemoryRecords.EMPTY);
    }

    public static FetchResponseData.PartitionData put(FetchResponseData.PartitionData data, FileRecords records) {
        return data.setRecords(records);
    }

    /** The batches that another broker of this process has answered; empty where there are none. */
    public static ByteBuffer of(FetchResponseData.PartitionData data) {
        return data.records() instanceof MemoryRecords records ? records.buffer() : ByteBuffer.allocate(0);
    }

    /** Reads what an answer has from a file into memory: its file may be cut off before somebody of this process reads it. */
    public static void load(FetchResponseData.PartitionData data) throws IOException {
        if (data.records() instanceof FileRecords records) {
            data.setRecords(MemoryRecords.EMPTY);
            try {
                data.setRecords(MemoryRecords.readableRecords(records.load()));
            } finally {
                records.release();
            }
        }
    }

    /** As {@link #load}, for all records of an answer; of answers without records, nothing. */
    public static void loadAll(ApiMessage answer) throws IOException {
        if (answer instanceof FetchResponseData fetched) {
            for (FetchResponseData.FetchableTopicResponse topic : fetched.responses()) {
                for (FetchResponseData.PartitionData partition : topic.partitions()) {
                    load(partition);
                }
            }
        }
    }

    /** Size of the records in an answer. */
    public static int size(FetchResponseData.PartitionData data) {
        return data.records() == null ? 0 : data.records().sizeInBytes();
    }

    /** Gives records back that will not be sent. */
    public static void release(FetchResponseData.PartitionData data) {
        if (data.records() instanceof FileRecords records) {
            records.release();
        }
    }

    /** Gives back all records of an answer that nobody wants any more; of answers without records, nothing. */
    public static void releaseAll(ApiMessage answer) {
        if (answer instanceof FetchResponseData fetched) {
            fetched.responses().forEach(topic -> topic.partitions().forEach(RecordBytes::release));
        }
    }
}
