package dev.vitrine.app.model.actors;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** A setup as the settings of a Kafka client, under Kafka's names: what the actor itself is made with, and what a program would be made with. */
public final class ClientSettings {

    /** Enough for a second at full speed, and thirty-two of them still fit beside everything else. */
    private static final int PRODUCER_MEMORY = 8 << 20;
    private static final int MOST_FETCHED = 2 << 20;

    private ClientSettings() {}

    /** Without {@code bootstrap.servers} and serializers. */
    public static Map<String, Object> of(Setup setup) {
        return switch (setup) {
            case ProducerSetup producer -> producer(producer);
            case ConsumerSetup consumer -> consumer(consumer);
        };
    }

    private static Map<String, Object> producer(ProducerSetup setup) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, setup.name());
        settings.put(ProducerConfig.ACKS_CONFIG, setup.delivery().acks().setting());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, setup.delivery().idempotent());
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, setup.delivery().compression().setting());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, setup.batching().bytes());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, setup.batching().lingerMs());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_MEMORY);
        if (setup.transactions().used()) {
            settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, setup.name());
        }
        return settings;
    }

    private static Map<String, Object> consumer(ConsumerSetup setup) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, setup.name());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, setup.group());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, setup.reading().commit() == CommitMode.AUTO);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, setup.reading().maxPollRecords());
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, setup.membership().pollSeconds() * 1000);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, setup.reading().committedOnly() ? "read_committed" : "read_uncommitted");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_FETCHED);
        if (!setup.membership().instanceId().isEmpty()) {
            settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, setup.membership().instanceId());
        }
        if (setup.membership().protocol() == GroupProtocol.CLASSIC) {
            settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, setup.membership().assignor().setting());
            settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, setup.membership().sessionSeconds() * 1000);
            settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.min(3000, setup.membership().sessionSeconds() * 1000 / 3));
        } else {
            settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, setup.membership().protocol().label());
            settings.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, setup.membership().assignor().setting());
        }
        return settings;
    }
}
