package dev.vitrine.engine.quorum;

import dev.vitrine.engine.link.Question;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.BeginQuorumEpochRequestData;
import org.apache.kafka.common.message.EndQuorumEpochRequestData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchSnapshotRequestData;
import org.apache.kafka.common.message.VoteRequestData;

/** What one replica asks another, in Kafka's messages. */
final class Messages {

    static final short VOTE = 2;
    static final short BEGIN = 1;
    static final short END = 1;
    static final short FETCH = 18;
    static final short FETCH_SNAPSHOT = 1;
    static final int NOBODY = -1;

    private final String clusterId;
    private final ReplicaKey self;

    Messages(String clusterId, ReplicaKey self) {
        this.clusterId = clusterId;
        this.self = self;
    }

    Question vote(VoteQuestion vote, ReplicaKey voter) {
        VoteRequestData.PartitionData partition = new VoteRequestData.PartitionData()
                .setReplicaId(vote.candidate().id())
                .setReplicaDirectoryId(vote.candidate().directory())
                .setReplicaEpoch(vote.epoch())
                .setVoterDirectoryId(voter.directory())
                .setLastOffset(vote.end().offset())
                .setLastOffsetEpoch(vote.end().epoch())
                .setPreVote(vote.pre());
        return new Question(new VoteRequestData().setClusterId(clusterId).setVoterId(voter.id()).setTopics(List.of(
                new VoteRequestData.TopicData().setTopicName(Topic.CLUSTER_METADATA_TOPIC_NAME).setPartitions(List.of(partition)))), VOTE);
    }

    Question begin(ReplicaKey voter, int epoch) {
        BeginQuorumEpochRequestData.PartitionData partition = new BeginQuorumEpochRequestData.PartitionData()
                .setLeaderId(self.id())
                .setLeaderEpoch(epoch)
                .setVoterDirectoryId(voter.directory());
        return new Question(new BeginQuorumEpochRequestData().setClusterId(clusterId).setVoterId(voter.id()).setTopics(List.of(
                new BeginQuorumEpochRequestData.TopicData().setTopicName(Topic.CLUSTER_METADATA_TOPIC_NAME)
                        .setPartitions(List.of(partition)))), BEGIN);
    }

    Question end(int epoch, List<Integer> successors, Voters voters) {
        EndQuorumEpochRequestData.PartitionData partition = new EndQuorumEpochRequestData.PartitionData()
                .setLeaderId(self.id())
                .setLeaderEpoch(epoch)
                .setPreferredCandidates(successors.stream().map(id -> new EndQuorumEpochRequestData.ReplicaInfo()
                        .setCandidateId(id)
                        .setCandidateDirectoryId(voters.directories().getOrDefault(id, Uuid.ZERO_UUID))).toList());
        return new Question(new EndQuorumEpochRequestData().setClusterId(clusterId).setTopics(List.of(
                new EndQuorumEpochRequestData.TopicData().setTopicName(Topic.CLUSTER_METADATA_TOPIC_NAME)
                        .setPartitions(List.of(partition)))), END);
    }

    /** @param highWatermark that this one knows: the leader answers at once where it has a later one (KIP-1166) */
    Question fetch(int epoch, LogPosition end, long highWatermark, FetchLimits limits) {
        FetchRequestData.FetchPartition partition = new FetchRequestData.FetchPartition()
                .setPartition(0)
                .setCurrentLeaderEpoch(epoch)
                .setFetchOffset(end.offset())
                .setLastFetchedEpoch(end.epoch())
                .setPartitionMaxBytes(limits.maxBytes())
                .setReplicaDirectoryId(self.directory())
                .setHighWatermark(highWatermark);
        return new Question(new FetchRequestData()
                .setClusterId(clusterId)
                .setReplicaState(new FetchRequestData.ReplicaState().setReplicaId(self.id()))
                .setMaxWaitMs(limits.maxWaitMs())
                .setMinBytes(0)
                .setMaxBytes(limits.maxBytes())
                .setTopics(List.of(new FetchRequestData.FetchTopic()
                        .setTopicId(Uuid.METADATA_TOPIC_ID).setPartitions(List.of(partition)))), FETCH);
    }

    /** How much, and how long to wait for it where there is nothing. */
    record FetchLimits(int maxBytes, int maxWaitMs) {}

    Question fetchSnapshot(int epoch, LogPosition snapshot, long position, int maxBytes) {
        FetchSnapshotRequestData.PartitionSnapshot partition = new FetchSnapshotRequestData.PartitionSnapshot()
                .setPartition(0)
                .setCurrentLeaderEpoch(epoch)
                .setSnapshotId(new FetchSnapshotRequestData.SnapshotId().setEndOffset(snapshot.offset()).setEpoch(snapshot.epoch()))
                .setPosition(position)
                .setReplicaDirectoryId(self.directory());
        return new Question(new FetchSnapshotRequestData().setClusterId(clusterId).setReplicaId(self.id()).setMaxBytes(maxBytes).setTopics(
                List.of(new FetchSnapshotRequestData.TopicSnapshot().setName(Topic.CLUSTER_METADATA_TOPIC_NAME)
                        .setPartitions(List.of(partition)))), FETCH_SNAPSHOT);
    }

    /** Kafka's −1 for nobody. */
    static OptionalInt leader(int id) {
        return id == NOBODY ? OptionalInt.empty() : OptionalInt.of(id);
    }
}
