package dev.vitrine.engine.quorum;

import dev.vitrine.engine.link.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.ReplicaState;
import org.apache.kafka.common.protocol.Errors;

/** The quorum as its leader sees it, in the words of DescribeQuorum. In the mailbox. */
final class Description {

    private static final short VERSION = 2;
    private static final long OBSERVER_FORGOTTEN_MS = 300_000; // Kafka's own, no setting

    private final Core core;
    private final Progress progress;
    private final long now;

    private Description(Core core, Progress progress) {
        this.core = core;
        this.progress = progress;
        this.now = core.around().now();
    }

    static Question question() {
        DescribeQuorumRequestData.TopicData topic = new DescribeQuorumRequestData.TopicData()
                .setTopicName(Topic.CLUSTER_METADATA_TOPIC_NAME)
                .setPartitions(List.of(new DescribeQuorumRequestData.PartitionData().setPartitionIndex(0)));
        return new Question(new DescribeQuorumRequestData().setTopics(List.of(topic)), VERSION);
    }

    static DescribeQuorumResponseData answer(Core core) {
        DescribeQuorumResponseData.PartitionData partition = core.raft().role() instanceof Role.Leader leader
                ? new Description(core, leader.progress()).partition()
                : new DescribeQuorumResponseData.PartitionData().setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code())
                        .setErrorMessage(Errors.NOT_LEADER_OR_FOLLOWER.message());
        return new DescribeQuorumResponseData().setTopics(List.of(new DescribeQuorumResponseData.TopicData()
                .setTopicName(Topic.CLUSTER_METADATA_TOPIC_NAME).setPartitions(List.of(partition))));
    }

    /** Empty where who was asked does not lead. */
    static Optional<DescribeQuorumResponseData.PartitionData> of(DescribeQuorumResponseData answer) {
        return answer.topics().stream().flatMap(topic -> topic.partitions().stream())
                .filter(partition -> partition.errorCode() == Errors.NONE.code()).findFirst();
    }

    private DescribeQuorumResponseData.PartitionData partition() {
        Voters voters = core.log().voters();
        progress.forgetSilent(voters, now - OBSERVER_FORGOTTEN_MS);
        List<ReplicaState> voting = new ArrayList<>();
        voters.directories().forEach((id, directory) -> {
            ReplicaKey voter = new ReplicaKey(id, directory);
            voting.add(voter.equals(core.self()) ? self() : progress.of(voter).map(this::state)
                    .orElseGet(() -> state(new Progress.Copy(voter, -1, Long.MIN_VALUE, OptionalLong.empty(), 0))));
        });
        return new DescribeQuorumResponseData.PartitionData()
                .setPartitionIndex(0)
                .setLeaderId(core.self().id())
                .setLeaderEpoch(core.raft().epoch())
                .setHighWatermark(core.committed().highWatermark())
                .setCurrentVoters(voting)
                .setObservers(progress.all().stream().filter(copy -> !voters.contains(copy.replica())).map(this::state).toList());
    }

    private ReplicaState self() {
        return state(new Progress.Copy(core.self(), core.log().end().offset(), now, OptionalLong.of(now), 0));
    }

    private ReplicaState state(Progress.Copy copy) {
        return new ReplicaState()
                .setReplicaId(copy.replica().id())
                .setReplicaDirectoryId(copy.replica().directory())
                .setLogEndOffset(copy.endOffset())
                .setLastFetchTimestamp(copy.fetchedAt() == Long.MIN_VALUE ? -1 : wall(copy.fetchedAt()))
                .setLastCaughtUpTimestamp(copy.caughtUpAt().isPresent() ? wall(copy.caughtUpAt().getAsLong()) : -1);
    }

    private long wall(long monotonic) {
        return core.around().clock().millis() - (now - monotonic);
    }
}
