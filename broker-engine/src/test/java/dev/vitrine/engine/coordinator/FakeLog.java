package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.replica.TransactionMarker;
import dev.vitrine.engine.time.Mailbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/** A log in memory that commits when told to, refuses when told to, and can lose what was not committed. */
final class FakeLog implements CommittedLog {

    final List<Stored> records = new ArrayList<>();
    final List<Integer> batchSizes = new ArrayList<>();
    private final Mailbox mailbox;
    private final List<LongConsumer> listeners = new ArrayList<>();
    Uuid topicId = new Uuid(7, 7);
    int epoch = 3;
    boolean commitsAtOnce = true;
    boolean unreadable;
    Errors refuses;
    int refusals;
    long committed;
    long start;

    FakeLog(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public Uuid topicId() {
        return topicId;
    }

    @Override
    public Appended append(List<KeyValue> batch, long nowMillis) {
        if (refuses != null) {
            refusals++;
            return new Appended.Refused(refuses);
        }
        batchSizes.add(batch.size());
        return append(Standing.ALONE, batch);
    }

    private Appended append(Standing standing, List<KeyValue> batch) {
        batch.forEach(record -> records.add(new Stored(record.key(), record.value(), epoch, standing)));
        if (commitsAtOnce) {
            commitTo(endOffset());
        }
        return new Appended.At(endOffset());
    }

    @Override
    public Appended appendInTransaction(TransactionalProducer producer, List<KeyValue> batch, long nowMillis) {
        return refuses != null ? new Appended.Refused(refuses) : append(new Standing.InTransaction(producer.id()), batch);
    }

    @Override
    public Appended endTransaction(TransactionMarker marker, long nowMillis) {
        return refuses != null ? new Appended.Refused(refuses)
                : append(new Standing.End(marker.producerId(), marker.commit()), List.of(new KeyValue(new byte[0], null)));
    }

    void commitTo(long offset) {
        committed = offset;
        listeners.forEach(listener -> listener.accept(offset));
    }

    void commitAll() {
        mailbox.execute(() -> commitTo(endOffset()));
    }

    @Override
    public long startOffset() {
        return start;
    }

    @Override
    public long endOffset() {
        return records.size();
    }

    @Override
    public long committedOffset() {
        return committed;
    }

    @Override
    public void onCommitted(LongConsumer listener) {
        listeners.add(listener);
    }

    @Override
    public OptionalInt epochAt(long offset) {
        return offset < 0 || offset >= records.size() ? OptionalInt.empty() : OptionalInt.of(records.get((int) offset).epoch());
    }

    @Override
    public long read(long fromOffset, int maxBytes, Visitor visitor) throws IOException {
        if (unreadable) {
            throw new IOException("bad sector");
        }
        long next = fromOffset;
        int bytes = 0;
        while (next < committed && (next == fromOffset || bytes < maxBytes)) {
            Stored record = records.get((int) next);
            bytes += record.key().length + (record.value() == null ? 0 : record.value().length);
            ByteBuffer value = record.value() == null ? null : ByteBuffer.wrap(record.value());
            switch (record.standing()) {
                case Standing.Alone alone -> visitor.record(next, ByteBuffer.wrap(record.key()), value);
                case Standing.InTransaction in -> visitor.recordInTransaction(in.producerId(), next, ByteBuffer.wrap(record.key()), value);
                case Standing.End end -> visitor.transactionEnded(end.producerId(), end.committed());
            }
            next++;
        }
        return next;
    }

    record Stored(byte[] key, byte[] value, int epoch, Standing standing) {

        Stored(byte[] key, byte[] value, int epoch) {
            this(key, value, epoch, Standing.ALONE);
        }
    }
}
