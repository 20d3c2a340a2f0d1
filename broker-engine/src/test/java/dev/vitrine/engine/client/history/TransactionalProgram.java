package dev.vitrine.engine.client.history;

import dev.vitrine.engine.client.history.History.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes five values a transaction, and aborts every fourth. */
final class TransactionalProgram extends Program {

    private static final int VALUES = 5;
    private static final int ABORTED_EVERY = 4;

    private final String bootstrap;
    private final History history;
    private final String name;
    private int number;

    TransactionalProgram(String bootstrap, History history, String name) {
        super(name);
        this.bootstrap = bootstrap;
        this.history = history;
        this.name = name;
    }

    @Override
    void work() {
        while (goesOn()) {
            try (KafkaProducer<String, String> producer = producer()) {
                producer.initTransactions();
                for (int transaction = 1; goesOn(); transaction++) {
                    write(producer, transaction % ABORTED_EVERY != 0);
                }
            } catch (KafkaException unusable) {
                // What it was about to write is noted; another producer under the same id goes on.
            }
        }
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap, "transactional.id", name, "request.timeout.ms", 3_000,
                "delivery.timeout.ms", 60_000, "max.block.ms", 60_000), new StringSerializer(), new StringSerializer());
    }

    private void write(KafkaProducer<String, String> producer, boolean commit) {
        int first = number;
        number += VALUES;
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        boolean known = false;
        try {
            producer.beginTransaction();
            for (int nth = first; nth < number; nth++) {
                sent.add(producer.send(new ProducerRecord<>("history", nth % 3, name, History.value(name, nth))));
            }
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
            known = true;
        } finally {
            for (int i = 0; i < VALUES; i++) {
                history.sent(name, first + i, !known ? new Outcome.Unknown() : commit ? acknowledged(sent.get(i)) : new Outcome.Aborted());
            }
        }
    }

    private static Outcome acknowledged(Future<RecordMetadata> sent) {
        try {
            RecordMetadata done = sent.get();
            return new Outcome.Acknowledged(done.partition(), done.offset());
        } catch (ExecutionException never) {
            throw new IllegalStateException("committed, but a record of it was refused", never);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown();
        }
    }
}
