package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.DirectoryId;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.metadata.MetadataRecordSerde;
import org.apache.kafka.server.common.ApiMessageAndVersion;
import org.junit.jupiter.api.Test;

class MetadataRecordCodecTest {

    private final MetadataRecordCodec codec = new MetadataRecordCodec();

    @Test
    void records_lie_in_the_log_byte_for_byte_as_kafka_lays_them() {
        PartitionRecord partition = new PartitionRecord().setTopicId(new Uuid(1, 2)).setPartitionId(3).setReplicas(List.of(1, 2))
                .setIsr(List.of(1, 2)).setLeader(1).setDirectories(List.of(DirectoryId.unassignedArray(2)));
        for (MetadataRecord record : List.of(
                MetadataRecord.of(partition),
                MetadataRecord.of(new TopicRecord().setName("orders").setTopicId(new Uuid(1, 2))),
                MetadataRecord.of(new FeatureLevelRecord().setName("group.version").setFeatureLevel((short) 1)))) {
            KeyValue stored = codec.encode(record);

            assertThat(stored.key()).isEmpty();
            assertThat(stored.value()).isEqualTo(asKafka(record));
            assertThat(codec.decode(ByteBuffer.wrap(stored.key()), ByteBuffer.wrap(stored.value()))).contains(record);
        }
    }

    private static byte[] asKafka(MetadataRecord record) {
        MetadataRecordSerde kafkas = new MetadataRecordSerde();
        ApiMessageAndVersion message = new ApiMessageAndVersion(record.message(), record.version());
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer bytes = ByteBuffer.allocate(kafkas.recordSize(message, cache));
        kafkas.write(message, cache, new ByteBufferAccessor(bytes));
        return bytes.array();
    }

    @Test
    void a_record_of_a_type_or_version_that_a_newer_broker_wrote_is_skipped() {
        assertThat(codec.decode(ByteBuffer.allocate(0), framed(1, 4000, 0))).isEmpty();
        assertThat(codec.decode(ByteBuffer.allocate(0), framed(1, new TopicRecord().apiKey(), 99))).isEmpty();
    }

    private static ByteBuffer framed(int frame, int type, int version) {
        ByteBuffer value = ByteBuffer.allocate(16);
        ByteUtils.writeUnsignedVarint(frame, value);
        ByteUtils.writeUnsignedVarint(type, value);
        ByteUtils.writeUnsignedVarint(version, value);
        return value.flip();
    }
}
