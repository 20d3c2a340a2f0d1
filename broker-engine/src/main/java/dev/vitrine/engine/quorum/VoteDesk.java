package dev.vitrine.engine.quorum;

import java.util.List;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.BeginQuorumEpochRequestData;
import org.apache.kafka.common.message.BeginQuorumEpochResponseData;
import org.apache.kafka.common.message.EndQuorumEpochRequestData;
import org.apache.kafka.common.message.EndQuorumEpochResponseData;
import org.apache.kafka.common.message.VoteRequestData;
import org.apache.kafka.common.message.VoteResponseData;
import org.apache.kafka.common.protocol.Errors;

/** Answers what others ask about elections. In the mailbox, within a step. */
final class VoteDesk {

    private final Core core;

    VoteDesk(Core core) {
        this.core = core;
    }

    /** Hears of each real vote and pre-vote that it decided. */
    interface Told {
        void decided(VoteQuestion question, boolean granted);
    }

    VoteResponseData vote(VoteRequestData request, Told told) {
        if (another(request.clusterId()) || request.topics().size() != 1) {
            return new VoteResponseData().setErrorCode(wrong(request.clusterId()).code());
        }
        VoteRequestData.PartitionData asked = request.topics().getFirst().partitions().getFirst();
        VoteQuestion question = new VoteQuestion(new ReplicaKey(asked.replicaId(), asked.replicaDirectoryId()), asked.replicaEpoch(),
                asked.preVote(), new LogPosition(asked.lastOffset(), asked.lastOffsetEpoch()));
        Errors error = Errors.NONE;
        boolean granted = false;
        if (!new ReplicaKey(request.voterId(), asked.voterDirectoryId()).equals(core.self())) {
            error = Errors.INVALID_VOTER_KEY;
        } else if (question.epoch() < core.raft().epoch()) {
            error = Errors.FENCED_LEADER_EPOCH;
        } else {
            granted = core.raft().asked(question, core.around().now());
            told.decided(question, granted);
        }
        return new VoteResponseData().setTopics(List.of(new VoteResponseData.TopicData()
                .setTopicName(Topic.CLUSTER_METADATA_TOPIC_NAME)
                .setPartitions(List.of(new VoteResponseData.PartitionData()
                        .setErrorCode(error.code())
                        .setLeaderId(core.raft().leader().orElse(Messages.NOBODY))
                        .setLeaderEpoch(core.raft().epoch())
                        .setVoteGranted(granted)))));
    }

    BeginQuorumEpochResponseData begin(BeginQuorumEpochRequestData request) {
        if (another(request.clusterId()) || request.topics().size() != 1) {
            return new BeginQuorumEpochResponseData().setErrorCode(wrong(request.clusterId()).code());
        }
        BeginQuorumEpochRequestData.PartitionData asked = request.topics().getFirst().partitions().getFirst();
        Errors error = asked.leaderEpoch() < core.raft().epoch() ? Errors.FENCED_LEADER_EPOCH : Errors.NONE;
        if (error == Errors.NONE) {
            core.raft().begun(asked.leaderEpoch(), asked.leaderId(), core.around().now());
        }
        return new BeginQuorumEpochResponseData().setTopics(List.of(new BeginQuorumEpochResponseData.TopicData()
                .setTopicName(Topic.CLUSTER_METADATA_TOPIC_NAME)
                .setPartitions(List.of(new BeginQuorumEpochResponseData.PartitionData()
                        .setErrorCode(error.code())
                        .setLeaderId(core.raft().leader().orElse(Messages.NOBODY))
                        .setLeaderEpoch(core.raft().epoch())))));
    }

    EndQuorumEpochResponseData end(EndQuorumEpochRequestData request) {
        if (another(request.clusterId()) || request.topics().size() != 1) {
            return new EndQuorumEpochResponseData().setErrorCode(wrong(request.clusterId()).code());
        }
        EndQuorumEpochRequestData.PartitionData asked = request.topics().getFirst().partitions().getFirst();
        Errors error = asked.leaderEpoch() < core.raft().epoch() ? Errors.FENCED_LEADER_EPOCH : Errors.NONE;
        if (error == Errors.NONE) {
            List<Integer> successors = asked.preferredCandidates().stream()
                    .map(EndQuorumEpochRequestData.ReplicaInfo::candidateId).toList();
            core.raft().ended(asked.leaderEpoch(), asked.leaderId(), successors, core.around().now());
        }
        return new EndQuorumEpochResponseData().setTopics(List.of(new EndQuorumEpochResponseData.TopicData()
                .setTopicName(Topic.CLUSTER_METADATA_TOPIC_NAME)
                .setPartitions(List.of(new EndQuorumEpochResponseData.PartitionData()
                        .setErrorCode(error.code())
                        .setLeaderId(core.raft().leader().orElse(Messages.NOBODY))
                        .setLeaderEpoch(core.raft().epoch())))));
    }

    private boolean another(String clusterId) {
        return clusterId != null && !clusterId.equals(core.clusterId());
    }

    private Errors wrong(String clusterId) {
        return another(clusterId) ? Errors.INCONSISTENT_CLUSTER_ID : Errors.INVALID_REQUEST;
    }
}
