package dev.vitrine.app.source;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that looks into partitions: in no group, with small fetches, made when it is first wanted. Its owner sees to it that calls come one at a time. */
final class Looker implements AutoCloseable {

    private final ClusterSource source;
    private final int mostRecords;
    private final int mostBytes;
    private KafkaConsumer<byte[], byte[]> consumer;

    /** @param mostRecords of one poll; @param mostBytes of one fetch */
    Looker(ClusterSource source, int mostRecords, int mostBytes) {
        this.source = source;
        this.mostRecords = mostRecords;
        this.mostBytes = mostBytes;
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            Map<String, Object> properties = source.clientProperties("inspector");
            properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
            properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
            properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, mostBytes);
            properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, mostBytes);
            properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return consumer;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
