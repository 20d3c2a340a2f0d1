package dev.vitrine.engine.client.history;

import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all partitions from the beginning, committed records only, and never seeks. */
final class ReadingProgram extends Program {

    private final String bootstrap;
    private final History history;
    private final String name;

    ReadingProgram(String bootstrap, History history, String name) {
        super(name);
        this.bootstrap = bootstrap;
        this.history = history;
        this.name = name;
    }

    @Override
    void work() {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(HistoryTest.reading(bootstrap), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(HistoryTest.partitions());
            while (goesOn()) {
                consumer.poll(Duration.ofMillis(200)).forEach(one -> history.polled(name, one.partition(), one.offset(), one.value()));
            }
        }
    }
}
