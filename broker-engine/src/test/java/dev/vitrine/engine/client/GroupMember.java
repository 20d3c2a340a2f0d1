package dev.vitrine.engine.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** A consumer that polls and commits on a thread of its own until it is closed. */
final class GroupMember implements AutoCloseable, ConsumerRebalanceListener {

    private final KafkaConsumer<String, String> consumer;
    private final Set<TopicPartition> owned = ConcurrentHashMap.newKeySet();
    private final List<TopicPartition> revoked = new CopyOnWriteArrayList<>();
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile int generation;
    private volatile boolean closing;

    private GroupMember(KafkaConsumer<String, String> consumer, BiConsumer<KafkaConsumer<?, ?>, ConsumerRebalanceListener> subscribe) {
        this.consumer = consumer;
        this.thread = Thread.ofVirtual().name("member").unstarted(() -> run(subscribe));
    }

    static GroupMember start(KafkaConsumer<String, String> consumer, String topic) {
        return start(consumer, (subscriber, listener) -> subscriber.subscribe(List.of(topic), listener));
    }

    /** To the topics that match now or later; only in the consumer protocol. */
    static GroupMember start(KafkaConsumer<String, String> consumer, SubscriptionPattern pattern) {
        return start(consumer, (subscriber, listener) -> subscriber.subscribe(pattern, listener));
    }

    private static GroupMember start(
            KafkaConsumer<String, String> consumer, BiConsumer<KafkaConsumer<?, ?>, ConsumerRebalanceListener> subscribe) {
        GroupMember member = new GroupMember(consumer, subscribe);
        member.thread.start();
        return member;
    }

    Set<TopicPartition> owned() {
        return Set.copyOf(owned);
    }

    /** All that was ever taken from it. */
    List<TopicPartition> revoked() {
        return new ArrayList<>(revoked);
    }

    /** The values of all records that it handled and committed. */
    Set<String> handled() {
        return Set.copyOf(handled);
    }

    /** Of its last assignment. */
    int generation() {
        return generation;
    }

    private void run(BiConsumer<KafkaConsumer<?, ?>, ConsumerRebalanceListener> subscribe) {
        try (consumer) {
            subscribe.accept(consumer, this);
            while (!closing) {
                var records = consumer.poll(Duration.ofMillis(200));
                records.forEach(record -> handled.add(value(record)));
                if (!records.isEmpty()) {
                    consumer.commitAsync();
                }
            }
        } catch (WakeupException woken) {
            if (!closing) {
                throw woken;
            }
        }
    }

    private static String value(ConsumerRecord<String, String> record) {
        return String.valueOf(record.value());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        generation = consumer.groupMetadata().generationId();
        owned.addAll(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!closing) {
            revoked.addAll(partitions);
        }
        partitions.forEach(owned::remove);
    }

    /** Leaves the group, and waits until it has. */
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
