package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.replica.TransactionMarker;
import dev.vitrine.engine.time.Mailbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/** The log that a coordinator's truth lies in: an in-sync partition, or the metadata log. All methods are called in {@link #mailbox}. */
public interface CommittedLog {

    /** The single writer of this log; the coordinator's shard shares it, so that appending is a plain call. */
    Mailbox mailbox();

    /** Identity of the topic: another one means another log under the same name. */
    Uuid topicId();

    /** Appends as one batch. The committed offset may have moved, and listeners may have been called, before this returns. */
    Appended append(List<KeyValue> records, long nowMillis);

    /**
     * Appends as one batch of a producer's transaction: the records count when it is committed. A log without transactions has none of this.
     *
     * @return refused, among others, where the producer's epoch is an old one or the coordinator's word (the guard) is out of date
     */
    default Appended appendInTransaction(TransactionalProducer producer, List<KeyValue> records, long nowMillis) {
        throw new UnsupportedOperationException("no transactions in " + this);
    }

    /** Appends the marker that ends a producer's transaction in this log. */
    default Appended endTransaction(TransactionMarker marker, long nowMillis) {
        throw new UnsupportedOperationException("no transactions in " + this);
    }

    long startOffset();

    long endOffset();

    /** First offset that is not committed yet. */
    long committedOffset();

    /** Calls {@code listener} in the mailbox whenever the committed offset has moved. */
    void onCommitted(LongConsumer listener);

    /** Leader epoch of the record at {@code offset}, where it is known. */
    OptionalInt epochAt(long offset);

    /**
     * Visits the committed records from {@code fromOffset} on, in order, whole batches, one batch at least where there is one.
     *
     * @param maxBytes about where to stop, so that a long log can be read in turns
     * @return where to read on: behind the last batch visited, offsets that compaction or markers left empty included
     */
    long read(long fromOffset, int maxBytes, Visitor visitor) throws IOException;

    /** @param value null for a tombstone */
    record KeyValue(byte[] key, byte[] value) {}

    sealed interface Appended {

        /** @param endOffset behind the last record */
        record At(long endOffset) implements Appended {}

        record Refused(Errors error) implements Appended {}
    }

    /** Buffers are valid during the call only. */
    @FunctionalInterface
    interface Visitor {

        /** @param value null for a tombstone */
        void record(long offset, ByteBuffer key, ByteBuffer value);

        /** A record that counts if its producer's transaction is committed. @param value null for a tombstone */
        default void recordInTransaction(long producerId, long offset, ByteBuffer key, ByteBuffer value) {
            throw new IllegalStateException("a transaction of producer " + producerId + " at offset " + offset + ", where there should be none");
        }

        /** What the producer has written since its last marker counts, or does not. */
        default void transactionEnded(long producerId, boolean committed) {
            // it wrote nothing here
        }
    }
}
