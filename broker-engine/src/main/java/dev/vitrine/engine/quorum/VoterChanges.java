package dev.vitrine.engine.quorum;

import dev.vitrine.engine.time.Scheduler.Timer;
import dev.vitrine.engine.wire.ControlBatch;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.common.message.AddRaftVoterRequestData;
import org.apache.kafka.common.message.AddRaftVoterResponseData;
import org.apache.kafka.common.message.RemoveRaftVoterRequestData;
import org.apache.kafka.common.message.RemoveRaftVoterResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Lets voters in and out, at the leader, one after another (KIP-853): any majority before a change and any majority after it have one in common, as long
 * as only one changes at a time. Used in the mailbox, within a step.
 *
 * <pre>
 *           add: it has copied what there is        majority has the record
 *   WAITING ───────────────────────────────▶ WRITTEN ─────────────────────▶ answered
 *      │     remove: at once                    │
 *      └── time is over: REQUEST_TIMED_OUT      └── leads no longer: NOT_LEADER_OR_FOLLOWER; it may come to be all the same
 * </pre>
 */
final class VoterChanges {

    private static final Answer NONE = (error, why) -> { };

    private final Core core;
    private ReplicaKey joining;
    private OptionalLong written = OptionalLong.empty();
    private Answer answer = NONE;
    private Timer timer;

    VoterChanges(Core core) {
        this.core = core;
    }

    @FunctionalInterface
    private interface Answer {
        void give(Errors error, String why);
    }

    void add(AddRaftVoterRequestData request, Consumer<AddRaftVoterResponseData> to) {
        Answer reply = (error, why) -> to.accept(new AddRaftVoterResponseData().setErrorCode(error.code()).setErrorMessage(why));
        ReplicaKey replica = new ReplicaKey(request.voterId(), request.voterDirectoryId());
        if (!mayBegin(request.clusterId(), reply)) {
            return;
        }
        if (core.log().voters().ids().contains(replica.id())) {
            reply.give(Errors.DUPLICATE_VOTER, "The voter id for ReplicaKey(id=" + replica.id() + ", directoryId=" + replica.directory()
                    + ") is already part of the set of voters " + core.log().voters().ids() + ".");
            return;
        }
        joining = replica;
        answer = reply;
        timer = core.around().scheduler().schedule(request.timeoutMs(), () -> core.around().mailbox().execute(() -> late(reply)));
    }

    void remove(RemoveRaftVoterRequestData request, Consumer<RemoveRaftVoterResponseData> to) {
        Answer reply = (error, why) -> to.accept(new RemoveRaftVoterResponseData().setErrorCode(error.code()).setErrorMessage(why));
        ReplicaKey replica = new ReplicaKey(request.voterId(), request.voterDirectoryId());
        if (!mayBegin(request.clusterId(), reply)) {
            return;
        }
        Voters voters = core.log().voters();
        if (!voters.contains(replica) || voters.directories().size() == 1) {
            reply.give(Errors.VOTER_NOT_FOUND, "Cannot remove voter ReplicaKey(id=" + replica.id() + ", directoryId=" + replica.directory()
                    + ") from the set of voters " + voters.ids());
            return;
        }
        answer = reply;
        write(voters.without(replica.id()));
    }

    private boolean mayBegin(String clusterId, Answer reply) {
        OptionalLong last = core.log().history().lastRecord();
        boolean undecided = last.isPresent() && last.getAsLong() >= core.committed().highWatermark();
        if (clusterId != null && !clusterId.equals(core.clusterId())) {
            reply.give(Errors.INCONSISTENT_CLUSTER_ID, Errors.INCONSISTENT_CLUSTER_ID.message());
        } else if (!(core.raft().role() instanceof Role.Leader leader)) {
            reply.give(Errors.NOT_LEADER_OR_FOLLOWER, Errors.NOT_LEADER_OR_FOLLOWER.message());
        } else if (answer != NONE || undecided || core.committed().highWatermark() <= leader.startOffset()) {
            reply.give(Errors.REQUEST_TIMED_OUT, "Request timed out waiting for leader to handle previous voter change request");
        } else {
            return true;
        }
        return false;
    }

    private void write(Voters voters) {
        ControlBatch batch = new ControlBatch(core.log().end().offset(), core.raft().epoch(), core.around().clock().millis())
                .voters(voters.record());
        joining = null;
        Errors error = core.log().append(batch.build(), core.raft().epoch());
        if (error == Errors.NONE) {
            written = OptionalLong.of(core.log().end().offset());
        } else {
            end(error, error.message());
        }
    }

    /** After each step. @return whether something was written */
    boolean look() {
        if (answer == NONE) {
            return false;
        }
        if (!(core.raft().role() instanceof Role.Leader leader)) {
            end(Errors.NOT_LEADER_OR_FOLLOWER, Errors.NOT_LEADER_OR_FOLLOWER.message());
            return false;
        }
        if (joining != null && hasAll(leader.progress())) {
            write(core.log().voters().with(joining));
            return true;
        }
        if (written.isPresent() && written.getAsLong() <= core.committed().highWatermark()) {
            end(Errors.NONE, null);
        }
        return false;
    }

    /** Kafka's measure as well: one that lagged would hold up what the others decide. */
    private boolean hasAll(Progress progress) {
        return progress.of(joining)
                .filter(copy -> copy.endOffset() >= core.committed().highWatermark() && copy.caughtUpAt().isPresent()
                        && copy.caughtUpAt().getAsLong() >= core.around().now() - core.options().times().fetch())
                .isPresent();
    }

    private void late(Answer whose) {
        if (answer == whose) {
            end(Errors.REQUEST_TIMED_OUT, "Request timed out waiting for voter to catch up with the leader");
        }
    }

    private void end(Errors error, String why) {
        Answer to = answer;
        answer = NONE;
        joining = null;
        written = OptionalLong.empty();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        to.give(error, why);
    }
}
