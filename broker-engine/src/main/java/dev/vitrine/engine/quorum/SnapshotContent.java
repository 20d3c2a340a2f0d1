package dev.vitrine.engine.quorum;

import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.BatchRecord;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.Codec;
import dev.vitrine.engine.wire.ControlBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a snapshot file holds, as Kafka's (KIP-630): batches as in a log, numbered from 0, all of them of the epoch in the file's name.
 *
 * <pre>
 *   header, level of kraft.version, voters     one control batch
 *   records of the state machine               as many batches as it takes
 *   footer                                     one control batch; without it the snapshot is not whole
 * </pre>
 *
 * @param values of the records
 */
record SnapshotContent(Voters voters, List<byte[]> values) {

    private static final int BATCH_BYTES = 1 << 20;

    /** @param lastContained time of the last record that it takes the place of */
    byte[] bytes(LogPosition id, long lastContained, long now) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ControlBatch header = new ControlBatch(0, id.epoch(), now).snapshotHeader(lastContained);
        if (!voters.directories().isEmpty()) {
            header.kraftVersion(Quorum.KRAFT_VERSION).voters(voters.record());
        }
        long next = write(header.build(), file);
        int from = 0;
        while (from < values.size()) {
            BatchBuilder batch = new BatchBuilder(Codec.NONE, next).leaderEpoch(id.epoch());
            do {
                batch.add(now, null, values.get(from++));
            } while (from < values.size() && batch.estimatedSize() < BATCH_BYTES);
            next = write(batch.build(), file);
        }
        write(new ControlBatch(next, id.epoch(), now).snapshotFooter().build(), file);
        return file.toByteArray();
    }

    /** @return offset behind the batch */
    private static long write(ByteBuffer batch, ByteArrayOutputStream file) {
        long next = BatchRecords.split(batch).getLast().header().nextOffset();
        byte[] bytes = new byte[batch.remaining()];
        batch.duplicate().get(bytes);
        file.writeBytes(bytes);
        return next;
    }

    /** @throws IOException where it is not whole */
    static SnapshotContent of(byte[] file) throws IOException {
        Voters voters = Voters.NONE;
        List<byte[]> values = new ArrayList<>();
        boolean whole = false;
        for (BatchRecords batch : BatchRecords.split(ByteBuffer.wrap(file))) {
            for (BatchRecord record : batch) {
                if (batch.header().isControl()) {
                    voters = ControlBatch.votersIn(record).map(Voters::of).orElse(voters);
                    whole |= ControlBatch.endsSnapshot(record);
                } else {
                    byte[] value = new byte[record.value().remaining()];
                    record.value().duplicate().get(value);
                    values.add(value);
                }
            }
        }
        if (!whole) {
            throw new IOException("a snapshot of the metadata has no end");
        }
        return new SnapshotContent(voters, values);
    }
}
