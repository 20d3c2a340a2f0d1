package dev.vitrine.engine.oracle.script;

import static dev.vitrine.engine.oracle.script.Requests.produce;
import static dev.vitrine.engine.oracle.script.Requests.topic;

import dev.vitrine.engine.oracle.Batches;
import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDir;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDirTopic;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.protocol.ApiKeys;

/** Requests that name a topic or a partition more than once. */
public final class NamedTwiceScripts {

    private static final String NAME = "named twice";

    private NamedTwiceScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.DELETE_RECORDS, NAME, NamedTwiceScripts::deleteRecords);
        book.each(ApiKeys.LIST_OFFSETS, NAME, NamedTwiceScripts::listOffsets);
        book.each(ApiKeys.OFFSET_COMMIT, NAME, NamedTwiceScripts::commit);
        book.each(ApiKeys.ALTER_REPLICA_LOG_DIRS, NAME, NamedTwiceScripts::moveLogs);
        book.each(ApiKeys.CREATE_TOPICS, NAME, NamedTwiceScripts::createTopics);
        book.each(ApiKeys.CREATE_PARTITIONS, NAME, NamedTwiceScripts::createPartitions);
        book.each(ApiKeys.DELETE_TOPICS, 6, NAME, NamedTwiceScripts::deleteTopics);
    }

    private static DeleteRecordsTopic records(String topic, int partition, long... offsets) {
        return new DeleteRecordsTopic().setName(topic).setPartitions(Arrays.stream(offsets)
                .mapToObj(offset -> new DeleteRecordsPartition().setPartitionIndex(partition).setOffset(offset)).toList());
    }

    private static void deleteRecords(Talk talk, int version) {
        String topic = topic(talk, "records", 2);
        talk.ask("set-up", 13, produce(talk, topic, 0, Batches.plain(9)));
        DeleteRecordsRequestData request = new DeleteRecordsRequestData().setTimeoutMs(30_000);
        talk.ask("a partition", version, request.setTopics(List.of(records(topic, 0, 3, 2))));
        talk.ask("a topic", version, request.setTopics(List.of(records(topic, 0, 5), records(topic, 1, 0), records(topic, 0, 4))));
        talk.ask("one that is missing", version, request.setTopics(List.of(records(Fixture.MISSING, 0, 5), records(Fixture.MISSING, 0, 4))));
    }

    private static ListOffsetsTopic offsets(String topic, Integer... partitions) {
        return new ListOffsetsTopic().setName(topic).setPartitions(Arrays.stream(partitions)
                .map(index -> new ListOffsetsPartition().setPartitionIndex(index).setCurrentLeaderEpoch(-1).setTimestamp(-1)).toList());
    }

    private static void listOffsets(Talk talk, int version) {
        ListOffsetsRequestData request = new ListOffsetsRequestData().setReplicaId(-1);
        talk.ask("a partition", version, request.setTopics(List.of(offsets(Fixture.FULL, 0, 1, 0))));
        talk.ask("a topic", version, request.setTopics(List.of(offsets(Fixture.FULL, 0), offsets(Fixture.FULL, 1, 0))));
        talk.ask("one that is missing", version, request.setTopics(List.of(offsets(Fixture.MISSING, 0, 0))));
    }

    private static OffsetCommitRequestTopic commit(String topic, Uuid id, int... partitions) {
        return new OffsetCommitRequestTopic().setName(topic).setTopicId(id).setPartitions(Arrays.stream(partitions)
                .mapToObj(index -> new OffsetCommitRequestPartition().setPartitionIndex(index).setCommittedOffset(index + 5)
                        .setCommittedLeaderEpoch(-1)).toList());
    }

    private static void commit(Talk talk, int version) {
        Uuid id = talk.topicId(Fixture.FULL);
        OffsetCommitRequestData request = new OffsetCommitRequestData().setGroupId(talk.name("group")).setGenerationIdOrMemberEpoch(-1);
        talk.ask("a partition", version, request.setTopics(List.of(commit(Fixture.FULL, id, 0, 1, 0))));
        talk.ask("a topic", version, request.setTopics(List.of(commit(Fixture.FULL, id, 0), commit(Fixture.FULL, id, 1))));
        talk.ask("a topic, some of it missing", version, request.setTopics(List.of(
                commit(Fixture.FULL, id, 0, 9), commit(Fixture.FULL, id, 1, 8), commit(Fixture.FULL, id, 2))));
        talk.ask("one that is missing", version, request.setTopics(List.of(
                commit(Fixture.MISSING, Fixture.MISSING_ID, 0), commit(Fixture.MISSING, Fixture.MISSING_ID, 1, 0))));
    }

    private static AlterReplicaLogDir moved(String path, String topic, Integer... partitions) {
        AlterReplicaLogDir dir = new AlterReplicaLogDir().setPath(path);
        dir.topics().add(new AlterReplicaLogDirTopic().setName(topic).setPartitions(List.of(partitions)));
        return dir;
    }

    private static void moveLogs(Talk talk, int version) {
        AlterReplicaLogDirsRequestData twice = new AlterReplicaLogDirsRequestData();
        twice.dirs().add(moved("/no/such/place", Fixture.FULL, 0, 0, 1));
        twice.dirs().add(moved("/another", Fixture.FULL, 0));
        talk.ask("a partition", version, twice);
        AlterReplicaLogDirsRequestData longName = new AlterReplicaLogDirsRequestData();
        longName.dirs().add(moved("/no/such/place", "n".repeat(249), 0));
        longName.dirs().add(moved("/another", "n".repeat(213), 0));
        longName.dirs().add(moved("/a/third", "n".repeat(214), 0));
        talk.ask("names that leave no room", version, longName);
    }

    private static CreateTopicsRequestData creating(String... names) {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(30_000);
        Arrays.stream(names).forEach(name -> request.topics().add(
                new CreatableTopic().setName(name).setNumPartitions(1).setReplicationFactor((short) 1)));
        return request;
    }

    private static void createTopics(Talk talk, int version) {
        String twice = talk.name("twice");
        talk.ask("a topic", version, creating(twice, talk.name("once"), twice));
        talk.ask("nothing else", version, creating(twice, twice));
        talk.ask("nothing else, and no time", version, creating(twice, twice).setTimeoutMs(0));
        talk.ask("no time", version, creating(twice, talk.name("another"), twice).setTimeoutMs(0));
    }

    private static CreatePartitionsRequestData growing(String... names) {
        CreatePartitionsRequestData request = new CreatePartitionsRequestData().setTimeoutMs(30_000);
        Arrays.stream(names).forEach(name -> request.topics().add(new CreatePartitionsTopic().setName(name).setCount(4).setAssignments(null)));
        return request;
    }

    private static void createPartitions(Talk talk, int version) {
        String topic = topic(talk, "growing", 1);
        talk.ask("no time", version, growing(topic).setTimeoutMs(0));
        talk.ask("less than no time", version, growing(topic, Fixture.MISSING).setTimeoutMs(-1));
        talk.ask("nothing, and no time", version, growing().setTimeoutMs(0));
        talk.ask("once", version, growing(topic));
    }

    private static void deleteTopics(Talk talk, int version) {
        String topic = topic(talk, "doomed", 1);
        DeleteTopicState byName = new DeleteTopicState().setName(topic);
        DeleteTopicState byId = new DeleteTopicState().setTopicId(talk.topicId(topic));
        DeleteTopicState both = new DeleteTopicState().setName(topic).setTopicId(talk.topicId(topic));
        DeleteTopicState neither = new DeleteTopicState();
        for (List<DeleteTopicState> topics : List.of(List.of(byName, byName), List.of(byId, byId), List.of(byName, byId), List.of(both, both),
                List.of(neither, neither), List.of(byName, byId, byId), List.of(byName, byName, byId), List.of(both, byName, neither))) {
            talk.ask(version, new DeleteTopicsRequestData().setTimeoutMs(30_000).setTopics(
                    topics.stream().map(DeleteTopicState::duplicate).toList()));
        }
    }
}
