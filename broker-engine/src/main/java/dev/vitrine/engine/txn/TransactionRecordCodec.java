package dev.vitrine.engine.txn;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.coordinator.RecordCodec;
import dev.vitrine.engine.observe.TransactionState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.coordinator.transaction.generated.CoordinatorRecordType;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogKey;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue.PartitionsSchema;

/**
 * Kafka's own schemas of {@code __transaction_state}, so that Kafka's tools read what lies there: a key is its record type (int16) and a
 * message of version 0, a value its version (int16) and a message. From {@code transaction.version} 1 on values are of version 1, which has
 * tagged fields: producer ids before and after, and what the client spoke.
 */
final class TransactionRecordCodec implements RecordCodec<TransactionRecord> {

    private static final short KEY_VERSION = 0;

    private final Supplier<TransactionVersion> finalized;

    /** @param finalized the cluster's level of {@code transaction.version} */
    TransactionRecordCodec(Supplier<TransactionVersion> finalized) {
        this.finalized = finalized;
    }

    @Override
    public KeyValue encode(TransactionRecord record) {
        byte[] key = bytes(CoordinatorRecordType.TRANSACTION_LOG.id(), new TransactionLogKey().setTransactionalId(record.transactionalId()), KEY_VERSION);
        short version = finalized.get().recordVersion();
        return new KeyValue(key, record.value().map(value -> bytes(version, message(value, version), version)).orElse(null));
    }

    @Override
    public Optional<TransactionRecord> decode(ByteBuffer key, ByteBuffer value) {
        ByteBufferAccessor keyReader = new ByteBufferAccessor(key.duplicate());
        if (keyReader.readShort() != CoordinatorRecordType.TRANSACTION_LOG.id()) {
            return Optional.empty();
        }
        String transactionalId = new TransactionLogKey(keyReader, KEY_VERSION).transactionalId();
        return Optional.of(new TransactionRecord(transactionalId, Optional.ofNullable(value).map(TransactionRecordCodec::metadata)));
    }

    private static TransactionLogValue message(TransactionMetadata metadata, short version) {
        ProducerIdentity producer = metadata.producer();
        TransactionLogValue value = new TransactionLogValue()
                .setProducerId(producer.id())
                .setProducerEpoch(producer.epoch())
                .setTransactionTimeoutMs(metadata.timeoutMs())
                .setTransactionStatus(metadata.state().id())
                .setTransactionPartitions(metadata.state() == TransactionState.EMPTY ? null : topics(metadata.partitions()))
                .setTransactionLastUpdateTimestampMs(metadata.updatedAtMillis())
                .setTransactionStartTimestampMs(metadata.startedAtMillis());
        if (version > 0) {
            value.setPreviousProducerId(producer.previousId())
                    .setNextProducerId(producer.nextId())
                    .setClientTransactionVersion(metadata.clientVersion().level());
        }
        return value;
    }

    private static List<PartitionsSchema> topics(Set<TopicPartition> partitions) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        partitions.forEach(partition -> byTopic.computeIfAbsent(partition.topic(), topic -> new ArrayList<>()).add(partition.partition()));
        return byTopic.entrySet().stream()
                .map(topic -> new PartitionsSchema().setTopic(topic.getKey()).setPartitionIds(topic.getValue().stream().sorted().toList()))
                .toList();
    }

    private static TransactionMetadata metadata(ByteBuffer buffer) {
        ByteBufferAccessor reader = new ByteBufferAccessor(buffer.duplicate());
        short version = reader.readShort();
        if (version < 0 || version > TransactionLogValue.HIGHEST_SUPPORTED_VERSION) {
            throw new IllegalArgumentException(
                    "a value of version " + version + ", of which we know up to " + TransactionLogValue.HIGHEST_SUPPORTED_VERSION);
        }
        TransactionLogValue value = new TransactionLogValue(reader, version);
        ProducerIdentity producer = new ProducerIdentity(
                value.producerId(), value.previousProducerId(), value.nextProducerId(), value.producerEpoch(), ProducerIdentity.NO_EPOCH);
        return new TransactionMetadata(
                producer,
                value.transactionTimeoutMs(),
                TransactionState.of(value.transactionStatus()),
                partitions(value),
                value.transactionStartTimestampMs(),
                value.transactionLastUpdateTimestampMs(),
                TransactionVersion.of(value.clientTransactionVersion()));
    }

    private static Set<TopicPartition> partitions(TransactionLogValue value) {
        Set<TopicPartition> partitions = new LinkedHashSet<>();
        if (value.transactionPartitions() != null) {
            value.transactionPartitions().forEach(topic ->
                    topic.partitionIds().forEach(partition -> partitions.add(new TopicPartition(topic.topic(), partition))));
        }
        return partitions;
    }

    private static byte[] bytes(short prefix, Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer buffer = ByteBuffer.allocate(Short.BYTES + message.size(cache, version));
        ByteBufferAccessor writer = new ByteBufferAccessor(buffer);
        writer.writeShort(prefix);
        message.write(writer, cache, version);
        return buffer.array();
    }
}
