package dev.vitrine.engine;

import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.log.AppendContext.Origin;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.LogRecords;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.wire.BatchBuilder;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiKeys;

/** A partition of an internal topic as the log of its coordinator. Lives here because neither room may know the other. */
final class PartitionLog implements CommittedLog {

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
        return switch (partition.appendNow(batch.build(), Origin.COORDINATOR, ApiKeys.PRODUCE.latestVersion())) {
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
        return LogRecords.visit(partition.log(), fromOffset, maxBytes, partition.highWatermark(), visitor::record);
    }
}
