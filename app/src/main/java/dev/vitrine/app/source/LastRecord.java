package dev.vitrine.app.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the newest record of a partition as any consumer would, without a group. Blocks; one call at a time. */
public final class LastRecord implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LARGEST = 64 * 1024;

    private final ClusterSource source;
    private KafkaConsumer<byte[], byte[]> consumer;

    public LastRecord(ClusterSource source) {
        this.source = source;
    }

    /** Empty where the partition holds none, or what is last is not a record but a transaction's marker. */
    public synchronized Optional<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition) {
        KafkaConsumer<byte[], byte[]> reader = reader();
        reader.assign(List.of(partition));
        long end = reader.endOffsets(List.of(partition), PATIENCE).get(partition);
        if (end == 0) {
            return Optional.empty();
        }
        reader.seek(partition, end - 1);
        return reader.poll(PATIENCE).records(partition).stream().findFirst();
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        if (consumer == null) {
            Map<String, Object> properties = source.clientProperties("inspector");
            properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
            properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
            properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, LARGEST);
            properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST);
            properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return consumer;
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
