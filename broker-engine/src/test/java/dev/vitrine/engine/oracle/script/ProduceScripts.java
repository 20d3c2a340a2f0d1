package dev.vitrine.engine.oracle.script;

import static dev.vitrine.engine.oracle.script.Requests.ALL;
import static dev.vitrine.engine.oracle.script.Requests.at;
import static dev.vitrine.engine.oracle.script.Requests.fetch;
import static dev.vitrine.engine.oracle.script.Requests.from;
import static dev.vitrine.engine.oracle.script.Requests.produce;
import static dev.vitrine.engine.oracle.script.Requests.records;
import static dev.vitrine.engine.oracle.script.Requests.topic;

import dev.vitrine.engine.oracle.Batches;
import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Writing: batches good and bad, idempotent producers. */
public final class ProduceScripts {

    private static final int CRC = 17;
    private static final int MAGIC = 16;
    private static final int ATTRIBUTES = 22;
    private static final int LAST_OFFSET_DELTA = 26;
    private static final int BASE_OFFSET = 7;
    private static final int COUNT = 60;

    private ProduceScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.PRODUCE, "good batches", ProduceScripts::good);
        book.each(ApiKeys.PRODUCE, "named twice", ProduceScripts::twice);
        book.each(ApiKeys.PRODUCE, "where it can't go", ProduceScripts::nowhere);
        book.each(ApiKeys.PRODUCE, "batches that are wrong", ProduceScripts::wrongBatches);
        book.each(ApiKeys.PRODUCE, "acks", ProduceScripts::acks);
        book.each(ApiKeys.PRODUCE, "topics with rules", ProduceScripts::rules);
        book.each(ApiKeys.PRODUCE, "idempotent", ProduceScripts::idempotent);
        book.each(ApiKeys.PRODUCE, "idempotent, epochs", ProduceScripts::epochs);
        book.each(ApiKeys.INIT_PRODUCER_ID, "without transactions", ProduceScripts::producerIds);
    }

    private static void good(Talk talk, int version) {
        String topic = topic(talk, "good", 2);
        talk.ask(version, produce(talk, topic, 0, Batches.plain(1)));
        talk.ask(version, produce(talk, topic, 0, Batches.plain(5)));
        talk.ask(version, produce(1, records(talk, topic, 1, Batches.plain(3))));
        for (String codec : List.of("gzip", "snappy", "lz4", "zstd")) {
            talk.ask(codec, version, produce(talk, topic, 0, Batches.compressed(codec, 4)));
        }
        talk.ask("both partitions", version, produce(ALL, new TopicProduceData().setName(topic).setTopicId(talk.topicId(topic)).setPartitionData(List.of(
                new PartitionProduceData().setIndex(0).setRecords(Batches.plain(2)),
                new PartitionProduceData().setIndex(1).setRecords(Batches.plain(2))))));
        talk.ask("no topic at all", version, produce(ALL));
        talk.ask("what is there now", 17, fetch(from(talk, topic, at(0, 0), at(1, 0))));
    }

    private static void twice(Talk talk, int version) {
        String topic = topic(talk, "twice", 2);
        talk.ask("a partition", version, produce(ALL, partitions(talk, topic, batch(0, 1), batch(0, 3))));
        talk.ask("a topic", version, produce(ALL, partitions(talk, topic, batch(0, 1)), partitions(talk, topic, batch(1, 2), batch(0, 2))));
        talk.ask("a missing topic", version, produce(ALL, records(Fixture.MISSING, Fixture.MISSING_ID, 0, Batches.plain(1)),
                records(Fixture.MISSING, Fixture.MISSING_ID, 0, Batches.plain(1)), records(Fixture.MISSING, Fixture.MISSING_ID, 1, Batches.plain(1))));
        talk.ask("a missing partition", version, produce(ALL, partitions(talk, topic, batch(7, 1), batch(7, 1))));
        talk.ask("neither acks", version, produce(5, partitions(talk, topic, batch(0, 1), batch(0, 3))));
        talk.ask("no partitions", version, produce(ALL, partitions(talk, topic), partitions(talk, topic, batch(1, 1))));
        talk.ask("a batch, then none", version, produce(ALL, partitions(talk, topic, batch(0, 4), noBatch(0))));
        talk.ask("none, then a batch", version, produce(ALL, partitions(talk, topic, noBatch(0), batch(0, 5))));
        talk.ask("two batches about one that is none", version, produce(ALL, partitions(talk, topic, batch(1, 2), noBatch(1), batch(1, 3))));
        talk.ask("none twice", version, produce(ALL, partitions(talk, topic, noBatch(0), noBatch(0))));
        talk.ask("none, and no such partition", version, produce(ALL, partitions(talk, topic, noBatch(7))));
        talk.ask("what is there now", 17, fetch(from(talk, topic, at(0, 0), at(1, 0))));
    }

    private static TopicProduceData partitions(Talk talk, String topic, PartitionProduceData... partitions) {
        return new TopicProduceData().setName(topic).setTopicId(talk.topicId(topic)).setPartitionData(List.of(partitions));
    }

    private static PartitionProduceData batch(int partition, int count) {
        return new PartitionProduceData().setIndex(partition).setRecords(Batches.plain(count));
    }

    private static PartitionProduceData noBatch(int partition) {
        return new PartitionProduceData().setIndex(partition).setRecords(MemoryRecords.EMPTY);
    }

    private static void nowhere(Talk talk, int version) {
        String topic = topic(talk, "somewhere", 1);
        talk.ask("missing topic", version, produce(ALL, records(Fixture.MISSING, Fixture.MISSING_ID, 0, Batches.plain(1))));
        talk.ask("zero id", version, produce(ALL, records("", Uuid.ZERO_UUID, 0, Batches.plain(1))));
        talk.ask("a name no topic may have", version, produce(ALL, records("no such/name", Fixture.MISSING_ID, 0, Batches.plain(1))));
        for (int partition : new int[] {1, 100, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            talk.ask(version, produce(talk, topic, partition, Batches.plain(1)));
        }
        talk.ask("one good, one missing", version, produce(ALL, records(talk, topic, 0, Batches.plain(1)),
                records(Fixture.MISSING, Fixture.MISSING_ID, 0, Batches.plain(1))));
        talk.ask("one good, one bad partition", version, produce(ALL,
                new TopicProduceData().setName(topic).setTopicId(talk.topicId(topic)).setPartitionData(List.of(
                        new PartitionProduceData().setIndex(7).setRecords(Batches.plain(1)),
                        new PartitionProduceData().setIndex(0).setRecords(Batches.plain(1))))));
        talk.ask("the offsets topic", version, produce(talk, "__consumer_offsets", 0, Batches.plain(1)));
        talk.ask("what is there now", 17, fetch(from(talk, topic, at(0, 0))));
    }

    private static void wrongBatches(Talk talk, int version) {
        String topic = topic(talk, "wrong", 1);
        MemoryRecords one = Batches.plain(1);
        byte[] bytes = Batches.bytes(one);
        talk.ask("no bytes", version, produce(talk, topic, 0, MemoryRecords.EMPTY));
        talk.ask("a batch without records", version, produce(talk, topic, 0, BadBatches.withoutRecords()));
        talk.ask("crc", version, produce(talk, topic, 0, Batches.with(one, CRC, 1)));
        talk.ask("last byte", version, produce(talk, topic, 0, Batches.with(one, bytes.length - 1, 7)));
        talk.ask("magic 3", version, produce(talk, topic, 0, Batches.with(one, MAGIC, 3)));
        talk.ask("count", version, produce(talk, topic, 0, Batches.with(one, COUNT, 9)));
        talk.ask("attributes without crc", version, produce(talk, topic, 0, Batches.with(one, ATTRIBUTES, 0x20)));
        talk.ask("base offset 5", version, produce(talk, topic, 0, Batches.with(one, BASE_OFFSET, 5)));
        talk.ask("cut off", version, produce(talk, topic, 0, MemoryRecords.readableRecords(ByteBuffer.wrap(bytes, 0, bytes.length - 3))));
        talk.ask("only a piece of a header", version, produce(talk, topic, 0, MemoryRecords.readableRecords(ByteBuffer.wrap(bytes, 0, 8))));
        talk.ask("two batches", version, produce(talk, topic, 0, twoBatches(bytes)));
        talk.ask("magic 1", version, produce(talk, topic, 0, MemoryRecords.withRecords((byte) 1, Compression.NONE, Batches.records(1))));
        talk.ask("magic 0", version, produce(talk, topic, 0, MemoryRecords.withRecords((byte) 0, Compression.NONE, Batches.records(1))));
        talk.ask("control", version, produce(talk, topic, 0, BadBatches.attributes(one, 0x20)));
        talk.ask("transactional without an id", version, produce(talk, topic, 0, BadBatches.attributes(one, 0x10)));
        talk.ask("compression 5", version, produce(talk, topic, 0, BadBatches.attributes(one, 5)));
        talk.ask("gzip that isn't", version, produce(talk, topic, 0, BadBatches.attributes(one, 1)));
        talk.ask("zstd that isn't", version, produce(talk, topic, 0, BadBatches.attributes(one, 4)));
        talk.ask("last offset delta", version, produce(talk, topic, 0, BadBatches.sealed(one, LAST_OFFSET_DELTA, 9)));
        talk.ask("more records said than there are", version, produce(talk, topic, 0, BadBatches.sealed(one, COUNT, 2)));
        talk.ask("fewer records said than there are", version, produce(talk, topic, 0, BadBatches.sealed(Batches.plain(3), COUNT, 2)));
        talk.ask("a record's size", version, produce(talk, topic, 0, BadBatches.sealed(one, COUNT + 1, 0x7e)));
        talk.ask("a key's size", version, produce(talk, topic, 0, BadBatches.sealed(one, COUNT + 5, 0x7e)));
        talk.ask("what is there now", 17, fetch(from(talk, topic, at(0, 0))));
    }

    private static MemoryRecords twoBatches(byte[] one) {
        return MemoryRecords.readableRecords(ByteBuffer.allocate(2 * one.length).put(one).put(one).flip());
    }

    private static void acks(Talk talk, int version) {
        String topic = topic(talk, "acks", 1);
        talk.line().tell(version, produce(0, records(talk, topic, 0, Batches.plain(1))));
        talk.ask(version, produce(1, records(talk, topic, 0, Batches.plain(1))));
        for (int acks : new int[] {2, -2, 100, Short.MAX_VALUE, Short.MIN_VALUE}) {
            talk.ask(version, produce(acks, records(talk, topic, 0, Batches.plain(1))));
        }
        talk.ask("no time", version, produce(ALL, records(talk, topic, 0, Batches.plain(1))).setTimeoutMs(0));
        talk.ask("negative time", version, produce(ALL, records(talk, topic, 0, Batches.plain(1))).setTimeoutMs(-1));
        talk.line("fails").tell(version, produce(0, records(Fixture.MISSING, Fixture.MISSING_ID, 0, Batches.plain(1))));
        talk.line("fails").leave();
        talk.line("fails too").tell(version, produce(0, records(talk, topic, 0, Batches.with(Batches.plain(1), CRC, 1))));
        talk.line("fails too").leave();
        talk.ask("what is there now", 17, fetch(from(talk, topic, at(0, 0))));
    }

    private static void rules(Talk talk, int version) {
        SimpleRecord keyless = new SimpleRecord(Batches.THEN, "value".getBytes());
        String compacted = topic(talk, "compacted", 1, "cleanup.policy", "compact");
        talk.ask("keyless", version, produce(talk, compacted, 0, MemoryRecords.withRecords(Compression.NONE, keyless)));
        talk.ask("keyless among others", version, produce(talk, compacted, 0,
                MemoryRecords.withRecords(Compression.NONE, Batches.records(1)[0], keyless, keyless)));
        String small = topic(talk, "small", 1, "max.message.bytes", "120");
        talk.ask("too large", version, produce(talk, small, 0, Batches.plain(20)));
        talk.ask("large enough", version, produce(talk, small, 0, Batches.plain(1)));
        String stamped = topic(talk, "stamped", 1, "message.timestamp.type", "LogAppendTime");
        talk.ask("stamped by the broker", version, produce(talk, stamped, 0, Batches.plain(2)));
        talk.ask("stamped, compressed", version, produce(talk, stamped, 0, Batches.compressed("gzip", 2)));
        String timely = topic(talk, "timely", 1, "message.timestamp.before.max.ms", "1000", "message.timestamp.after.max.ms", "1000");
        talk.ask("too old", version, produce(talk, timely, 0, Batches.plain(2)));
        talk.ask("too new", version, produce(talk, timely, 0,
                MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(4_000_000_000_001L, "x".getBytes()))));
        String zipped = topic(talk, "zipped", 1, "compression.type", "gzip");
        talk.ask("compressed by the broker", version, produce(talk, zipped, 0, Batches.plain(3)));
        talk.ask("compressed anew", version, produce(talk, zipped, 0, Batches.compressed("lz4", 3)));
        talk.ask("what is there now", 17, fetch(from(talk, compacted, at(0, 0)), from(talk, small, at(0, 0)), from(talk, stamped, at(0, 0)),
                from(talk, timely, at(0, 0)), from(talk, zipped, at(0, 0))));
    }

    private static long producerId(Talk talk) {
        InitProducerIdResponseData producer = talk.ask(new InitProducerIdRequestData().setTransactionalId(null).setTransactionTimeoutMs(1000));
        return producer.producerId();
    }

    private static void idempotent(Talk talk, int version) {
        String topic = topic(talk, "idempotent", 2);
        long id = producerId(talk);
        int[][] sequencesAndCounts = {{0, 1}, {1, 2}, {1, 2}, {0, 1}, {5, 1}, {3, 1}, {4, 1}, {5, 1}, {6, 1}, {7, 1}, {0, 1}, {3, 1}, {7, 2}, {6, 2}, {8, 1}};
        for (int[] each : sequencesAndCounts) {
            talk.ask("sequence " + each[0], version, produce(talk, topic, 0, Batches.idempotent(id, 0, each[0], each[1])));
        }
        talk.ask("the other partition begins anywhere", version, produce(talk, topic, 1, Batches.idempotent(id, 0, 77, 1)));
        talk.ask("and goes on", version, produce(talk, topic, 1, Batches.idempotent(id, 0, 78, 1)));
        talk.ask("a producer never heard of", version, produce(talk, topic, 0, Batches.idempotent(id + 1_000_000, 0, 0, 1)));
        talk.ask("nor of this", version, produce(talk, topic, 0, Batches.idempotent(id + 1_000_001, 3, 5, 1)));
        talk.ask("what is there now", 17, fetch(from(talk, topic, at(0, 0), at(1, 0))));
    }

    private static void epochs(Talk talk, int version) {
        String topic = topic(talk, "epochs", 1);
        long id = producerId(talk);
        int[][] epochsAndSequences = {{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}, {1, 1}, {2, 5}, {2, 0}, {1, 2}, {Short.MAX_VALUE, 0}, {2, 1}};
        for (int[] each : epochsAndSequences) {
            talk.ask("epoch " + each[0] + ", sequence " + each[1], version, produce(talk, topic, 0, Batches.idempotent(id, each[0], each[1], 1)));
        }
        String wrap = topic(talk, "wrap", 1);
        for (int sequence : new int[] {Integer.MAX_VALUE - 1, 0, 1, Integer.MAX_VALUE - 1}) {
            talk.ask("sequence " + sequence, version, produce(talk, wrap, 0, Batches.idempotent(id, 0, sequence, 2)));
        }
    }

    private static void producerIds(Talk talk, int version) {
        InitProducerIdRequestData request = new InitProducerIdRequestData().setTransactionalId(null).setTransactionTimeoutMs(1000);
        talk.ask(version, request);
        talk.ask(version, request.setTransactionTimeoutMs(0));
        talk.ask(version, request.setTransactionTimeoutMs(-1));
        talk.ask(version, request.setTransactionTimeoutMs(Integer.MAX_VALUE));
        talk.ask("with an id already", version, request.setTransactionTimeoutMs(1000).setProducerId(5).setProducerEpoch((short) 1));
        talk.ask(version, request.setProducerId(5).setProducerEpoch((short) -1));
        talk.ask(version, request.setProducerId(-1).setProducerEpoch((short) 1));
        talk.ask(version, request.setProducerId(-2).setProducerEpoch((short) -2));
        talk.ask("empty transactional id", version, new InitProducerIdRequestData().setTransactionalId("").setTransactionTimeoutMs(1000));
    }
}
