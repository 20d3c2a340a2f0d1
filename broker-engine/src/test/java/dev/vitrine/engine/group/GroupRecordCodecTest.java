package dev.vitrine.engine.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.group.GroupMetadata.StoredMember;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.group.GroupCoordinatorRecordSerde;
import org.apache.kafka.coordinator.group.generated.GroupMetadataKey;
import org.apache.kafka.coordinator.group.generated.GroupMetadataValue;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;
import org.junit.jupiter.api.Test;

/** What we write, Kafka's own reader of {@code __consumer_offsets} reads; byte for byte what Kafka writes. */
class GroupRecordCodecTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 3);
    private static final GroupRecord.Offset OFFSET = new GroupRecord.Offset("readers", ORDERS, Optional.of(
            new OffsetAndMetadata(42, OptionalInt.of(7), "half way", 1_000, OptionalLong.empty(), new Uuid(1, 2))));
    private static final GroupRecord.Metadata METADATA = new GroupRecord.Metadata("readers", Optional.of(new GroupMetadata(
            "consumer",
            5,
            Optional.of("range"),
            Optional.of("m1"),
            OptionalLong.of(2_000),
            List.of(
                    new StoredMember("m1", Optional.of("one"), "app", "/127.0.0.1", 60_000, 10_000, bytes(1, 2), bytes(3)),
                    new StoredMember("m2", Optional.empty(), "app", "/::1", 60_000, 10_000, OpaqueBytes.EMPTY, OpaqueBytes.EMPTY)))));

    private final GroupRecordCodec codec = new GroupRecordCodec();
    private final GroupCoordinatorRecordSerde kafka = new GroupCoordinatorRecordSerde();

    private static OpaqueBytes bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return OpaqueBytes.of(bytes);
    }

    private Optional<GroupRecord> decode(KeyValue bytes) {
        return codec.decode(ByteBuffer.wrap(bytes.key()), bytes.value() == null ? null : ByteBuffer.wrap(bytes.value()));
    }

    private CoordinatorRecord kafkaReads(KeyValue bytes) {
        return kafka.deserialize(ByteBuffer.wrap(bytes.key()), bytes.value() == null ? null : ByteBuffer.wrap(bytes.value()));
    }

    private void kafkaWritesTheSame(KeyValue bytes) {
        CoordinatorRecord record = kafkaReads(bytes);
        assertThat(kafka.serializeKey(record)).isEqualTo(bytes.key());
        assertThat(kafka.serializeValue(record)).isEqualTo(bytes.value());
    }

    @Test
    void what_was_written_is_read_back() {
        assertThat(decode(codec.encode(OFFSET))).contains(OFFSET);
        assertThat(decode(codec.encode(METADATA))).contains(METADATA);
        GroupRecord.Offset gone = new GroupRecord.Offset("readers", ORDERS, Optional.empty());
        assertThat(codec.encode(gone).value()).isNull();
        assertThat(decode(codec.encode(gone))).contains(gone);
        GroupRecord.Metadata dead = new GroupRecord.Metadata("readers", Optional.empty());
        assertThat(decode(codec.encode(dead))).contains(dead);
        GroupRecord.Metadata created = new GroupRecord.Metadata("readers", Optional.of(GroupMetadata.created(9)));
        assertThat(decode(codec.encode(created))).contains(created);
    }

    @Test
    void kafka_reads_a_committed_offset() {
        KeyValue bytes = codec.encode(OFFSET);

        CoordinatorRecord record = kafkaReads(bytes);

        assertThat(record.key()).isEqualTo(new OffsetCommitKey().setGroup("readers").setTopic("orders").setPartition(3));
        assertThat(record.value().version()).isEqualTo((short) 4);
        assertThat(record.value().message()).isEqualTo(new OffsetCommitValue()
                .setOffset(42).setLeaderEpoch(7).setMetadata("half way").setCommitTimestamp(1_000).setTopicId(new Uuid(1, 2)));
        kafkaWritesTheSame(bytes);
    }

    @Test
    void kafka_reads_an_offset_that_expires_when_its_client_said() {
        GroupRecord.Offset expiring = new GroupRecord.Offset("readers", ORDERS, Optional.of(
                new OffsetAndMetadata(42, OptionalInt.empty(), "", 1_000, OptionalLong.of(5_000), Uuid.ZERO_UUID)));
        KeyValue bytes = codec.encode(expiring);

        assertThat(kafkaReads(bytes).value().version()).isEqualTo((short) 1);
        assertThat(((OffsetCommitValue) kafkaReads(bytes).value().message()).expireTimestamp()).isEqualTo(5_000);
        assertThat(decode(bytes)).contains(expiring);
        kafkaWritesTheSame(bytes);
    }

    @Test
    void kafka_reads_a_groups_metadata() {
        KeyValue bytes = codec.encode(METADATA);

        CoordinatorRecord record = kafkaReads(bytes);

        assertThat(record.key()).isEqualTo(new GroupMetadataKey().setGroup("readers"));
        assertThat(record.value().version()).isEqualTo((short) 3);
        GroupMetadataValue value = (GroupMetadataValue) record.value().message();
        assertThat(value.generation()).isEqualTo(5);
        assertThat(value.members()).extracting(GroupMetadataValue.MemberMetadata::groupInstanceId).containsExactly("one", null);
        kafkaWritesTheSame(bytes);
    }

    @Test
    void the_bytes_stay_what_they_are() {
        GroupRecord.Offset small = new GroupRecord.Offset("g", new TopicPartition("t", 1), Optional.of(
                new OffsetAndMetadata(2, OptionalInt.empty(), "", 3, OptionalLong.empty(), Uuid.ZERO_UUID)));

        assertThat(HexFormat.of().formatHex(codec.encode(small).key())).isEqualTo("0001" + "000167" + "000174" + "00000001");
        assertThat(HexFormat.of().formatHex(codec.encode(small).value()))
                .isEqualTo("0004" + "0000000000000002" + "ffffffff" + "01" + "0000000000000003" + "00");
    }

    @Test
    void records_of_protocols_to_come_are_skipped_and_values_from_the_future_are_refused() {
        ByteBuffer shareGroup = ByteBuffer.wrap(HexFormat.of().parseHex("000b" + "000167"));
        assertThat(codec.decode(shareGroup, ByteBuffer.allocate(8))).isEmpty();
        KeyValue offset = codec.encode(OFFSET);
        offset.value()[1] = 99;

        assertThatThrownBy(() -> decode(offset)).hasMessageContaining("version 99");
    }
}
