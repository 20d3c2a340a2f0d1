package dev.vitrine.engine;

import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.coordinator.TransactionalProducer;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.LogRecords;
import dev.vitrine.engine.log.VerificationGuard;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.TransactionMarker;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.ControlMarker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.apache.kafka.common.Uuid;

/** A partition of an internal topic as the log of its coordinator. Lives here because neither room may know the other. */
final class PartitionLog implements CommittedLog {

    /** A coordinator's retries are told by its state, not by sequences: each batch begins with 0, as Kafka's do. */
    private static final int SEQUENCE = 0;

    private final Partition partition;

    PartitionLog(Partition partition) {
        this.partition = partition;
    }

    @Override
    public Mailbox mailbox() {
        return partition.mailbox();
    }

    @Override
    public Uuid topicId() {
        return partition.topicId();
    }

    @Override
    public Appended append(List<KeyValue> records, long nowMillis) {
        BatchBuilder batch = new BatchBuilder();
        records.forEach(record -> batch.add(nowMillis, record.key(), record.value()));
        return appended(partition.appendNow(batch.build(), VerificationGuard.NONE));
    }

    @Override
    public Appended appendInTransaction(TransactionalProducer producer, List<KeyValue> records, long nowMillis) {
        BatchBuilder batch = new BatchBuilder().producer(producer.id(), producer.epoch(), SEQUENCE).transactional();
        records.forEach(record -> batch.add(nowMillis, record.key(), record.value()));
        return appended(partition.appendNow(batch.build(), producer.guard()));
    }

    @Override
    public Appended endTransaction(TransactionMarker marker, long nowMillis) {
        return appended(partition.endNow(marker, nowMillis));
    }

    private static Appended appended(AppendResult result) {
        return switch (result) {
            case AppendResult.Appended done -> new Appended.At(done.lastOffset() + 1);
            case AppendResult.Rejected no -> new Appended.Refused(no.error());
        };
    }

    @Override
    public long startOffset() {
        return partition.log().startOffset();
    }

    @Override
    public long endOffset() {
        return partition.log().endOffset();
    }

    @Override
    public long committedOffset() {
        return partition.highWatermark();
    }

    @Override
    public void onCommitted(LongConsumer listener) {
        partition.onCommitted(listener);
    }

    @Override
    public OptionalInt epochAt(long offset) {
        return partition.log().epochAt(offset).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    @Override
    public long read(long fromOffset, int maxBytes, Visitor visitor) throws IOException {
        return LogRecords.visit(partition.log(), fromOffset, maxBytes, partition.highWatermark(), new Translated(visitor));
    }

    /** From what lies in the log to what a coordinator makes of it. */
    private record Translated(Visitor visitor) implements LogRecords.Visitor {

        @Override
        public void record(BatchHeader batch, long offset, ByteBuffer key, ByteBuffer value) {
            if (batch.isTransactional()) {
                visitor.recordInTransaction(batch.producerId(), offset, key, value);
            } else {
                visitor.record(offset, key, value);
            }
        }

        @Override
        public void transactionEnded(BatchHeader batch, ControlMarker marker) {
            visitor.transactionEnded(batch.producerId(), marker.commit());
        }
    }
}
