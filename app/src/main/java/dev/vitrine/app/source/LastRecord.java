package dev.vitrine.app.source;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the newest record of a partition as any consumer would, without a group. Blocks; one call at a time. */
public final class LastRecord implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LARGEST = 64 * 1024;

    private final Looker looker;

    public LastRecord(ClusterSource source) {
        this.looker = new Looker(source, 1, LARGEST);
    }

    /** Empty where the partition holds none, or what is last is not a record but a transaction's marker. */
    public synchronized Optional<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition) {
        KafkaConsumer<byte[], byte[]> reader = looker.consumer();
        reader.assign(List.of(partition));
        long end = reader.endOffsets(List.of(partition), PATIENCE).get(partition);
        if (end == 0) {
            return Optional.empty();
        }
        reader.seek(partition, end - 1);
        return reader.poll(PATIENCE).records(partition).stream().findFirst();
    }

    @Override
    public synchronized void close() {
        looker.close();
    }
}
