package dev.vitrine.app.source;

import dev.vitrine.engine.observe.ClusterSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads the records of a recording as a consumer reads those of a broker: from offsets and times, to the end and on from there while the recording plays.
 * There is as much of a log as was kept, and no more of it than there was at the moment that is looked at. Kafka's stand-in for a consumer keeps the books
 * of what is assigned and how far it has been read. Only {@link #wakeup} may come from another thread.
 */
public final class KeptReader extends MockConsumer<byte[], byte[]> {

    private static final int AT_ONCE = 500;
    private static final long LOOKS_EVERY_MILLIS = 50;

    private final ClusterSource recording;
    private final Supplier<ClusterSnapshot> moment;
    private final Object bell = new Object();
    private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> kept = Map.of();
    private boolean woken;

    /** @param moment that is looked at; asked on the reader's thread */
    public KeptReader(ClusterSource recording, Supplier<ClusterSnapshot> moment) {
        super("earliest");
        this.recording = recording;
        this.moment = moment;
    }

    /** Null where there was no such topic, as a consumer says it. */
    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return moment.get().topics().stream().filter(each -> each.name().equals(topic)).findFirst()
                .map(each -> each.partitions().stream().map(p -> new PartitionInfo(topic, p.index(), null, null, null)).toList()).orElse(null);
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        super.assign(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>();
        partitions.forEach(partition -> ends.put(partition, Long.MAX_VALUE));
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> all = new HashMap<>();
        recording.recordsBefore(ends, Integer.MAX_VALUE).forEach(record ->
                all.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), _ -> new ArrayList<>()).add(record));
        all.values().forEach(records -> records.sort(Comparator.comparingLong(ConsumerRecord::offset)));
        kept = all;
    }

    /** What there was of a partition's records at the moment, the oldest first. */
    private List<ConsumerRecord<byte[], byte[]>> there(TopicPartition partition) {
        long end = moment.get().topics().stream().filter(topic -> topic.name().equals(partition.topic())).flatMap(topic -> topic.partitions().stream())
                .filter(p -> p.index() == partition.partition()).mapToLong(p -> p.highWatermark()).findFirst().orElse(0);
        return kept.getOrDefault(partition, List.of()).stream().takeWhile(record -> record.offset() < end).toList();
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        partitions.forEach(partition -> begins.put(partition, there(partition).stream().mapToLong(ConsumerRecord::offset).findFirst().orElse(0)));
        return begins;
    }

    /** Behind the last that was kept: beyond it there may have been a transaction's marker, and nothing to read. */
    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        partitions.forEach(partition -> ends.put(partition, there(partition).stream().mapToLong(record -> record.offset() + 1).reduce((_, last) -> last).orElse(0)));
        return ends;
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        times.forEach((partition, millis) -> there(partition).stream().filter(record -> record.timestamp() >= millis).findFirst()
                .ifPresent(record -> found.put(partition, new OffsetAndTimestamp(record.offset(), record.timestamp()))));
        return found;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        ConsumerRecords<byte[], byte[]> next = next();
        while (next.isEmpty() && System.nanoTime() < until) {
            rest();
            next = next();
        }
        return next;
    }

    private ConsumerRecords<byte[], byte[]> next() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> read = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        int room = AT_ONCE;
        for (TopicPartition partition : assignment()) {
            long from = position(partition);
            List<ConsumerRecord<byte[], byte[]>> some = there(partition).stream().filter(record -> record.offset() >= from).limit(room).toList();
            if (!some.isEmpty()) {
                read.put(partition, some);
                room -= some.size();
                seek(partition, some.getLast().offset() + 1);
                positions.put(partition, new OffsetAndMetadata(some.getLast().offset() + 1, Optional.empty(), ""));
            }
        }
        return new ConsumerRecords<>(read, positions);
    }

    /** The recording plays on meanwhile. */
    private void rest() {
        synchronized (bell) {
            try {
                if (!woken) {
                    bell.wait(LOOKS_EVERY_MILLIS);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                woken = true;
            }
            if (woken) {
                woken = false;
                throw new WakeupException();
            }
        }
    }

    @Override
    public void wakeup() {
        synchronized (bell) {
            woken = true;
            bell.notifyAll();
        }
    }
}
