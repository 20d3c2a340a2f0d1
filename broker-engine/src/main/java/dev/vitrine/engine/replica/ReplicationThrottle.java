package dev.vitrine.engine.replica;

import dev.vitrine.engine.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.stats.SimpleRate;

/**
 * Holds the copying of chosen replicas back to so many bytes a second, in one direction (KIP-73): that moving partitions leaves room for clients. Who is
 * in sync is never held back. Any thread.
 */
final class ReplicationThrottle {

    private static final double UNLIMITED = Long.MAX_VALUE;

    private final Clock clock;
    private final MetricConfig windows;
    private final SimpleRate rate = new SimpleRate();
    /** By topic; empty means all of its partitions. */
    private final Map<String, Optional<Set<Integer>>> chosen = new ConcurrentHashMap<>();
    private volatile double limit = UNLIMITED;

    /** @param windows {@code replication.quota.window.num} @param seconds {@code replication.quota.window.size.seconds} */
    ReplicationThrottle(int windows, int seconds, Clock clock) {
        this.clock = clock;
        this.windows = new MetricConfig().samples(windows).timeWindow(seconds, TimeUnit.SECONDS);
    }

    void limit(double bytesPerSecond) {
        limit = bytesPerSecond;
    }

    /** @param partitions empty for all of the topic's */
    void choose(String topic, Optional<Set<Integer>> partitions) {
        if (partitions.isPresent() && partitions.get().isEmpty()) {
            chosen.remove(topic);
        } else {
            chosen.put(topic, partitions);
        }
    }

    void retainTopics(Set<String> topics) {
        chosen.keySet().retainAll(topics);
    }

    private boolean isChosen(TopicPartition partition) {
        if (chosen.isEmpty()) {
            return false;
        }
        Optional<Set<Integer>> partitions = chosen.get(partition.topic());
        return partitions != null && partitions.map(some -> some.contains(partition.partition())).orElse(true);
    }

    /** So much of the partition was copied. */
    void copied(TopicPartition partition, int bytes) {
        if (isChosen(partition)) {
            synchronized (this) {
                rate.record(windows, bytes, clock.millis());
            }
        }
    }

    /** Whether the partition must wait, unless it is in sync. */
    boolean holdsBack(TopicPartition partition) {
        return limit < UNLIMITED && isChosen(partition) && isExceeded();
    }

    private synchronized boolean isExceeded() {
        return rate.measure(windows, clock.millis()) > limit;
    }
}
