package dev.vitrine.engine.txn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.observe.TransactionState;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionRecordCodecTest {

    private static final TransactionMetadata COMMITTING = new TransactionMetadata(
            new ProducerIdentity(42, 41, 43, (short) 7, (short) -1), 60_000, TransactionState.PREPARE_COMMIT,
            new LinkedHashSet<>(List.of(new TopicPartition("orders", 0), new TopicPartition("orders", 3), new TopicPartition("bills", 1))),
            1_000, 2_000, TransactionVersion.TV_2);

    private final TransactionRecordCodec codec = new TransactionRecordCodec(() -> TransactionVersion.TV_2);

    @ParameterizedTest
    @EnumSource(TransactionState.class)
    void what_was_written_is_read(TransactionState state) {
        Set<TopicPartition> partitions = state == TransactionState.EMPTY ? Set.of() : COMMITTING.partitions();
        TransactionRecord record = new TransactionRecord("payments", Optional.of(new TransactionMetadata(
                COMMITTING.producer(), 60_000, state, partitions, 1_000, 2_000, TransactionVersion.TV_2)));

        assertThat(decode(codec.encode(record))).contains(record);
    }

    @Test
    void a_tombstone_is_read() {
        TransactionRecord record = new TransactionRecord("payments", Optional.empty());

        assertThat(decode(codec.encode(record))).contains(record);
    }

    @Test
    void an_older_cluster_is_written_for_without_what_it_does_not_know() {
        TransactionRecordCodec old = new TransactionRecordCodec(() -> TransactionVersion.TV_0);

        KeyValue bytes = old.encode(new TransactionRecord("payments", Optional.of(COMMITTING)));

        assertThat(ByteBuffer.wrap(bytes.value()).getShort()).as("version").isZero();
        assertThat(decode(bytes).orElseThrow().value().orElseThrow()).satisfies(read -> {
            assertThat(read.producer()).isEqualTo(new ProducerIdentity(42, -1, -1, (short) 7, (short) -1));
            assertThat(read.clientVersion()).isEqualTo(TransactionVersion.TV_0);
            assertThat(read.partitions()).isEqualTo(COMMITTING.partitions());
        });
    }

    @Test
    void records_of_other_types_are_skipped_and_values_of_unknown_versions_are_not() {
        assertThat(codec.decode(ByteBuffer.wrap(new byte[] {0, 9, 1}), null)).isEmpty();
        KeyValue bytes = codec.encode(new TransactionRecord("payments", Optional.of(COMMITTING)));
        bytes.value()[1] = 9;
        assertThatThrownBy(() -> decode(bytes)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("version 9");
    }

    private Optional<TransactionRecord> decode(KeyValue bytes) {
        return codec.decode(ByteBuffer.wrap(bytes.key()), bytes.value() == null ? null : ByteBuffer.wrap(bytes.value()));
    }
}
