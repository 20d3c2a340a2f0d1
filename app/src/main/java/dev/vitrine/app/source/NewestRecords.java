package dev.vitrine.app.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the last records before given offsets as any consumer would, without a group. Blocks; one call at a time. */
final class NewestRecords implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int RECORDS = 500;
    private static final int LARGEST = 1 << 20;
    /** Each returns something or waits: whoever has many large records sees fewer of them. */
    private static final int POLLS = 12;

    private final Looker looker;

    NewestRecords(ClusterSource source) {
        this.looker = new Looker(source, RECORDS, LARGEST);
    }

    synchronized List<ConsumerRecord<byte[], byte[]>> before(Map<TopicPartition, Long> ends, int ofEach) {
        KafkaConsumer<byte[], byte[]> reader = looker.consumer();
        reader.assign(ends.keySet());
        reader.resume(ends.keySet());
        Map<TopicPartition, Long> begins = reader.beginningOffsets(ends.keySet(), PATIENCE);
        ends.forEach((partition, end) -> reader.seek(partition, Math.max(begins.get(partition), end - ofEach)));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int poll = 0; poll < POLLS && !reader.paused().equals(ends.keySet()); poll++) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(PATIENCE)) {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    records.add(record);
                }
            }
            // By position: markers and holes of compaction move it and are never handed out.
            reader.pause(ends.keySet().stream().filter(partition -> reader.position(partition, PATIENCE) >= ends.get(partition)).toList());
        }
        return records;
    }

    @Override
    public synchronized void close() {
        looker.close();
    }
}
