package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.time.Mailbox;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/** A log in memory that commits at once, and refuses when told to. */
public final class MemoryLog implements CommittedLog {

    public final List<KeyValue> records = new ArrayList<>();
    public Errors refuses;
    private final Mailbox mailbox;
    private final List<LongConsumer> listeners = new ArrayList<>();

    public MemoryLog(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public Uuid topicId() {
        return new Uuid(7, 7);
    }

    @Override
    public Appended append(List<KeyValue> batch, long nowMillis) {
        if (refuses != null) {
            return new Appended.Refused(refuses);
        }
        records.addAll(batch);
        listeners.forEach(listener -> listener.accept(endOffset()));
        return new Appended.At(endOffset());
    }

    @Override
    public long startOffset() {
        return 0;
    }

    @Override
    public long endOffset() {
        return records.size();
    }

    @Override
    public long committedOffset() {
        return endOffset();
    }

    @Override
    public void onCommitted(LongConsumer listener) {
        listeners.add(listener);
    }

    @Override
    public OptionalInt epochAt(long offset) {
        return offset < 0 || offset >= endOffset() ? OptionalInt.empty() : OptionalInt.of(1);
    }

    @Override
    public long read(long fromOffset, int maxBytes, Visitor visitor) {
        for (int i = (int) fromOffset; i < records.size(); i++) {
            KeyValue record = records.get(i);
            visitor.record(i, ByteBuffer.wrap(record.key()), record.value() == null ? null : ByteBuffer.wrap(record.value()));
        }
        return endOffset();
    }
}
