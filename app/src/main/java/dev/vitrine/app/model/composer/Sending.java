package dev.vitrine.app.model.composer;

import dev.vitrine.app.model.composer.SendReport.Placed;
import dev.vitrine.app.model.composer.SendReport.State;
import dev.vitrine.app.model.words.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends a draft, on the thread that runs it, in the way it asks for. Every record carries an onlooker's callback, whatever the way: what the
 * program itself would get to know is the screen's to say.
 */
public final class Sending implements Runnable {

    /** Where everything fails, it is of no use to go on for a hundred thousand records. */
    static final int FAILURES_TO_STOP = 100;

    private final Draft draft;
    private final RecordMaker maker;
    private final Producers producers;
    private final LongSupplier nanos;
    private final Latencies latencies;
    private final Map<String, Integer> failures = new HashMap<>();
    private final TreeMap<Integer, Placed> placed = new TreeMap<>();

    private volatile Producer<byte[], byte[]> producer;
    private volatile boolean cancelled;
    private State state = State.CONNECTING;
    private int handed;
    private int acknowledged;
    private final long began;
    private long firstSend;
    private long ended;
    private long handNanos;

    public Sending(Draft draft, Placeholders placeholders, Producers producers, LongSupplier nanos) {
        this.draft = draft;
        this.maker = new RecordMaker(draft, placeholders);
        this.producers = producers;
        this.nanos = nanos;
        this.latencies = new Latencies(Math.clamp(draft.count(), 1, Draft.MOST));
        this.began = nanos.getAsLong();
    }

    public Draft draft() {
        return draft;
    }

    /** How far it is. From any thread. */
    public synchronized SendReport report() {
        long now = ended == 0 ? nanos.getAsLong() : ended;
        long connected = firstSend == 0 ? now : firstSend;
        return new SendReport(state, draft.count(), handed, acknowledged, failures, new TreeMap<>(placed), latencies.summary(),
                connected - began, now - connected, handNanos);
    }

    /** Gives up what has not been answered yet. From any thread. */
    public void cancel() {
        cancelled = true;
        Producer<byte[], byte[]> open = producer;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }

    @Override
    public void run() {
        try (Producer<byte[], byte[]> mine = producers.open(Producers.settings(draft.delivery()))) {
            producer = mine;
            mine.partitionsFor(draft.topic());
            connected();
            sendAll(mine);
            enter(State.AWAITING);
            mine.flush();
            enter(cancelled ? State.CANCELLED : State.DONE);
        } catch (RuntimeException e) {
            gaveUp(e);
        } finally {
            producer = null;
            end();
        }
    }

    private void sendAll(Producer<byte[], byte[]> to) {
        for (int n = 1; n <= draft.count() && !cancelled && failed() < FAILURES_TO_STOP; n++) {
            ProducerRecord<byte[], byte[]> record = maker.make(n);
            long sentAt = nanos.getAsLong();
            Future<RecordMetadata> answer = to.send(record, (metadata, error) -> answered(metadata, error, nanos.getAsLong() - sentAt));
            if (draft.delivery().mode() == SendMode.SYNCHRONOUS && !waited(answer)) {
                handedOver(sentAt);
                return;
            }
            handedOver(sentAt);
        }
    }

    /** False where the program, knowing of the failure, stops. */
    private static boolean waited(Future<RecordMetadata> answer) {
        try {
            answer.get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void answered(RecordMetadata metadata, Exception error, long span) {
        if (error != null) {
            failures.merge(Reason.of(error), 1, Integer::sum);
            return;
        }
        acknowledged++;
        latencies.add(span);
        placed.merge(metadata.partition(), new Placed(1, metadata.offset(), metadata.offset()), (old, _) -> old.with(metadata.offset()));
    }

    private synchronized void handedOver(long sentAt) {
        handed++;
        handNanos += nanos.getAsLong() - sentAt;
    }

    private synchronized int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    private synchronized void connected() {
        firstSend = nanos.getAsLong();
        state = State.SENDING;
    }

    private synchronized void enter(State next) {
        state = next;
    }

    private synchronized void gaveUp(RuntimeException e) {
        if (cancelled) {
            state = State.CANCELLED;
        } else {
            failures.merge(Reason.of(e), 1, Integer::sum);
            state = handed == 0 ? State.FAILED : State.DONE;
        }
    }

    private synchronized void end() {
        ended = nanos.getAsLong();
        if (cancelled) {
            state = State.CANCELLED;
        }
    }
}
