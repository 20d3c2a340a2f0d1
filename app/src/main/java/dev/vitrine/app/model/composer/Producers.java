package dev.vitrine.app.model.composer;

import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Opens producers to the cluster that is looked at. The address is its own; all else comes with the call. */
@FunctionalInterface
public interface Producers {

    /** @param settings under Kafka's names, without bootstrap.servers and serializers */
    Producer<byte[], byte[]> open(Map<String, Object> settings);

    /**
     * Times out sooner than Kafka's two minutes, because a person waits; leaves the size of records to the broker's judgement.
     */
    static Map<String, Object> settings(Draft.Delivery delivery) {
        return Map.of(
                ProducerConfig.CLIENT_ID_CONFIG, "vitrine-composer",
                ProducerConfig.ACKS_CONFIG, delivery.acks().setting(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG, delivery.compression().setting(),
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, delivery.idempotent(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 * 1024 * 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG, 80L * 1024 * 1024);
    }
}
