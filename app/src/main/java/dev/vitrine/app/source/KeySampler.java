package dev.vitrine.app.source;

import dev.vitrine.app.model.Preview;
import dev.vitrine.app.model.explain.KeyShare;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the newest records of a partition, as any consumer would and without a group, for their keys. Blocks; one call at a time. */
public final class KeySampler implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int RECORDS = 500;
    private static final int POLLS = 4;
    private static final int LARGEST = 1 << 20;
    private static final int SHOWN = 24;

    private final Looker looker;

    public KeySampler(ClusterSource source) {
        this.looker = new Looker(source, RECORDS, LARGEST);
    }

    /** The most frequent key among them; empty where there are no records, or none has a key. */
    public synchronized Optional<KeyShare> read(TopicPartition partition) {
        KafkaConsumer<byte[], byte[]> reader = looker.consumer();
        reader.assign(List.of(partition));
        long end = reader.endOffsets(List.of(partition), PATIENCE).get(partition);
        long start = reader.beginningOffsets(List.of(partition), PATIENCE).get(partition);
        reader.seek(partition, Math.max(start, end - RECORDS));
        Map<String, Integer> counts = new HashMap<>();
        int records = 0;
        for (int poll = 0; poll < POLLS && reader.position(partition, PATIENCE) < end; poll++) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(PATIENCE).records(partition)) {
                records++;
                if (record.key() != null) {
                    counts.merge(Preview.of(record.key(), SHOWN), 1, Integer::sum);
                }
            }
        }
        int looked = records;
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(most -> new KeyShare(most.getKey(), most.getValue(), looked));
    }

    @Override
    public synchronized void close() {
        looker.close();
    }
}
