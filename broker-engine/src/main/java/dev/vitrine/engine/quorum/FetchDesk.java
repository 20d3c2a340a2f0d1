package dev.vitrine.engine.quorum;

import dev.vitrine.engine.quorum.RaftLog.Standing;
import dev.vitrine.engine.time.Scheduler.Timer;
import dev.vitrine.engine.wire.QuorumRecords;
import dev.vitrine.engine.wire.RecordBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchSnapshotRequestData;
import org.apache.kafka.common.message.FetchSnapshotResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Gives followers what they ask for. A fetch is news as well: what it asks for, it has all before of. One that finds nothing new waits, for its time or
 * until there is something: more records, or more of them committed.
 */
final class FetchDesk {

    private final Core core;
    private final List<Waiting> waiting = new ArrayList<>();

    FetchDesk(Core core) {
        this.core = core;
    }

    private record Waiting(FetchPartition asked, Consumer<FetchResponseData> answer, Timer timer) {}

    /** Within a step. @param answer is told once, now or later */
    void fetch(FetchRequestData request, Consumer<FetchResponseData> answer) {
        Optional<FetchPartition> asked = partition(request);
        if (request.clusterId() != null && !request.clusterId().equals(core.clusterId())) {
            answer.accept(new FetchResponseData().setErrorCode(Errors.INCONSISTENT_CLUSTER_ID.code()));
            return;
        }
        if (asked.isEmpty()) {
            answer.accept(new FetchResponseData().setErrorCode(Errors.INVALID_REQUEST.code()));
            return;
        }
        Optional<FetchResponseData> now = attempt(request.replicaState().replicaId(), asked.get(), request.maxWaitMs() <= 0);
        if (now.isPresent()) {
            answer.accept(now.get());
        } else {
            park(asked.get(), answer, request.maxWaitMs());
        }
    }

    private static Optional<FetchPartition> partition(FetchRequestData request) {
        return request.topics().stream()
                .filter(topic -> topic.topicId().equals(MetadataTopic.ID) && topic.partitions().size() == 1)
                .map(topic -> topic.partitions().getFirst())
                .findFirst();
    }

    private void park(FetchPartition asked, Consumer<FetchResponseData> answer, long maxWaitMs) {
        Waiting[] self = new Waiting[1];
        Timer timer = core.around().scheduler().schedule(maxWaitMs, () -> core.around().mailbox().execute(() -> {
            if (waiting.remove(self[0])) {
                answer.accept(found(asked, true).orElseThrow());
            }
        }));
        self[0] = new Waiting(asked, answer, timer);
        waiting.add(self[0]);
    }

    /** There may be something for those who wait, or this one does not lead any more. */
    void wake() {
        for (Waiting one : List.copyOf(waiting)) {
            found(one.asked(), false).ifPresent(answer -> {
                if (waiting.remove(one)) {
                    one.timer().cancel();
                    one.answer().accept(answer);
                }
            });
        }
    }

    /** @param anyway answers even where there is nothing new */
    private Optional<FetchResponseData> attempt(int from, FetchPartition asked, boolean anyway) {
        if (refusal(asked.currentLeaderEpoch()) == Errors.NONE && core.raft().role() instanceof Role.Leader leader
                && core.log().standing(position(asked)) instanceof Standing.Prefix) {
            long end = core.log().end().offset();
            ReplicaKey replica = new ReplicaKey(from, asked.replicaDirectoryId());
            leader.progress().fetched(replica, asked.fetchOffset(), end, core.around().now());
        }
        return found(asked, anyway);
    }

    private static LogPosition position(FetchPartition asked) {
        return new LogPosition(asked.fetchOffset(), asked.lastFetchedEpoch());
    }

    /** Kafka's words for who asks the wrong one, or knows of another epoch. */
    private Errors refusal(int epoch) {
        if (epoch < core.raft().epoch()) {
            return Errors.FENCED_LEADER_EPOCH;
        }
        if (epoch > core.raft().epoch()) {
            return Errors.UNKNOWN_LEADER_EPOCH;
        }
        return core.leads() ? Errors.NONE : Errors.NOT_LEADER_OR_FOLLOWER;
    }

    private Optional<FetchResponseData> found(FetchPartition asked, boolean anyway) {
        FetchResponseData.PartitionData answer = RecordBytes.empty(new FetchResponseData.PartitionData().setPartitionIndex(0));
        Errors error = refusal(asked.currentLeaderEpoch());
        boolean news = error != Errors.NONE;
        answer.setErrorCode(error.code()).setHighWatermark(-1).setLogStartOffset(-1).setCurrentLeader(leader());
        if (error == Errors.NONE) {
            answer.setHighWatermark(core.committed().highWatermark()).setLogStartOffset(core.log().startOffset());
            news = switch (core.log().standing(position(asked))) {
                case Standing.Prefix prefix -> records(asked, answer) || core.committed().highWatermark() > asked.highWatermark();
                case Standing.Diverges(LogPosition common) -> {
                    answer.setDivergingEpoch(new FetchResponseData.EpochEndOffset().setEpoch(common.epoch()).setEndOffset(common.offset()));
                    yield true;
                }
                case Standing.Behind(LogPosition snapshot) -> {
                    answer.setSnapshotId(new FetchResponseData.SnapshotId().setEpoch(snapshot.epoch()).setEndOffset(snapshot.offset()));
                    yield true;
                }
            };
        }
        return news || anyway ? Optional.of(new FetchResponseData().setResponses(List.of(new FetchResponseData.FetchableTopicResponse()
                .setTopicId(MetadataTopic.ID).setPartitions(List.of(answer))))) : Optional.empty();
    }

    private boolean records(FetchPartition asked, FetchResponseData.PartitionData answer) {
        long end = core.log().end().offset();
        if (asked.fetchOffset() >= end) {
            return false;
        }
        try {
            QuorumRecords.put(answer, core.log().bytes(asked.fetchOffset(), core.options().fetchMaxBytes(), end));
        } catch (IOException unreadable) {
            answer.setErrorCode(Errors.KAFKA_STORAGE_ERROR.code());
        }
        return true;
    }

    private FetchResponseData.LeaderIdAndEpoch leader() {
        return new FetchResponseData.LeaderIdAndEpoch()
                .setLeaderId(core.raft().leader().orElse(Messages.NOBODY))
                .setLeaderEpoch(core.raft().epoch());
    }

    FetchSnapshotResponseData fetchSnapshot(FetchSnapshotRequestData request) {
        if (request.clusterId() != null && !request.clusterId().equals(core.clusterId())) {
            return new FetchSnapshotResponseData().setErrorCode(Errors.INCONSISTENT_CLUSTER_ID.code());
        }
        if (request.topics().size() != 1 || request.topics().getFirst().partitions().size() != 1) {
            return new FetchSnapshotResponseData().setErrorCode(Errors.INVALID_REQUEST.code());
        }
        FetchSnapshotRequestData.PartitionSnapshot asked = request.topics().getFirst().partitions().getFirst();
        FetchSnapshotResponseData.PartitionSnapshot answer = new FetchSnapshotResponseData.PartitionSnapshot().setIndex(0);
        QuorumRecords.put(answer, ByteBuffer.allocate(0));
        answer.currentLeader().setLeaderId(core.raft().leader().orElse(Messages.NOBODY)).setLeaderEpoch(core.raft().epoch());
        answer.setErrorCode(piece(request, asked, answer).code());
        return new FetchSnapshotResponseData().setTopics(List.of(new FetchSnapshotResponseData.TopicSnapshot()
                .setName(Topic.CLUSTER_METADATA_TOPIC_NAME).setPartitions(List.of(answer))));
    }

    private Errors piece(FetchSnapshotRequestData request, FetchSnapshotRequestData.PartitionSnapshot asked,
            FetchSnapshotResponseData.PartitionSnapshot answer) {
        LogPosition id = new LogPosition(asked.snapshotId().endOffset(), asked.snapshotId().epoch());
        Errors refused = refusal(asked.currentLeaderEpoch());
        if (refused != Errors.NONE) {
            return refused;
        }
        Optional<Long> size = core.log().snapshots().size(id);
        if (size.isEmpty()) {
            return Errors.SNAPSHOT_NOT_FOUND;
        }
        if (asked.position() < 0 || asked.position() >= size.get()) {
            return Errors.POSITION_OUT_OF_RANGE;
        }
        if (core.raft().role() instanceof Role.Leader leader) {
            leader.progress().heardOf(new ReplicaKey(request.replicaId(), asked.replicaDirectoryId()), core.around().now());
        }
        answer.setSize(size.get()).setPosition(asked.position());
        answer.snapshotId().setEndOffset(id.offset()).setEpoch(id.epoch());
        try {
            int most = Math.max(1, Math.min(request.maxBytes(), core.options().fetchSnapshotMaxBytes()));
            QuorumRecords.put(answer, core.log().snapshots().read(id, asked.position(), most));
            return Errors.NONE;
        } catch (IOException unreadable) {
            return Errors.KAFKA_STORAGE_ERROR;
        }
    }
}
