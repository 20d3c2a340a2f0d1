package dev.vitrine.engine.client;

import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends at an even pace with acks=all, whatever happens, and notes when it is acknowledged. */
final class SteadyWriter implements AutoCloseable {

    private static final String VALUE = "v".repeat(100);

    private final KafkaProducer<String, String> producer;
    private final Thread thread;
    private final NavigableSet<Long> acknowledgedAt = new ConcurrentSkipListSet<>();
    private final AtomicLong newestSent = new AtomicLong(Long.MIN_VALUE);
    private volatile boolean enough;

    private SteadyWriter(String bootstrap, String topic, int partitions, int perSecond) {
        producer = new Clients(bootstrap).producer(Map.of("acks", "all", "max.block.ms", 120_000, "delivery.timeout.ms", 120_000));
        thread = new Thread(() -> write(topic, partitions, TimeUnit.SECONDS.toNanos(1) / perSecond), "writes " + topic);
    }

    static SteadyWriter start(String bootstrap, String topic, int partitions, int perSecond) {
        SteadyWriter writer = new SteadyWriter(bootstrap, topic, partitions, perSecond);
        writer.thread.start();
        return writer;
    }

    private void write(String topic, int partitions, long pauseNanos) {
        for (int i = 0; !enough; i++) {
            long sentAt = System.nanoTime();
            producer.send(new ProducerRecord<>(topic, i % partitions, null, VALUE), (done, failed) -> {
                if (failed == null) {
                    acknowledgedAt.add(System.nanoTime());
                    newestSent.accumulateAndGet(sentAt, Math::max);
                }
            });
            LockSupport.parkNanos(pauseNanos);
        }
    }

    void awaitAcknowledged(int records) {
        Awaiting.until(Trio.LIMIT, () -> acknowledgedAt.size() >= records, () -> acknowledgedAt.size() + " acknowledged");
    }

    /** @param nanos by {@link System#nanoTime} */
    void awaitAcknowledgedSentAfter(long nanos) {
        Awaiting.until(Trio.LIMIT, () -> newestSent.get() > nanos, () -> "nothing is acknowledged any more");
    }

    /** Nanoseconds between two acknowledgements, the longest that ended after {@code nanos}; of time before that nothing is counted. */
    long longestSilenceSince(long nanos) {
        long longest = 0;
        long last = nanos;
        for (long at : acknowledgedAt.tailSet(nanos, false)) {
            longest = Math.max(longest, at - last);
            last = at;
        }
        return longest;
    }

    @Override
    public void close() {
        enough = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
