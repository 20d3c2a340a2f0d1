package dev.vitrine.engine.replica;

import dev.vitrine.engine.observe.ReplicaView;
import dev.vitrine.engine.replica.InSync.Agreed;
import dev.vitrine.engine.replica.InSync.Proposed;
import dev.vitrine.engine.replica.InSyncChanges.Answer;
import dev.vitrine.engine.replica.InSyncChanges.Member;
import dev.vitrine.engine.replica.InSyncChanges.Proposal;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;

/** Keeps the in-sync replicas of a partition true, with the controller's consent. Used in the partition's mailbox, but for the views. */
final class InSyncKeeper {

    private static final long ASK_AGAIN_MS = 100;

    private final Partition partition;
    private final ReplicaSurroundings around;

    InSyncKeeper(Partition partition, ReplicaSurroundings around) {
        this.partition = partition;
        this.around = around;
    }

    Leader.Rules rules() {
        return new Leader.Rules(partition.log().config().minInsyncReplicas(), around.settings().lagMaxMs(), around.neighbours());
    }

    /** A follower has fetched: it may have caught up. */
    void expand(Leader leader, int replica) {
        leader.expanded(replica, partition.highWatermark(), rules()).ifPresent(wanted -> propose(leader, wanted));
    }

    /** From time to time: who has not caught up for too long keeps nobody waiting any more. */
    void shrink(Leader leader) {
        leader.shrunk(partition.log().endOffset(), rules(), around.clock().millis()).ifPresent(wanted -> propose(leader, wanted));
    }

    private void propose(Leader leader, List<Integer> wanted) {
        ask(leader, leader.propose(wanted));
    }

    private void ask(Leader leader, Proposed proposed) {
        List<Member> members = proposed.wanted().stream().map(broker -> new Member(broker, epochOf(leader, broker))).toList();
        Proposal proposal = new Proposal(partition.name(), partition.topicId(), leader.epoch(), proposed.partitionEpoch(), members);
        around.changes().propose(proposal)
                .thenAccept(answer -> partition.mailbox().execute(() -> answered(leader, proposed, answer)));
    }

    /** The incarnation that has fetched, not the newest: that one may know less. */
    private long epochOf(Leader leader, int broker) {
        Progress progress = leader.followers().get(broker);
        return progress == null || progress.brokerEpoch() == Progress.UNKNOWN ? around.neighbours().epoch(broker) : progress.brokerEpoch();
    }

    private void answered(Leader leader, Proposed proposed, Answer answer) {
        if (partition.role() != leader) {
            return;
        }
        switch (answer) {
            case Answer.Decided decided -> {
                if (decided.leaderEpoch() == leader.epoch() && leader.agreed(proposed, new Agreed(decided.inSync(), decided.partitionEpoch()))) {
                    partition.inSyncChanged(leader);
                }
            }
            case Answer.Refused(Errors error) -> refused(leader, proposed, error);
        }
    }

    private void refused(Leader leader, Proposed proposed, Errors error) {
        switch (error) {
            case OPERATION_NOT_ATTEMPTED, INELIGIBLE_REPLICA -> leader.withdrawn(proposed);
            // Somebody else has decided something: the next image tells what.
            case UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID, FENCED_LEADER_EPOCH, INVALID_UPDATE_VERSION, INVALID_REQUEST, NEW_LEADER_ELECTED -> { }
            default -> around.scheduler().schedule(ASK_AGAIN_MS, () -> partition.mailbox().execute(() -> {
                if (partition.role() == leader && leader.inSync() == proposed) {
                    ask(leader, proposed);
                }
            }));
        }
    }

    /** @param own what there is to say of the leader itself */
    List<ReplicaView> views(Leader leader, List<Integer> replicas, ReplicaView own) {
        List<ReplicaView> views = new ArrayList<>(replicas.size());
        for (int replica : replicas) {
            Progress known = leader.followers().get(replica);
            if (replica == own.broker()) {
                views.add(own);
            } else if (known != null) {
                views.add(new ReplicaView(replica, known.endOffset(), known.logStartOffset(), known.lastFetchMs() == 0 ? -1 : known.lastKnownCaughtUpMs(),
                        leader.inSync().replicas().contains(replica)));
            }
        }
        return views;
    }
}
