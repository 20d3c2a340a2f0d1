package dev.vitrine.app.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** A producer with acks=all: every so often a batch for each of the next few partitions, in turn. One request is under way at a time. */
final class Writer extends Program {

    private static final int VERSION = 12;
    private static final int TIMEOUT_MS = 30_000;

    private final Wire wire;
    private final String name;
    private final List<Home> homes;
    private final Pace pace;
    private final LongAdder acknowledged;
    private int next;
    private long due = System.nanoTime();

    /** A partition to write to. */
    record Home(String topic, int partition) {}

    /**
     * How much it writes.
     *
     * @param records    in a batch
     * @param batches    in a request, each for another partition
     * @param everyNanos from one request to the next; 0: as soon as the last is answered
     */
    record Pace(int records, int batches, long everyNanos) {}

    /** @param first where in {@code homes} it begins; @param acknowledged counts records */
    Writer(InetSocketAddress broker, String name, List<Home> homes, int first, Pace pace, LongAdder acknowledged) throws IOException {
        this.wire = new Wire(broker, name);
        this.name = name;
        this.homes = homes;
        this.next = first;
        this.pace = pace;
        this.acknowledged = acknowledged;
    }

    @Override
    String name() {
        return name;
    }

    @Override
    void round() throws IOException {
        await(due);
        // Who is late makes up for it, but for no more than a second.
        due = Math.max(due + pace.everyNanos, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
        MemoryRecords batch = batch();
        TopicProduceDataCollection topics = new TopicProduceDataCollection();
        for (int i = 0; i < pace.batches; i++) {
            Home home = homes.get(next++ % homes.size());
            TopicProduceData topic = topics.find(home.topic, Uuid.ZERO_UUID);
            if (topic == null) {
                topic = new TopicProduceData().setName(home.topic);
                topics.add(topic);
            }
            topic.partitionData().add(new PartitionProduceData().setIndex(home.partition).setRecords(batch));
        }
        check(wire.ask(ApiKeys.PRODUCE, VERSION, new ProduceRequestData().setAcks((short) -1).setTimeoutMs(TIMEOUT_MS).setTopicData(topics), ProduceResponseData.class));
        acknowledged.add((long) pace.records * pace.batches);
    }

    /** One batch does for all partitions of a request: the broker gives it its offsets. */
    private MemoryRecords batch() {
        long now = System.currentTimeMillis();
        return MemoryRecords.withRecords(Compression.NONE, IntStream.range(0, pace.records)
                .mapToObj(i -> new SimpleRecord(now, text("customer-" + (next + i) % 400), text("{\"order\":" + (next + i) + ",\"cents\":1999,\"note\":\"as every week, two loaves and a pound of butter\"}")))
                .toArray(SimpleRecord[]::new));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void check(ProduceResponseData answer) throws IOException {
        for (var topic : answer.responses()) {
            for (var partition : topic.partitionResponses()) {
                if (partition.errorCode() != Errors.NONE.code()) {
                    throw new IOException(topic.name() + "-" + partition.index() + ": " + Errors.forCode(partition.errorCode()));
                }
            }
        }
    }
}
