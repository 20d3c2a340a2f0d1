package dev.vitrine.engine.oracle.script;

import static dev.vitrine.engine.oracle.script.Requests.produce;
import static dev.vitrine.engine.oracle.script.Requests.topic;

import dev.vitrine.engine.oracle.Batches;
import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopic;
import org.apache.kafka.common.protocol.ApiKeys;

/** Where a log begins, ends and is at a time: ListOffsets, OffsetForLeaderEpoch, DeleteRecords. */
public final class OffsetScripts {

    private OffsetScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.LIST_OFFSETS, "times", OffsetScripts::times);
        book.each(ApiKeys.LIST_OFFSETS, "partitions and epochs", OffsetScripts::partitions);
        book.each(ApiKeys.OFFSET_FOR_LEADER_EPOCH, "epochs", OffsetScripts::epochs);
        book.each(ApiKeys.DELETE_RECORDS, "the beginning moves", OffsetScripts::deleteRecords);
    }

    private static ListOffsetsPartition time(int partition, long timestamp) {
        return new ListOffsetsPartition().setPartitionIndex(partition).setTimestamp(timestamp).setCurrentLeaderEpoch(-1);
    }

    private static ListOffsetsRequestData list(String topic, ListOffsetsPartition... partitions) {
        return new ListOffsetsRequestData().setReplicaId(-1)
                .setTopics(List.of(new ListOffsetsTopic().setName(topic).setPartitions(Arrays.asList(partitions))));
    }

    private static void times(Talk talk, int version) {
        long[] times = {-1, -2, -3, -4, -5, -6, -7, 0, Batches.THEN - 1, Batches.THEN, Batches.THEN + 4, Batches.THEN + 9, Batches.THEN + 10,
            Long.MAX_VALUE, Long.MIN_VALUE};
        for (long time : times) {
            talk.ask("records", version, list(Fixture.FULL, time(0, time)));
            talk.ask("no records", version, list(Fixture.EMPTY, time(0, time)));
        }
        talk.ask("several", version, list(Fixture.FULL, time(2, -1), time(0, -2), time(1, Batches.THEN)));
        talk.ask("with a limit", version, list(Fixture.FULL, time(0, -1)).setTimeoutMs(100));
        for (int isolation : new int[] {0, 1, 2, -1}) {
            talk.ask("isolation", version, list(Fixture.FULL, time(0, -1)).setIsolationLevel((byte) isolation));
        }
    }

    private static void partitions(Talk talk, int version) {
        talk.ask(version, list(Fixture.MISSING, time(0, -1)));
        talk.ask(version, list("no such/name", time(0, -1)));
        talk.ask(version, list("", time(0, -1)));
        for (int partition : new int[] {3, -1, Integer.MAX_VALUE}) {
            talk.ask(version, list(Fixture.FULL, time(partition, -1)));
        }
        talk.ask("twice", version, list(Fixture.FULL, time(0, -1), time(0, -2)));
        talk.ask("none", version, list(Fixture.FULL));
        for (int epoch : new int[] {-1, 0, 1, -2, Integer.MAX_VALUE}) {
            talk.ask("epoch " + epoch, version, list(Fixture.FULL, time(0, -1).setCurrentLeaderEpoch(epoch)));
        }
        for (int replica : new int[] {-1, -2, -3, 0, 1, 7}) {
            talk.ask("replica " + replica, version, list(Fixture.FULL, time(0, -1)).setReplicaId(replica));
        }
        talk.ask("nothing", version, new ListOffsetsRequestData().setReplicaId(-1));
    }

    private static void epochs(Talk talk, int version) {
        for (int epoch : new int[] {-1, 0, 1, 2, 100, -2, Integer.MAX_VALUE}) {
            talk.ask("epoch " + epoch, version, ofEpoch(Fixture.FULL, 0, -1, epoch));
            talk.ask("current epoch " + epoch, version, ofEpoch(Fixture.FULL, 0, epoch, 0));
            talk.ask("of nothing, epoch " + epoch, version, ofEpoch(Fixture.EMPTY, 0, -1, epoch));
        }
        talk.ask(version, ofEpoch(Fixture.FULL, 3, -1, 0));
        talk.ask(version, ofEpoch(Fixture.FULL, -1, -1, 0));
        talk.ask(version, ofEpoch(Fixture.MISSING, 0, -1, 0));
        talk.ask(version, ofEpoch("no such/name", 0, -1, 0));
        talk.ask("replica", version, ofEpoch(Fixture.FULL, 0, -1, 0).setReplicaId(1));
        talk.ask("nothing", version, new OffsetForLeaderEpochRequestData());
    }

    private static OffsetForLeaderEpochRequestData ofEpoch(String topic, int partition, int current, int epoch) {
        OffsetForLeaderEpochRequestData request = new OffsetForLeaderEpochRequestData().setReplicaId(-2);
        request.topics().add(new OffsetForLeaderTopic().setTopic(topic).setPartitions(List.of(
                new OffsetForLeaderPartition().setPartition(partition).setCurrentLeaderEpoch(current).setLeaderEpoch(epoch))));
        return request;
    }

    private static DeleteRecordsRequestData delete(String topic, int partition, long offset) {
        return new DeleteRecordsRequestData().setTimeoutMs(30_000).setTopics(List.of(new DeleteRecordsTopic().setName(topic)
                .setPartitions(List.of(new DeleteRecordsPartition().setPartitionIndex(partition).setOffset(offset)))));
    }

    private static void deleteRecords(Talk talk, int version) {
        String topic = topic(talk, "shrinking", 2);
        talk.ask(produce(talk, topic, 0, Batches.plain(5)));
        talk.ask(produce(talk, topic, 0, Batches.plain(5)));
        for (long offset : new long[] {0, 3, 2, 10, 11, -1, -2, Long.MAX_VALUE, Long.MIN_VALUE}) {
            talk.ask(version, delete(topic, 0, offset));
            talk.ask("begins now", 11, list(topic, time(0, -2)));
        }
        talk.ask("of nothing", version, delete(topic, 1, -1));
        talk.ask("of nothing", version, delete(topic, 1, 0));
        talk.ask("missing", version, delete(Fixture.MISSING, 0, 0));
        talk.ask("bad partition", version, delete(topic, 2, 0));
        talk.ask("bad partition", version, delete(topic, -1, 0));
        talk.ask("bad name", version, delete("no such/name", 0, 0));
        talk.ask("internal", version, delete("__consumer_offsets", 0, 0));
        talk.ask("no time", version, delete(topic, 0, -1).setTimeoutMs(0));
        talk.ask("nothing", version, new DeleteRecordsRequestData().setTimeoutMs(1000));
        String compacted = topic(talk, "compacted", 1, "cleanup.policy", "compact");
        talk.ask("compacted", version, delete(compacted, 0, 0));
        talk.ask("reads below the beginning", 17, Requests.fetch(Requests.from(talk, topic, Requests.at(0, 0))));
    }
}
