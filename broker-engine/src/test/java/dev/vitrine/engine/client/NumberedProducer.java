package dev.vitrine.engine.client;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends numbered values to all partitions in turn, with acks=all, until it is closed, and notes what was acknowledged where. */
final class NumberedProducer implements AutoCloseable {

    /** What the broker has promised. */
    record Acknowledged(int partition, long offset, String value) {
    }

    private static final int IN_FLIGHT = 300;

    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final int partitions;
    private final String name;
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final Thread thread = Thread.ofPlatform().name("numbered").unstarted(this::run);
    private volatile boolean closing;

    /** @param name what its values start with */
    NumberedProducer(Clients clients, String name, String topic, int partitions, Map<String, ?> settings) {
        this.producer = clients.producer(settings);
        this.name = name;
        this.topic = topic;
        this.partitions = partitions;
        thread.start();
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** How many it may count on by now. */
    int acknowledgedCount() {
        return acknowledged.size();
    }

    /** Sends that the client gave up on: their records may be there or not. */
    List<Exception> failures() {
        return List.copyOf(failures);
    }

    private void run() {
        for (int n = 0; !closing; n++) {
            int partition = n % partitions;
            String value = "%s-%08d".formatted(name, n);
            inFlight.acquireUninterruptibly();
            producer.send(new ProducerRecord<>(topic, partition, null, value), (where, problem) -> note(value, where, problem));
        }
    }

    private void note(String value, RecordMetadata where, Exception problem) {
        inFlight.release();
        if (problem == null) {
            acknowledged.add(new Acknowledged(where.partition(), where.offset(), value));
        } else {
            failures.add(problem);
        }
    }

    /** Stops after what is in flight has been answered. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(Clients.SOON);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Clients.SOON);
    }
}
