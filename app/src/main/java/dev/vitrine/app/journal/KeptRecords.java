package dev.vitrine.app.journal;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a session: the newest of each partition, as many as a file that is sent around bears.
 *
 * @param records in no order that matters
 * @param there   how many there were in the topics when they were taken
 */
public record KeptRecords(List<KeptRecord> records, long there) {

    public static final KeptRecords NONE = new KeptRecords(List.of(), 0);

    static final int MOST = 10_000;
    static final int MOST_OF_A_PARTITION = 500;
    static final long MOST_WEIGHT = 12L << 20;
    private static final int AT_ONCE = 8;

    public KeptRecords {
        records = List.copyOf(records);
    }

    /** Reads records before given offsets. Blocks. */
    @FunctionalInterface
    public interface Reader {
        List<ConsumerRecord<byte[], byte[]>> before(Map<TopicPartition, Long> ends, int ofEach);
    }

    /** The newest records of all topics but Kafka's own, by what a picture says lies there. Blocks. */
    public static KeptRecords of(ClusterSnapshot picture, Reader reader) {
        Map<TopicPartition, Long> ends = new LinkedHashMap<>();
        long there = 0;
        for (TopicView topic : picture.topics()) {
            for (PartitionView p : topic.internal() ? List.<PartitionView>of() : topic.partitions()) {
                if (p.highWatermark() > p.logStartOffset()) {
                    ends.put(new TopicPartition(topic.name(), p.index()), p.highWatermark());
                    there += p.highWatermark() - p.logStartOffset();
                }
            }
        }
        int ofEach = Math.max(1, Math.min(MOST_OF_A_PARTITION, MOST / Math.max(1, ends.size())));
        return new KeptRecords(gather(ends, ofEach, reader), there);
    }

    private static List<KeptRecord> gather(Map<TopicPartition, Long> ends, int ofEach, Reader reader) {
        List<KeptRecord> kept = new ArrayList<>();
        List<TopicPartition> left = new ArrayList<>(ends.keySet());
        long weight = 0;
        while (!left.isEmpty() && kept.size() < MOST && weight < MOST_WEIGHT) {
            List<TopicPartition> some = left.subList(0, Math.min(AT_ONCE, left.size()));
            Map<TopicPartition, Long> asked = new LinkedHashMap<>();
            some.forEach(partition -> asked.put(partition, ends.get(partition)));
            some.clear();
            for (ConsumerRecord<byte[], byte[]> record : newestFirst(reader.before(asked, ofEach))) {
                KeptRecord one = KeptRecord.of(record);
                weight += one.weight();
                if (kept.size() == MOST || weight > MOST_WEIGHT) {
                    return kept;
                }
                kept.add(one);
            }
        }
        return kept;
    }

    /** Where the room ends, it is the older ones that find none. */
    private static List<ConsumerRecord<byte[], byte[]>> newestFirst(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().sorted(Comparator.comparingLong((ConsumerRecord<byte[], byte[]> record) -> record.offset()).reversed()).toList();
    }

    /** What is in it and what was left out, in words. */
    public String words() {
        long cut = records.stream().filter(record -> record.valueLength() > KeptRecord.MOST_BYTES).count();
        String how = there == 0 ? "no records" : records.size() >= there ? number(records.size()) + (records.size() == 1 ? " record" : " records")
                : number(records.size()) + " of " + number(there) + " records, the newest of each partition";
        return how + (cut == 0 ? "" : ", " + number(cut) + " of them cut after " + KeptRecord.MOST_BYTES / 1024 + " KiB");
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** The last of them before given offsets, so many of each partition at most. */
    public List<ConsumerRecord<byte[], byte[]>> before(Map<TopicPartition, Long> ends, int ofEach) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        ends.forEach((partition, end) -> records.stream().filter(record -> record.at().equals(partition) && record.offset() < end)
                .sorted(Comparator.comparingLong(KeptRecord::offset).reversed()).limit(ofEach).map(KeptRecord::asRead).forEach(found::add));
        return found;
    }
}
