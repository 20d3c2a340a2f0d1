package dev.vitrine.engine.quorum;

import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.BatchRecord;
import dev.vitrine.engine.wire.BatchRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/** The metadata log as the controller's truth: written where this broker leads, and committed when a majority has it. */
final class QuorumLog implements CommittedLog {

    private static final ByteBuffer NO_KEY = ByteBuffer.allocate(0);

    private final Core core;

    QuorumLog(Core core) {
        this.core = core;
    }

    @Override
    public Mailbox mailbox() {
        return core.around().mailbox();
    }

    @Override
    public Uuid topicId() {
        return MetadataTopic.ID;
    }

    @Override
    public Appended append(List<KeyValue> records, long nowMillis) {
        if (!core.leads()) {
            return new Appended.Refused(Errors.NOT_LEADER_OR_FOLLOWER);
        }
        BatchBuilder batch = new BatchBuilder();
        records.forEach(record -> batch.add(nowMillis, null, record.value()));
        Errors error = core.log().append(batch.build(), core.raft().epoch());
        if (error != Errors.NONE) {
            if (error == Errors.KAFKA_STORAGE_ERROR) {
                resignLater();
            }
            return new Appended.Refused(error);
        }
        long end = core.log().end().offset();
        core.step().accept(() -> { });
        return new Appended.At(end);
    }

    /** A leader whose disk takes nothing any more can decide nothing: another may be able to. */
    private void resignLater() {
        int epoch = core.raft().epoch();
        core.around().mailbox().execute(() -> {
            if (core.leads() && core.raft().epoch() == epoch) {
                core.step().accept(() -> core.raft().resign(core.around().now()));
            }
        });
    }

    /** A snapshot counts as the beginning. */
    @Override
    public long startOffset() {
        return snapshot().isPresent() ? 0 : core.log().startOffset();
    }

    @Override
    public long endOffset() {
        return core.log().end().offset();
    }

    @Override
    public long committedOffset() {
        return core.committed().highWatermark();
    }

    @Override
    public void onCommitted(LongConsumer listener) {
        core.committed().follow(listener);
    }

    @Override
    public OptionalInt epochAt(long offset) {
        return core.log().epochAt(offset).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    @Override
    public long read(long fromOffset, int maxBytes, Visitor visitor) throws IOException {
        Optional<LogPosition> snapshot = fromOffset == 0 ? snapshot() : Optional.empty();
        if (snapshot.isPresent()) {
            long last = snapshot.get().offset() - 1;
            SnapshotContent.of(core.log().snapshots().read(snapshot.get())).values()
                    .forEach(value -> visitor.record(last, NO_KEY, ByteBuffer.wrap(value)));
            return snapshot.get().offset();
        }
        long next = fromOffset;
        for (BatchRecords batch : core.log().read(fromOffset, maxBytes, committedOffset())) {
            if (!batch.header().isControl()) {
                for (BatchRecord record : batch) {
                    if (record.offset() >= fromOffset) {
                        visitor.record(record.offset(), NO_KEY, record.value());
                    }
                }
            }
            next = batch.header().nextOffset();
        }
        return next;
    }

    private Optional<LogPosition> snapshot() {
        return core.log().snapshots().latest().filter(latest -> latest.offset() > 0);
    }

    @Override
    public String toString() {
        return MetadataTopic.PARTITION.toString();
    }
}
