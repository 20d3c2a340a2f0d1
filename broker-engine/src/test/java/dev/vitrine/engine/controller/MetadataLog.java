package dev.vitrine.engine.controller;

import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.log.AppendContext;
import dev.vitrine.engine.log.AppendContext.Origin;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.CompactionConfig;
import dev.vitrine.engine.log.LogConfig;
import dev.vitrine.engine.log.LogRecords;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.ControlMarker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * The metadata log of a cluster with one controller: what is on disk is committed. Each append is forced to the disk before it counts, as
 * Kafka's is: the rest of the cluster builds upon it. Each start is a new leader epoch.
 */
public final class MetadataLog implements CommittedLog {

    /** Where it lies: {@code __cluster_metadata-0}, as Kafka's. */
    public static final TopicPartition PARTITION = new TopicPartition(Topic.CLUSTER_METADATA_TOPIC_NAME, 0);

    /** Kafka's id of the metadata topic, the same in every cluster. */
    public static final Uuid TOPIC_ID = Uuid.METADATA_TOPIC_ID;

    private static final ByteBuffer NO_KEY = ByteBuffer.allocate(0);

    private final Log log;
    private final Mailbox mailbox;
    private final int epoch;
    private LongConsumer listener = committed -> { };
    private long committed;
    private boolean held;

    /** @param log open, and nobody else's; stays open when this is done with */
    public MetadataLog(Log log, Mailbox mailbox) {
        this.log = log;
        this.mailbox = mailbox;
        this.epoch = log.latestEpoch().orElse(0) + 1;
        this.committed = log.endOffset();
        log.beginEpoch(epoch);
    }

    /** Nothing of it is ever deleted or compacted: it is small, and all of the cluster's truth. */
    public static LogConfig config() {
        return new LogConfig(1 << 30, Long.MAX_VALUE, 0, 10 << 20, 4096, -1, -1, false, false, 8 << 20, false, Long.MAX_VALUE, Long.MAX_VALUE,
                "producer", Long.MAX_VALUE, Long.MAX_VALUE, 0, 1, CompactionConfig.DEFAULT);
    }

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public Uuid topicId() {
        return TOPIC_ID;
    }

    @Override
    public Appended append(List<KeyValue> records, long nowMillis) {
        BatchBuilder batch = new BatchBuilder();
        records.forEach(record -> batch.add(nowMillis, null, record.value()));
        AppendContext context = new AppendContext(epoch, Origin.COORDINATOR, ApiKeys.PRODUCE.latestVersion());
        return switch (log.append(batch.build(), context)) {
            case AppendResult.Rejected no -> new Appended.Refused(no.error());
            case AppendResult.Appended done -> {
                if (!log.flush()) {
                    log.truncateTo(committed); // nobody may build upon what a loss of power would take away
                    yield new Appended.Refused(Errors.KAFKA_STORAGE_ERROR);
                }
                if (!held) {
                    commit();
                }
                yield new Appended.At(done.lastOffset() + 1);
            }
        };
    }

    /** From now on nothing is committed, as if the other voters were slow. */
    public void hold() {
        held = true;
    }

    /** All that there is is committed; so is what comes from now on. In the mailbox. */
    public void release() {
        held = false;
        commit();
    }

    private void commit() {
        committed = log.endOffset();
        log.onHighWatermark(committed);
        listener.accept(committed);
    }

    @Override
    public long startOffset() {
        return log.startOffset();
    }

    @Override
    public long endOffset() {
        return log.endOffset();
    }

    @Override
    public long committedOffset() {
        return committed;
    }

    @Override
    public void onCommitted(LongConsumer newListener) {
        listener = listener.andThen(newListener);
    }

    @Override
    public OptionalInt epochAt(long offset) {
        return log.epochAt(offset).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    @Override
    public long read(long fromOffset, int maxBytes, Visitor visitor) throws IOException {
        return LogRecords.visit(log, fromOffset, maxBytes, committed, new LogRecords.Visitor() {
            @Override
            public void record(BatchHeader batch, long offset, ByteBuffer key, ByteBuffer value) {
                visitor.record(offset, NO_KEY, value);
            }

            @Override
            public void transactionEnded(BatchHeader batch, ControlMarker marker) {
                // nobody writes transactions here
            }
        });
    }
}
