package dev.vitrine.app.model.messages;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Opens consumers of the cluster that is looked at. The address is its own; all else comes with the call. */
@FunctionalInterface
public interface Consumers {

    /** @param settings under Kafka's names, without bootstrap.servers and deserializers */
    Consumer<byte[], byte[]> open(Map<String, Object> settings);

    /** A reader without a group: it commits nothing, disturbs nobody, and holds no more than some megabytes that nobody has looked at. */
    static Map<String, Object> quietReader(boolean committedOnly) {
        return Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG, "vitrine-messages",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, committedOnly ? "read_committed" : "read_uncommitted",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 512 * 1024,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    }
}
