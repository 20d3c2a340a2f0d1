package dev.vitrine.engine.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * The 61 bytes before the records of a batch (magic 2):
 *
 * <pre>
 *  0 base offset (8)      12 partition leader epoch (4)   23 last offset delta (4)   43 producer id (8)
 *  8 length behind it (4) 16 magic (1)                    27 base timestamp (8)      51 producer epoch (2)
 *                         17 CRC32C from 21 to the end (4) 35 max timestamp (8)      53 base sequence (4)
 *                         21 attributes (2)                                          57 number of records (4)
 * </pre>
 *
 * Base offset and leader epoch lie before what the checksum covers, so a broker assigns both in place.
 *
 * @param sizeInBytes of the whole batch, header included
 */
public record BatchHeader(
        long baseOffset,
        int sizeInBytes,
        int leaderEpoch,
        byte magic,
        int crc,
        short attributes,
        int lastOffsetDelta,
        long baseTimestamp,
        long maxTimestamp,
        long producerId,
        short producerEpoch,
        int baseSequence,
        int recordCount) {

    /** Bytes of the header. */
    public static final int SIZE = 61;
    /** Bytes up to and with the length field: what must be there to know how large a batch is. */
    public static final int PREFIX = 12;
    public static final byte MAGIC = 2;
    public static final long NO_PRODUCER_ID = -1;

    static final int LENGTH_AT = 8;
    static final int EPOCH_AT = 12;
    static final int MAGIC_AT = 16;
    static final int CRC_AT = 17;
    static final int ATTRIBUTES_AT = 21;
    static final int MAX_TIMESTAMP_AT = 35;

    private static final int CODEC_MASK = 0x07;
    private static final int LOG_APPEND_TIME = 0x08;
    private static final int TRANSACTIONAL = 0x10;
    private static final int CONTROL = 0x20;
    private static final int DELETE_HORIZON = 0x40;

    /** Reads the header at {@code at}; {@link #SIZE} bytes must be there. Neither position nor limit change. */
    public static BatchHeader read(ByteBuffer buffer, int at) {
        return new BatchHeader(
                buffer.getLong(at),
                sizeAt(buffer, at),
                buffer.getInt(at + EPOCH_AT),
                buffer.get(at + MAGIC_AT),
                buffer.getInt(at + CRC_AT),
                buffer.getShort(at + ATTRIBUTES_AT),
                buffer.getInt(at + 23),
                buffer.getLong(at + 27),
                buffer.getLong(at + MAX_TIMESTAMP_AT),
                buffer.getLong(at + 43),
                buffer.getShort(at + 51),
                buffer.getInt(at + 53),
                buffer.getInt(at + 57));
    }

    /** Size of the batch at {@code at}, from its length field: not to be trusted before it was checked. Negative where it overflows. */
    public static int sizeAt(ByteBuffer buffer, int at) {
        return buffer.getInt(at + LENGTH_AT) + PREFIX;
    }

    /** True where these bytes begin with a batch, at least its header, that says it belongs to a transaction. */
    public static boolean beginsTransactional(ByteBuffer records) {
        int at = records.position();
        return records.remaining() >= SIZE && records.get(at + MAGIC_AT) == MAGIC && (records.getShort(at + ATTRIBUTES_AT) & TRANSACTIONAL) != 0;
    }

    /** True where the checksum of the {@code size} bytes at {@code at} is the one they bear. */
    public static boolean crcMatches(ByteBuffer buffer, int at, int size) {
        return buffer.getInt(at + CRC_AT) == computeCrc(buffer, at, size);
    }

    static int computeCrc(ByteBuffer buffer, int at, int size) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().limit(at + size).position(at + ATTRIBUTES_AT));
        return (int) crc.getValue();
    }

    /** Writes the first offset and the leader epoch into the batch at {@code at}; its checksum stays right. */
    public static void assign(ByteBuffer buffer, int at, long baseOffset, int leaderEpoch) {
        buffer.putLong(at, baseOffset);
        buffer.putInt(at + EPOCH_AT, leaderEpoch);
    }

    /** This header with another base offset and leader epoch. */
    BatchHeader assigned(long newBaseOffset, int newLeaderEpoch) {
        return new BatchHeader(newBaseOffset, sizeInBytes, newLeaderEpoch, magic, crc, attributes, lastOffsetDelta, baseTimestamp, maxTimestamp,
                producerId, producerEpoch, baseSequence, recordCount);
    }

    static int codecIdAt(ByteBuffer buffer, int at) {
        return buffer.getShort(at + ATTRIBUTES_AT) & CODEC_MASK;
    }

    /** Makes {@code timestamp} the time of all records (LogAppendTime) and computes the checksum anew. */
    static void assignLogAppendTime(ByteBuffer buffer, int at, long timestamp) {
        buffer.putShort(at + ATTRIBUTES_AT, (short) (buffer.getShort(at + ATTRIBUTES_AT) | LOG_APPEND_TIME));
        buffer.putLong(at + MAX_TIMESTAMP_AT, timestamp);
        buffer.putInt(at + CRC_AT, computeCrc(buffer, at, sizeAt(buffer, at)));
    }

    /** Corrects the largest timestamp, makes the records' own times count (CreateTime), and computes the checksum anew. */
    static void assignCreateTime(ByteBuffer buffer, int at, long timestamp) {
        buffer.putShort(at + ATTRIBUTES_AT, (short) (buffer.getShort(at + ATTRIBUTES_AT) & ~LOG_APPEND_TIME));
        buffer.putLong(at + MAX_TIMESTAMP_AT, timestamp);
        buffer.putInt(at + CRC_AT, computeCrc(buffer, at, sizeAt(buffer, at)));
    }

    public long lastOffset() {
        return baseOffset + lastOffsetDelta;
    }

    public long nextOffset() {
        return lastOffset() + 1;
    }

    public boolean hasProducer() {
        return producerId > NO_PRODUCER_ID;
    }

    /** Of the last record; wraps from 2^31−1 to 0. */
    public int lastSequence() {
        return baseSequence < 0 ? baseSequence : (baseSequence + lastOffsetDelta) & Integer.MAX_VALUE;
    }

    public boolean isTransactional() {
        return (attributes & TRANSACTIONAL) != 0;
    }

    public boolean isControl() {
        return (attributes & CONTROL) != 0;
    }

    /**
     * When the tombstones or the marker in this batch may go; empty before its first cleaning. It takes the place of the base timestamp
     * (KIP-534).
     */
    public OptionalLong deleteHorizonMs() {
        return (attributes & DELETE_HORIZON) == 0 ? OptionalLong.empty() : OptionalLong.of(baseTimestamp);
    }

    public boolean isLogAppendTime() {
        return (attributes & LOG_APPEND_TIME) != 0;
    }

    /** Empty where the attributes name no codec that there is. */
    public Optional<Codec> codec() {
        return Codec.forId(attributes & CODEC_MASK);
    }

    public boolean isCompressed() {
        return (attributes & CODEC_MASK) != 0;
    }
}
