package dev.vitrine.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.wire.BatchValidator.Validated;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The answers here are those that Apache Kafka 4.3.1 gave to the same bytes, unless a comment says why not. */
class BatchValidatorTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final BatchRules PLAIN = rules(false, false, Optional.empty(), 13);

    private final BatchValidator validator = new BatchValidator(new TopicPartition("t", 0));

    private static BatchRules rules(boolean compact, boolean logAppendTime, Optional<Codec> codec, int version) {
        return new BatchRules(1_048_588, compact, logAppendTime, 10_000_000, 10_000, codec, (short) version);
    }

    private static ByteBuffer batch(Codec codec, String... keys) {
        BatchBuilder builder = new BatchBuilder(codec, 0);
        for (String key : keys) {
            byte[] value = ("value ".repeat(50) + key).getBytes(StandardCharsets.UTF_8);
            builder.add(NOW, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
        }
        return builder.build();
    }

    private static ByteBuffer withCrc(ByteBuffer batch) {
        batch.putInt(BatchHeader.CRC_AT, BatchHeader.computeCrc(batch, 0, batch.limit()));
        return batch;
    }

    private Validated.Valid valid(ByteBuffer batch, BatchRules rules) {
        Validated verdict = validator.fromClient(batch, rules, NOW);
        assertThat(verdict).isInstanceOf(Validated.Valid.class);
        return (Validated.Valid) verdict;
    }

    private Validated.Invalid refused(ByteBuffer batch, BatchRules rules) {
        Validated verdict = validator.fromClient(batch, rules, NOW);
        assertThat(verdict).isInstanceOf(Validated.Invalid.class);
        return (Validated.Invalid) verdict;
    }

    private Errors error(ByteBuffer batch) {
        Validated.Invalid invalid = refused(batch, PLAIN);
        assertThat(invalid.message()).as("Kafka sends no message with %s (%s)", invalid.error(), invalid.why()).isEmpty();
        return invalid.error();
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void a_good_batch_of_any_codec_passes_untouched_and_gets_offset_and_epoch_in_place(Codec codec) {
        ByteBuffer batch = batch(codec, "a", "b", "c");
        Validated.Valid valid = valid(batch, PLAIN).assign(1000, 7);
        BatchHeader header = valid.headers().getFirst();
        assertThat(header.baseOffset()).isEqualTo(1000);
        assertThat(header.lastOffset()).isEqualTo(1002);
        assertThat(header.leaderEpoch()).isEqualTo(7);
        assertThat(header.codec()).contains(codec);
        assertThat(BatchHeader.crcMatches(batch, 0, batch.limit())).as("the client's own bytes were changed, and their checksum holds").isTrue();
        assertThat(batch.getLong(0)).isEqualTo(1000);
        assertThat(BatchRecords.split(batch).getFirst()).extracting(BatchRecord::offset).containsExactly(1000L, 1001L, 1002L);
    }

    @Test
    void exactly_one_whole_batch_of_magic_2_is_asked_for() {
        assertThat(error(ByteBuffer.allocate(0))).isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(ByteBuffer.allocate(8))).isEqualTo(Errors.INVALID_RECORD);
        ByteBuffer good = batch(Codec.NONE, "a");
        assertThat(error(good.slice(0, good.limit() - 3))).isEqualTo(Errors.INVALID_RECORD);
        ByteBuffer two = ByteBuffer.allocate(good.limit() * 2).put(good.duplicate()).put(good.duplicate()).flip();
        assertThat(error(two)).isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(batch(Codec.NONE, "a").put(16, (byte) 1))).isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(batch(Codec.NONE, "a").put(16, (byte) 5))).isEqualTo(Errors.CORRUPT_MESSAGE);
        assertThat(error(batch(Codec.NONE, "a").put(16, (byte) -1))).isEqualTo(Errors.CORRUPT_MESSAGE);
        assertThat(error(batch(Codec.NONE, "a").putLong(0, 5))).isEqualTo(Errors.INVALID_RECORD);
    }

    @Test
    void a_length_that_lies_is_refused() {
        for (int length : new int[] {2, -1, 20, Integer.MIN_VALUE, Integer.MAX_VALUE - 1}) {
            Errors expected = length > 1000 ? Errors.INVALID_RECORD : Errors.CORRUPT_MESSAGE;
            assertThat(error(batch(Codec.NONE, "a").putInt(8, length))).as("length " + length).isEqualTo(expected);
        }
    }

    @Test
    void what_is_too_short_for_another_batch_behind_the_first_is_left_out_and_what_is_broken_there_is_refused() {
        ByteBuffer good = batch(Codec.NONE, "a");
        ByteBuffer eight = ByteBuffer.allocate(good.limit() + 8).put(good.duplicate()).position(0);
        assertThat(valid(eight, PLAIN).bytes().remaining()).isEqualTo(good.limit());
        ByteBuffer twenty = ByteBuffer.allocate(good.limit() + 20).put(good.duplicate()).position(0);
        assertThat(error(twenty)).isEqualTo(Errors.CORRUPT_MESSAGE);
    }

    @Test
    void a_wrong_checksum_and_a_batch_too_large_are_told_apart() {
        assertThat(error(batch(Codec.NONE, "a").putInt(17, 77))).isEqualTo(Errors.CORRUPT_MESSAGE);
        BatchRules small = new BatchRules(100, false, false, 10_000, 10_000, Optional.empty(), (short) 13);
        assertThat(refused(batch(Codec.NONE, "a"), small).error()).isEqualTo(Errors.MESSAGE_TOO_LARGE);
    }

    @Test
    void every_bit_that_flips_is_noticed() {
        ByteBuffer good = batch(Codec.LZ4, "a", "b");
        for (int bit = BatchHeader.CRC_AT * 8; bit < good.limit() * 8; bit++) {
            ByteBuffer flipped = ByteBuffer.allocate(good.limit()).put(good.duplicate()).flip();
            flipped.put(bit / 8, (byte) (flipped.get(bit / 8) ^ 1 << bit % 8));
            assertThat(validator.fromClient(flipped, PLAIN, NOW)).as("bit " + bit).isInstanceOf(Validated.Invalid.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void a_count_that_is_not_the_number_of_records_is_refused(Codec codec) {
        assertThat(error(withCrc(batch(codec, "a").putInt(57, 2)))).isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(withCrc(batch(codec, "a").putInt(57, 0)))).isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(withCrc(batch(codec, "a").putInt(57, -1)))).isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(withCrc(batch(codec, "a").putInt(23, -1)))).isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(withCrc(batch(codec, "a", "b").putInt(23, 0).putInt(57, 1)))).isEqualTo(Errors.INVALID_RECORD);
        ByteBuffer claimsTwo = withCrc(batch(codec, "a").putInt(23, 1).putInt(57, 2));
        assertThat(error(claimsTwo)).isEqualTo(Errors.INVALID_RECORD);
        ByteBuffer claimsMany = withCrc(batch(codec, "a").putInt(23, Integer.MAX_VALUE - 1).putInt(57, Integer.MAX_VALUE));
        assertThat(error(claimsMany)).isEqualTo(Errors.INVALID_RECORD);
    }

    @Test
    void clients_may_not_write_control_batches_nor_sequences_below_zero() {
        ByteBuffer marker = BatchBuilder.endTransaction(new BatchBuilder.Producer(1, (short) 0), true, 0, NOW);
        assertThat(error(marker)).isEqualTo(Errors.INVALID_RECORD);
        ByteBuffer idempotent = new BatchBuilder().producer(9, (short) 0, 0).add(NOW, null, new byte[1]).build();
        assertThat(error(withCrc(idempotent.putInt(53, -1)))).isEqualTo(Errors.INVALID_RECORD);
    }

    @Test
    void zstd_needs_produce_version_7() {
        BatchRules before = rules(false, false, Optional.empty(), 6);
        assertThat(refused(batch(Codec.ZSTD, "a"), before).error()).isEqualTo(Errors.UNSUPPORTED_COMPRESSION_TYPE);
        valid(batch(Codec.ZSTD, "a"), rules(false, false, Optional.empty(), 7));
    }

    @Test
    void records_without_keys_in_a_compacted_topic_are_named_one_by_one() {
        Validated.Invalid invalid = refused(batch(Codec.GZIP, "a", null, "b", null), rules(true, false, Optional.empty(), 13));
        assertThat(invalid.error()).isEqualTo(Errors.INVALID_RECORD);
        assertThat(invalid.records()).extracting(BatchValidator.BadRecord::index).containsExactly(1, 3);
        assertThat(invalid.records().getFirst().message()).isEqualTo("Compacted topic cannot accept message without key in topic partition t-0");
        String each = "Compacted topic cannot accept message without key in topic partition t-0";
        assertThat(invalid.message()).contains("One or more records have been rejected due to 2 record errors in total, and only showing the"
                + " first three errors at most: [RecordError(batchIndex=1, message='" + each + "'), RecordError(batchIndex=3, message='" + each
                + "')]");
    }

    @Test
    void records_too_far_from_now_are_named_one_by_one() {
        BatchBuilder builder = new BatchBuilder(Codec.SNAPPY, 0);
        builder.add(NOW, null, new byte[1]).add(NOW + 20_000, null, new byte[1]).add(-1, null, new byte[1]);
        Validated.Invalid invalid = refused(builder.build(), PLAIN);
        assertThat(invalid.error()).isEqualTo(Errors.INVALID_TIMESTAMP);
        assertThat(invalid.message()).contains("One or more records have been rejected due to invalid timestamp");
        assertThat(invalid.records()).containsExactly(new BatchValidator.BadRecord(1, "Timestamp " + (NOW + 20_000)
                + " of message with offset 1 is out of range. The timestamp should be within [" + (NOW - 10_000_000) + ", " + (NOW + 10_000) + "]"));
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void log_append_time_becomes_the_time_of_the_batch_and_the_checksum_follows(Codec codec) {
        Validated.Valid valid = valid(batch(codec, "a", "b"), rules(false, true, Optional.empty(), 13));
        BatchHeader header = valid.headers().getFirst();
        assertThat(valid.logAppendTimeMs()).isEqualTo(NOW);
        assertThat(header.isLogAppendTime()).isTrue();
        assertThat(header.maxTimestamp()).isEqualTo(NOW);
        assertThat(BatchHeader.crcMatches(valid.bytes(), 0, header.sizeInBytes())).isTrue();
        assertThat(BatchRecords.split(valid.bytes()).getFirst()).extracting(BatchRecord::timestamp).containsOnly(NOW);
    }

    @Test
    void a_producer_that_says_log_append_time_is_corrected_in_one_kind_of_topic_and_refused_in_the_other() {
        ByteBuffer says = withCrc(batch(Codec.NONE, "a").putShort(21, (short) 8));
        Validated.Invalid invalid = refused(says, rules(false, true, Optional.empty(), 13));
        assertThat(invalid.error()).isEqualTo(Errors.INVALID_TIMESTAMP);
        assertThat(invalid.records().getFirst().message()).isEqualTo("Invalid timestamp type in message DefaultRecord(offset=0, timestamp=" + NOW
                + ", key=1 bytes, value=301 bytes). Producer should not set timestamp type to LogAppendTime.");
        Validated.Valid corrected = valid(says, PLAIN);
        assertThat(corrected.headers().getFirst().isLogAppendTime()).isFalse();
        assertThat(BatchHeader.crcMatches(corrected.bytes(), 0, corrected.bytes().limit())).isTrue();
    }

    @Test
    void a_wrong_largest_timestamp_is_corrected_because_time_indexes_are_made_from_it() {
        Validated.Valid corrected = valid(withCrc(batch(Codec.NONE, "a").putLong(35, NOW + 999_999)), PLAIN);
        assertThat(corrected.headers().getFirst().maxTimestamp()).isEqualTo(NOW);
        assertThat(BatchHeader.crcMatches(corrected.bytes(), 0, corrected.bytes().limit())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = Codec.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void what_cannot_be_decompressed_is_answered_as_kafka_does(Codec codec) {
        ByteBuffer garbage = withCrc(batch(Codec.NONE, "a").putShort(21, (short) codec.ordinal()));
        assertThat(error(garbage)).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        ByteBuffer whole = batch(codec, "a");
        ByteBuffer cutOff = ByteBuffer.allocate(whole.limit() - 6).put(whole.slice(0, whole.limit() - 6)).flip();
        Validated verdict = validator.fromClient(withCrc(cutOff.putInt(8, cutOff.limit() - 12)), PLAIN, NOW);
        assertThat(verdict).isInstanceOf(Validated.Invalid.class);
        assertThat(error(withCrc(batch(Codec.NONE, "a").putShort(21, (short) 5)))).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
    }

    @Test
    void records_that_are_not_built_as_they_should_be_are_refused() {
        int at = BatchHeader.SIZE;
        ByteBuffer small = new BatchBuilder().add(NOW, new byte[] {1}, new byte[] {2}).build();
        assertThat(error(broken(small, at, 126))).as("length beyond the batch").isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(broken(small, at, 1))).as("length -1").isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(broken(small, at + 4, 60))).as("key beyond the record").isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(broken(small, small.limit() - 1, 1))).as("header count -1").isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(broken(small, small.limit() - 1, 2))).as("a header that is not there").isEqualTo(Errors.INVALID_RECORD);
        // Kafka lets this pass and leaves a hole in the offsets that consumers see.
        assertThat(error(broken(small, at + 3, 10))).as("offset delta 5 of the first").isEqualTo(Errors.INVALID_RECORD);
    }

    private static ByteBuffer broken(ByteBuffer good, int at, int value) {
        ByteBuffer copy = ByteBuffer.allocate(good.limit()).put(good.duplicate()).flip();
        return withCrc(copy.put(at, (byte) value));
    }

    @Test
    void a_topic_with_a_codec_of_its_own_stores_batches_in_it() {
        for (Codec from : Codec.values()) {
            for (Codec to : Codec.values()) {
                ByteBuffer batch = new BatchBuilder(from, 0).producer(5, (short) 3, 17).transactional()
                        .add(NOW - 5, null, "one".getBytes(StandardCharsets.UTF_8)).add(NOW, new byte[] {1}, null).build();
                Validated.Valid valid = valid(batch, rules(false, false, Optional.of(to), 13));
                BatchHeader header = valid.headers().getFirst();
                assertThat(header.codec()).contains(to);
                assertThat(header.isTransactional()).isTrue();
                assertThat(header.producerId()).isEqualTo(5);
                assertThat(header.baseSequence()).isEqualTo(17);
                assertThat(header.lastSequence()).isEqualTo(18);
                assertThat(header.maxTimestamp()).isEqualTo(NOW);
                assertThat(BatchHeader.crcMatches(valid.bytes(), 0, header.sizeInBytes())).isTrue();
                assertThat(BatchRecords.split(valid.bytes()).getFirst()).extracting(BatchRecord::timestamp).containsExactly(NOW - 5, NOW);
            }
        }
    }

    @Test
    void a_bomb_of_bad_records_costs_bounded_memory() {
        BatchBuilder builder = new BatchBuilder(Codec.ZSTD, 0);
        for (int i = 0; i < 300_000; i++) {
            builder.add(NOW, null, null);
        }
        ByteBuffer bomb = builder.build();
        assertThat(bomb.remaining()).isLessThan(1_000_000);
        Validated.Invalid invalid = refused(bomb, rules(true, false, Optional.empty(), 13));
        assertThat(invalid.records()).hasSize(10_000);
        assertThat(invalid.message().orElseThrow()).contains("due to 300000 record errors in total");
    }
}
