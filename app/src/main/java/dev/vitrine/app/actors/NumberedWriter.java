package dev.vitrine.app.actors;

import dev.vitrine.app.model.acks.Ledger;
import dev.vitrine.app.model.acks.TrialWorld;
import dev.vitrine.app.model.words.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** A real producer on a thread of its own that sends numbered records, one every so often, and notes what it is told of each. */
final class NumberedWriter implements TrialWorld.Writer {

    private static final long EVERY_NANOS = 20_000_000L;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Ledger ledger;
    private final Thread thread;
    private volatile boolean goesOn = true;

    NumberedWriter(Producer<byte[], byte[]> producer, String topic, Ledger ledger) {
        this.producer = producer;
        this.topic = topic;
        this.ledger = ledger;
        this.thread = Thread.ofPlatform().daemon().name("writer-" + topic).start(this::work);
    }

    private void work() {
        while (goesOn) {
            int number = ledger.next();
            try {
                producer.send(new ProducerRecord<>(topic, 0, null, String.valueOf(number).getBytes(StandardCharsets.UTF_8)), (_, error) -> answered(number, error));
            } catch (KafkaException e) {
                ledger.refused(number, Reason.of(e));
            }
            LockSupport.parkNanos(this, EVERY_NANOS);
        }
    }

    private void answered(int number, Exception error) {
        if (error == null) {
            ledger.acknowledged(number);
        } else {
            ledger.refused(number, Reason.of(error));
        }
    }

    @Override
    public void stop(long millis) {
        end(Duration.ofMillis(millis));
    }

    @Override
    public void close() {
        end(Duration.ZERO);
    }

    private void end(Duration patience) {
        goesOn = false;
        LockSupport.unpark(thread);
        producer.close(patience);
    }
}
