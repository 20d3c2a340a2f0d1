package dev.vitrine.app.model.messages;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Fetches one record again, whole: the list keeps only the beginning of long values. Blocks: not for a screen's thread. */
public final class WholeRecord {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int POLLS = 40;

    private final Consumers consumers;

    public WholeRecord(Consumers consumers) {
        this.consumers = consumers;
    }

    /** The record at this offset, or the first one behind it; empty where the log has none within ten seconds. */
    public Optional<ConsumerRecord<byte[], byte[]>> atOrAfter(TopicPartition partition, long offset) {
        try (Consumer<byte[], byte[]> consumer = consumers.open(Consumers.quietReader(false))) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            consumer.seek(partition, offset);
            for (int i = 0; i < POLLS && consumer.position(partition) < end; i++) {
                List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(partition);
                if (!records.isEmpty()) {
                    return Optional.of(records.getFirst());
                }
            }
            return Optional.empty();
        }
    }
}
