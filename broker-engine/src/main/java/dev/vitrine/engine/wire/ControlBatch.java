package dev.vitrine.engine.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.KRaftVersionRecord;
import org.apache.kafka.common.message.LeaderChangeMessage;
import org.apache.kafka.common.message.SnapshotFooterRecord;
import org.apache.kafka.common.message.SnapshotHeaderRecord;
import org.apache.kafka.common.message.VotersRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.ControlRecordUtils;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/** What the quorum of the metadata log says to itself in its log: who leads (KIP-595), who votes (KIP-853), where a snapshot begins and ends (KIP-630). */
public final class ControlBatch {

    private static final int FIRST_GUESS = 512;

    private final MemoryRecordsBuilder records;
    private final long timestamp;

    /** @param epoch of the leader that writes it */
    public ControlBatch(long baseOffset, int epoch, long timestamp) {
        this.timestamp = timestamp;
        this.records = new MemoryRecordsBuilder(new ByteBufferOutputStream(FIRST_GUESS), RecordBatch.CURRENT_MAGIC_VALUE, Compression.NONE,
                TimestampType.CREATE_TIME, baseOffset, RecordBatch.NO_TIMESTAMP, RecordBatch.NO_PRODUCER_ID, RecordBatch.NO_PRODUCER_EPOCH,
                RecordBatch.NO_SEQUENCE, false, true, epoch, Integer.MAX_VALUE);
    }

    public ControlBatch leaderChange(LeaderChangeMessage message) {
        records.appendLeaderChangeMessage(timestamp, message);
        return this;
    }

    public ControlBatch kraftVersion(short version) {
        records.appendKRaftVersionMessage(timestamp, new KRaftVersionRecord()
                .setVersion(ControlRecordUtils.KRAFT_VERSION_CURRENT_VERSION).setKRaftVersion(version));
        return this;
    }

    public ControlBatch voters(VotersRecord voters) {
        records.appendVotersMessage(timestamp, voters.setVersion(ControlRecordUtils.KRAFT_VOTERS_CURRENT_VERSION));
        return this;
    }

    /** @param lastContained time of the newest record that the snapshot takes the place of */
    public ControlBatch snapshotHeader(long lastContained) {
        records.appendSnapshotHeaderMessage(timestamp, new SnapshotHeaderRecord()
                .setVersion(ControlRecordUtils.SNAPSHOT_HEADER_CURRENT_VERSION).setLastContainedLogTimestamp(lastContained));
        return this;
    }

    public ControlBatch snapshotFooter() {
        records.appendSnapshotFooterMessage(timestamp, new SnapshotFooterRecord()
                .setVersion(ControlRecordUtils.SNAPSHOT_FOOTER_CURRENT_VERSION));
        return this;
    }

    public ByteBuffer build() {
        return records.build().buffer();
    }

    /** The voters that a record of a control batch names; empty where it says something else. */
    public static Optional<VotersRecord> votersIn(BatchRecord record) {
        return type(record) == ControlRecordType.KRAFT_VOTERS
                ? Optional.of(ControlRecordUtils.deserializeVotersRecord(record.value().duplicate()))
                : Optional.empty();
    }

    /** True for the record that a whole snapshot ends with. */
    public static boolean endsSnapshot(BatchRecord record) {
        return type(record) == ControlRecordType.SNAPSHOT_FOOTER;
    }

    private static ControlRecordType type(BatchRecord record) {
        return ControlRecordType.parse(record.key().duplicate());
    }
}
