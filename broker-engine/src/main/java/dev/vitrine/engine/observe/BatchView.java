package dev.vitrine.engine.observe;

import java.util.OptionalLong;

/**
 * The header of a batch, and where it lies.
 *
 * @param segment         base offset of its segment
 * @param position        where in the segment's file it begins
 * @param sizeInBytes     of the whole batch, header included
 * @param records         how many are left in it: compaction may have taken some
 * @param codec           Kafka's name: {@code none}, {@code gzip}, …; {@code unknown} where the attributes name none that there is
 * @param crc             checksum that it bears
 * @param firstTimestamp  −1 where it has none
 * @param appendTime      whether the broker's clock set the timestamps
 * @param mark            what a control batch says; {@link Mark#NONE} for records of clients
 * @param producerId      −1 without idempotence; epoch and sequence are −1 then too
 * @param deleteHorizonMs when tombstones or the marker in it may go; empty before its first cleaning
 */
public record BatchView(
        long segment,
        int position,
        long baseOffset,
        long lastOffset,
        int sizeInBytes,
        int records,
        String codec,
        int leaderEpoch,
        int crc,
        long firstTimestamp,
        long maxTimestamp,
        boolean appendTime,
        boolean transactional,
        Mark mark,
        long producerId,
        short producerEpoch,
        int baseSequence,
        int lastSequence,
        OptionalLong deleteHorizonMs) {

    /** OTHER: a control batch that ends no transaction, or whose record compaction has taken. */
    public enum Mark { NONE, COMMIT, ABORT, OTHER }

    /** How many offsets it stands for: records, and holes that compaction left. */
    public long span() {
        return lastOffset - baseOffset + 1;
    }
}
