package dev.vitrine.engine.oracle.script;

import static dev.vitrine.engine.oracle.script.Requests.topic;

import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AddRaftVoterRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignablePartition;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignableTopic;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDir;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDirTopic;
import org.apache.kafka.common.message.DescribeLogDirsRequestData;
import org.apache.kafka.common.message.DescribeLogDirsRequestData.DescribableLogDirTopic;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersRequestData.TopicPartitions;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData.ListPartitionReassignmentsTopics;
import org.apache.kafka.common.message.RemoveRaftVoterRequestData;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData.FeatureUpdateKey;
import org.apache.kafka.common.protocol.ApiKeys;

/** Where replicas lie, who leads, the quorum, features: as one broker answers them. */
public final class ClusterScripts {

    private ClusterScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.ELECT_LEADERS, "elections", ClusterScripts::elect);
        book.each(ApiKeys.ALTER_PARTITION_REASSIGNMENTS, "reassignments", ClusterScripts::reassign);
        book.each(ApiKeys.LIST_PARTITION_REASSIGNMENTS, "none", ClusterScripts::listReassignments);
        book.each(ApiKeys.DESCRIBE_LOG_DIRS, "some", ClusterScripts::logDirs);
        book.each(ApiKeys.ALTER_REPLICA_LOG_DIRS, "elsewhere", ClusterScripts::moveLogDirs);
        book.each(ApiKeys.DESCRIBE_QUORUM, "topics", ClusterScripts::quorum);
        book.each(ApiKeys.UPDATE_FEATURES, "looking only", ClusterScripts::features);
        book.each(ApiKeys.UNREGISTER_BROKER, "unknown", ClusterScripts::unregister);
        book.each(ApiKeys.ADD_RAFT_VOTER, "refused", ClusterScripts::addVoter);
        book.each(ApiKeys.REMOVE_RAFT_VOTER, "refused", ClusterScripts::removeVoter);
    }

    private static ElectLeadersRequestData electing(int type, String topic, Integer... partitions) {
        ElectLeadersRequestData request = new ElectLeadersRequestData().setElectionType((byte) type).setTimeoutMs(30_000);
        request.topicPartitions().add(new TopicPartitions().setTopic(topic).setPartitions(Arrays.asList(partitions)));
        return request;
    }

    private static void elect(Talk talk, int version) {
        for (int type : new int[] {0, 1, 2, -1}) {
            talk.ask("kind " + type, version, electing(type, Fixture.FULL, 0, 1));
        }
        talk.ask("missing", version, electing(0, Fixture.MISSING, 0));
        talk.ask("bad partition", version, electing(0, Fixture.FULL, 9, -1));
        talk.ask("no partition", version, electing(0, Fixture.FULL));
        talk.ask("no time", version, electing(0, Fixture.FULL, 0).setTimeoutMs(0));
        talk.ask("nothing", version, new ElectLeadersRequestData().setTimeoutMs(30_000));
        talk.ask("all", version, new ElectLeadersRequestData().setTopicPartitions(null).setTimeoutMs(30_000));
    }

    /** @param replicas null to cancel */
    private static AlterPartitionReassignmentsRequestData reassigning(String topic, int partition, Integer... replicas) {
        return new AlterPartitionReassignmentsRequestData().setTimeoutMs(30_000).setTopics(List.of(new ReassignableTopic().setName(topic).setPartitions(
                List.of(new ReassignablePartition().setPartitionIndex(partition).setReplicas(replicas == null ? null : Arrays.asList(replicas))))));
    }

    private static void reassign(Talk talk, int version) {
        String topic = topic(talk, "topic", 1);
        talk.ask("where it is", version, reassigning(topic, 0, 1));
        talk.ask("unknown broker", version, reassigning(topic, 0, 2));
        talk.ask("two replicas", version, reassigning(topic, 0, 1, 2));
        talk.ask("the same twice", version, reassigning(topic, 0, 1, 1));
        talk.ask("none", version, reassigning(topic, 0));
        talk.ask("negative", version, reassigning(topic, 0, -1));
        talk.ask("cancels nothing", version, reassigning(topic, 0, (Integer[]) null));
        talk.ask("missing", version, reassigning(Fixture.MISSING, 0, 1));
        talk.ask("bad partition", version, reassigning(topic, 5, 1));
        talk.ask("cancels what is missing", version, reassigning(Fixture.MISSING, 0, (Integer[]) null));
        talk.ask("the factor stays", version, reassigning(topic, 0, 1, 2).setAllowReplicationFactorChange(false));
        talk.ask("no time", version, reassigning(topic, 0, 1).setTimeoutMs(0));
        talk.ask("nothing", version, new AlterPartitionReassignmentsRequestData().setTimeoutMs(30_000));
    }

    private static void listReassignments(Talk talk, int version) {
        talk.ask("all", version, new ListPartitionReassignmentsRequestData().setTopics(null).setTimeoutMs(30_000));
        talk.ask("nothing", version, new ListPartitionReassignmentsRequestData().setTopics(List.of()).setTimeoutMs(30_000));
        for (String topic : List.of(Fixture.FULL, Fixture.MISSING, "no such/name")) {
            talk.ask(version, new ListPartitionReassignmentsRequestData().setTimeoutMs(30_000).setTopics(List.of(
                    new ListPartitionReassignmentsTopics().setName(topic).setPartitionIndexes(List.of(0, 9)))));
        }
        talk.ask("no time", version, new ListPartitionReassignmentsRequestData().setTopics(null).setTimeoutMs(0));
    }

    private static DescribeLogDirsRequestData logDirsOf(String topic, Integer... partitions) {
        DescribeLogDirsRequestData request = new DescribeLogDirsRequestData();
        request.topics().add(new DescribableLogDirTopic().setTopic(topic).setPartitions(Arrays.asList(partitions)));
        return request;
    }

    private static void logDirs(Talk talk, int version) {
        talk.ask(version, logDirsOf(Fixture.FULL, 0, 1, 2));
        talk.ask("one", version, logDirsOf(Fixture.FULL, 0));
        talk.ask("missing", version, logDirsOf(Fixture.MISSING, 0));
        talk.ask("bad partition", version, logDirsOf(Fixture.FULL, 9, -1));
        talk.ask("nothing", version, new DescribeLogDirsRequestData());
    }

    private static void moveLogDirs(Talk talk, int version) {
        for (String path : List.of("/no/such/place", "relative", "")) {
            for (String topic : List.of(Fixture.FULL, Fixture.MISSING)) {
                AlterReplicaLogDirsRequestData request = new AlterReplicaLogDirsRequestData();
                AlterReplicaLogDir dir = new AlterReplicaLogDir().setPath(path);
                dir.topics().add(new AlterReplicaLogDirTopic().setName(topic).setPartitions(List.of(0, 9)));
                request.dirs().add(dir);
                talk.ask(version, request);
            }
        }
        talk.ask("nothing", version, new AlterReplicaLogDirsRequestData());
    }

    private static DescribeQuorumRequestData quorumOf(String topic, int partition) {
        return new DescribeQuorumRequestData().setTopics(List.of(new DescribeQuorumRequestData.TopicData().setTopicName(topic).setPartitions(
                List.of(new DescribeQuorumRequestData.PartitionData().setPartitionIndex(partition)))));
    }

    private static void quorum(Talk talk, int version) {
        talk.ask("the metadata", version, quorumOf("__cluster_metadata", 0));
        talk.ask("another partition", version, quorumOf("__cluster_metadata", 1));
        talk.ask("another topic", version, quorumOf(Fixture.FULL, 0));
        talk.ask("nothing", version, new DescribeQuorumRequestData());
    }

    private static void features(Talk talk, int version) {
        for (String feature : List.of("metadata.version", "kraft.version", "group.version", "transaction.version", "no.such.feature", "")) {
            for (int level : new int[] {0, 1, 2, 30, 31, 99, -1}) {
                for (int type : new int[] {1, 2, 3, 0, 9}) {
                    UpdateFeaturesRequestData request = new UpdateFeaturesRequestData().setTimeoutMs(30_000).setValidateOnly(true);
                    request.featureUpdates().add(new FeatureUpdateKey().setFeature(feature).setMaxVersionLevel((short) level)
                            .setUpgradeType((byte) type).setAllowDowngrade(type > 1));
                    if (version > 0) {
                        talk.ask(version, request);
                    }
                }
            }
        }
        talk.ask("nothing", version, new UpdateFeaturesRequestData().setTimeoutMs(30_000).setValidateOnly(true));
    }

    private static void unregister(Talk talk, int version) {
        for (int broker : new int[] {2, -1, Integer.MAX_VALUE}) {
            talk.ask(version, new UnregisterBrokerRequestData().setBrokerId(broker));
        }
    }

    private static void addVoter(Talk talk, int version) {
        talk.ask("another cluster", version, new AddRaftVoterRequestData().setClusterId("another").setVoterId(2).setTimeoutMs(1_000)
                .setVoterDirectoryId(Fixture.MISSING_ID));
        talk.ask("no listener", version, new AddRaftVoterRequestData().setClusterId(null).setVoterId(2).setTimeoutMs(1_000)
                .setVoterDirectoryId(Fixture.MISSING_ID));
        talk.ask("negative", version, new AddRaftVoterRequestData().setClusterId(null).setVoterId(-1).setTimeoutMs(1_000)
                .setVoterDirectoryId(Uuid.ZERO_UUID));
        talk.ask("one that votes", version, withListener("CONTROLLER", new AddRaftVoterRequestData().setClusterId(null).setVoterId(1)
                .setTimeoutMs(1_000).setVoterDirectoryId(ownFolder(talk))));
        talk.ask("another folder of one that votes", version, withListener("CONTROLLER", new AddRaftVoterRequestData().setClusterId(null)
                .setVoterId(1).setTimeoutMs(1_000).setVoterDirectoryId(Fixture.MISSING_ID)));
        talk.ask("another listener", version, withListener("PLAINTEXT", new AddRaftVoterRequestData().setClusterId(null).setVoterId(2)
                .setTimeoutMs(1_000).setVoterDirectoryId(Fixture.MISSING_ID)));
        talk.ask("nobody there", version, withListener("CONTROLLER", new AddRaftVoterRequestData().setClusterId(null).setVoterId(2)
                .setTimeoutMs(1_000).setVoterDirectoryId(Fixture.MISSING_ID)));
    }

    private static AddRaftVoterRequestData withListener(String name, AddRaftVoterRequestData request) {
        request.listeners().add(new AddRaftVoterRequestData.Listener().setName(name).setHost("localhost").setPort(1));
        return request;
    }

    /** The folder that the one voter votes with. */
    private static Uuid ownFolder(Talk talk) {
        DescribeQuorumResponseData quorum = talk.ask("who votes", 2, quorumOf("__cluster_metadata", 0));
        return quorum.topics().getFirst().partitions().getFirst().currentVoters().getFirst().replicaDirectoryId();
    }

    private static void removeVoter(Talk talk, int version) {
        talk.ask("another cluster", version, new RemoveRaftVoterRequestData().setClusterId("another").setVoterId(2)
                .setVoterDirectoryId(Fixture.MISSING_ID));
        talk.ask("unknown", version, new RemoveRaftVoterRequestData().setClusterId(null).setVoterId(2).setVoterDirectoryId(Fixture.MISSING_ID));
        talk.ask("negative", version, new RemoveRaftVoterRequestData().setClusterId(null).setVoterId(-1).setVoterDirectoryId(Uuid.ZERO_UUID));
        talk.ask("another folder", version, new RemoveRaftVoterRequestData().setClusterId(null).setVoterId(1).setVoterDirectoryId(Fixture.MISSING_ID));
        talk.ask("the last one", version, new RemoveRaftVoterRequestData().setClusterId(null).setVoterId(1).setVoterDirectoryId(ownFolder(talk)));
    }
}
