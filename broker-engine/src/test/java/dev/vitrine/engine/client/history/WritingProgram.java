package dev.vitrine.engine.client.history;

import dev.vitrine.engine.client.history.History.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** An idempotent producer with acks=all that never waits for an answer before it sends the next. */
final class WritingProgram extends Program {

    private final String bootstrap;
    private final History history;
    private final String name;

    WritingProgram(String bootstrap, History history, String name) {
        super(name);
        this.bootstrap = bootstrap;
        this.history = history;
        this.name = name;
    }

    @Override
    void work() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "acks", "all", "enable.idempotence", true, "linger.ms", 1,
                "request.timeout.ms", 3_000, "delivery.timeout.ms", 120_000, "max.block.ms", 120_000);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int number = 0; goesOn(); number++) {
                int nth = number;
                ProducerRecord<String, String> record = new ProducerRecord<>("history", nth % 3, name, History.value(name, nth));
                producer.send(record, (done, failed) -> history.sent(name, nth,
                        failed == null ? new Outcome.Acknowledged(done.partition(), done.offset()) : new Outcome.Unknown()));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(4)); // a pace that the machine bears beside all else
            }
            producer.flush();
            producer.close(Duration.ofSeconds(60));
        }
    }
}
