package dev.vitrine.app.actors;

import dev.vitrine.app.source.ClusterSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the actors' clients. */
interface Clients {

    Producer<byte[], byte[]> producer(Map<String, Object> settings, Gate gate);

    Consumer<byte[], byte[]> consumer(Map<String, Object> settings, Gate gate);

    /** Clients of a cluster, over its socket. */
    static Clients of(ClusterSource source) {
        return new Clients() {
            @Override
            public Producer<byte[], byte[]> producer(Map<String, Object> settings, Gate gate) {
                Map<String, Object> all = complete(source, settings, gate);
                all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
                return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
            }

            @Override
            public Consumer<byte[], byte[]> consumer(Map<String, Object> settings, Gate gate) {
                return new KafkaConsumer<>(complete(source, settings, gate), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            }
        };
    }

    private static Map<String, Object> complete(ClusterSource source, Map<String, Object> settings, Gate gate) {
        Map<String, Object> all = new HashMap<>(source.clientProperties("actor"));
        all.putAll(settings);
        all.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, Freezer.class.getName());
        all.put(Freezer.GATE, gate);
        return all;
    }
}
