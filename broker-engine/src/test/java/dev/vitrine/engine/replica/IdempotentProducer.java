package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.wire.BatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** As Kafka's: five batches in flight; where one fails, it and all behind it are sent again in their order, until they are acknowledged by all. */
final class IdempotentProducer {

    private static final int MOST_IN_FLIGHT = 5;

    private final ReplicaCluster cluster;
    private final long id;
    private final Deque<Unacknowledged> unacknowledged = new ArrayDeque<>();
    private final Map<String, Long> acknowledged = new LinkedHashMap<>();
    private int nextSequence;
    private boolean failing;

    IdempotentProducer(ReplicaCluster cluster, long id) {
        this.cluster = cluster;
        this.id = id;
    }

    private static final class Unacknowledged {

        private final int sequence;
        private CompletableFuture<AppendResult> answer;

        Unacknowledged(int sequence) {
            this.sequence = sequence;
        }
    }

    /** Takes in what has been answered, and sends what may be sent, to whom it believes to lead. */
    void step(int broker, boolean more) {
        take();
        if (failing && unacknowledged.stream().allMatch(one -> one.answer == null)) {
            failing = false;
        }
        if (failing || !cluster.isRunning(broker)) {
            return;
        }
        unacknowledged.stream().filter(one -> one.answer == null).forEach(one -> send(broker, one));
        while (more && unacknowledged.size() < MOST_IN_FLIGHT) {
            Unacknowledged next = new Unacknowledged(nextSequence++);
            unacknowledged.add(next);
            send(broker, next);
        }
    }

    private void take() {
        for (Unacknowledged one : unacknowledged) {
            if (one.answer != null && one.answer.isDone() && !(one.answer.join() instanceof AppendResult.Appended)) {
                one.answer = null;
                failing = true;
            }
        }
        while (!unacknowledged.isEmpty() && unacknowledged.peek().answer != null && unacknowledged.peek().answer.isDone()) {
            Unacknowledged done = unacknowledged.poll();
            acknowledged.put(value(done.sequence), ((AppendResult.Appended) done.answer.join()).baseOffset());
        }
    }

    private void send(int broker, Unacknowledged one) {
        ByteBuffer batch = new BatchBuilder().producer(id, (short) 0, one.sequence)
                .add(0, null, value(one.sequence).getBytes(StandardCharsets.UTF_8)).build();
        one.answer = cluster.produce(broker, batch, Acks.all(5_000));
    }

    /** Connections to a broker that was killed are gone. */
    void disconnect() {
        unacknowledged.stream().filter(one -> one.answer != null && !one.answer.isDone()).forEach(one -> {
            one.answer = null;
            failing = true;
        });
    }

    private String value(int sequence) {
        return id + "-" + sequence;
    }

    boolean isIdle() {
        return unacknowledged.isEmpty();
    }

    /** Offsets by value, in the order sent. */
    Map<String, Long> acknowledged() {
        return acknowledged;
    }
}
