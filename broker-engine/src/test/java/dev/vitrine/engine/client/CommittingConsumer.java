package dev.vitrine.engine.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;

/** A member of a group that commits synchronously after each poll, and notes which commits were acknowledged. */
final class CommittingConsumer implements AutoCloseable {

    private final KafkaConsumer<String, String> consumer;
    private final Map<TopicPartition, Long> acknowledged = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closing;

    CommittingConsumer(Clients clients, String group, String topic) {
        consumer = clients.consumer(Map.of("group.id", group, "default.api.timeout.ms", "20000", "session.timeout.ms", "20000"));
        thread = Thread.ofPlatform().name("committing").start(() -> run(topic));
    }

    /** The highest position of each partition whose commit was acknowledged. */
    Map<TopicPartition, Long> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    private void run(String topic) {
        try (consumer) {
            consumer.subscribe(List.of(topic));
            while (!closing) {
                if (!consumer.poll(Duration.ofMillis(100)).isEmpty()) {
                    commit();
                }
            }
        } catch (WakeupException woken) {
            if (!closing) {
                throw woken;
            }
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> positions = new ConcurrentHashMap<>();
        consumer.assignment().forEach(partition -> positions.put(partition, new OffsetAndMetadata(consumer.position(partition))));
        try {
            consumer.commitSync(positions);
            positions.forEach((partition, position) -> acknowledged.merge(partition, position.offset(), Math::max));
        } catch (RetriableException | CommitFailedException notAcknowledged) {
            // A broker that is dead or that has begun a rebalance: nothing was promised.
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(Clients.SOON);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
