package dev.vitrine.app.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
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
    /** Where in a batch its length, its checksum and its first timestamp stand, and from where on it is summed. */
    private static final int LENGTH_AT = 8;
    private static final int SUM_AT = 17;
    private static final int SUMMED_FROM = 21;
    private static final int FIRST_TIME_AT = 27;

    private final String name;
    private final List<Home> homes;
    private final Pace pace;
    private final LongAdder acknowledged;
    private final Map<String, Letter> letters = new HashMap<>();
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
        super(new Wire(broker, name));
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
    Step next(long nowNanos) {
        if (nowNanos < due) {
            return new Pause(due);
        }
        // Who is late makes up for it, but for no more than a second.
        due = Math.max(due + pace.everyNanos, nowNanos - TimeUnit.SECONDS.toNanos(1));
        Letter letter = letters.computeIfAbsent(homes.get(next % homes.size()).topic, this::letter);
        for (int i = 0; i < pace.batches; i++) {
            letter.question.frame().putInt(letter.partitionsAt[i], homes.get(next++ % homes.size()).partition);
        }
        letter.stamp(System.currentTimeMillis());
        return letter.question;
    }

    /** All that it writes to a topic differs in partitions and times alone. */
    private Letter letter(String topic) {
        MemoryRecords batch = batch();
        TopicProduceData to = new TopicProduceData().setName(topic);
        for (int i = 0; i < pace.batches; i++) {
            to.partitionData().add(new PartitionProduceData().setIndex(Template.shortMark(i)).setRecords(batch));
        }
        TopicProduceDataCollection topics = new TopicProduceDataCollection();
        topics.add(to);
        Question question = Question.of(ApiKeys.PRODUCE, VERSION, new ProduceRequestData().setAcks((short) -1).setTimeoutMs(TIMEOUT_MS).setTopicData(topics), name,
                ProduceResponseData.class, answer -> {
                    check(answer);
                    acknowledged.add((long) pace.records * pace.batches);
                });
        int[] partitionsAt = IntStream.range(0, pace.batches).map(i -> Template.placeOf(question.frame(), Template.shortMark(i))).toArray();
        return new Letter(question, partitionsAt, Template.placesOf(question.frame(), Template.mark(0)));
    }

    /**
     * @param partitionsAt where in it the numbers of partitions stand
     * @param timesAt      where the first and the last timestamp of each batch do
     */
    private record Letter(Question question, int[] partitionsAt, List<Integer> timesAt) {

        void stamp(long nowMillis) {
            ByteBuffer frame = question.frame();
            timesAt.forEach(at -> frame.putLong(at, nowMillis));
            for (int i = 0; i < timesAt.size(); i += 2) {
                int begins = timesAt.get(i) - FIRST_TIME_AT;
                CRC32C sum = new CRC32C();
                sum.update(frame.slice(begins + SUMMED_FROM, LENGTH_AT + Integer.BYTES + frame.getInt(begins + LENGTH_AT) - SUMMED_FROM));
                frame.putInt(begins + SUM_AT, (int) sum.getValue());
            }
        }
    }

    /** One batch does for all partitions: the broker gives it its offsets. */
    private MemoryRecords batch() {
        long now = Template.mark(0);
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
