package dev.vitrine.engine.quorum;

import dev.vitrine.engine.metadata.Refusal;
import dev.vitrine.engine.time.Scheduler.Timer;
import dev.vitrine.engine.wire.ControlBatch;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.common.Uuid;
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
 *      │     remove: at once                    │ (or at once, where that is enough for who asks)
 *      └── time is over: REQUEST_TIMED_OUT      └── leads no longer: NOT_LEADER_OR_FOLLOWER; it may come to be all the same
 * </pre>
 */
final class VoterChanges {

    private static final Answer NOBODY = (error, why) -> { };

    private final Core core;
    private ReplicaKey joining;
    private boolean writingIsEnough;
    private OptionalLong written = OptionalLong.empty();
    private Answer answer = NOBODY;
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
        Optional<Refusal> refusal = refusal(request);
        if (refusal.isPresent()) {
            reply.give(refusal.get().error(), refusal.get().message());
            return;
        }
        joining = new ReplicaKey(request.voterId(), request.voterDirectoryId());
        writingIsEnough = !request.ackWhenCommitted();
        answer = reply;
        int patience = core.options().times().request(); // Kafka's, whatever the request says: others may have something to change, too
        timer = core.around().scheduler().schedule(patience, () -> core.around().mailbox().execute(() -> late(reply)));
    }

    void remove(RemoveRaftVoterRequestData request, Consumer<RemoveRaftVoterResponseData> to) {
        Answer reply = (error, why) -> to.accept(new RemoveRaftVoterResponseData().setErrorCode(error.code()).setErrorMessage(why));
        Optional<Refusal> refusal = refusal(request);
        if (refusal.isPresent()) {
            reply.give(refusal.get().error(), refusal.get().message());
            return;
        }
        answer = reply;
        write(core.log().voters().without(request.voterId()));
    }

    // ---- what is refused, in Kafka's order and words

    private Optional<Refusal> refusal(AddRaftVoterRequestData request) {
        Optional<Refusal> askedWrongly = wrongAddress(request.clusterId());
        if (askedWrongly.isPresent()) {
            return askedWrongly;
        }
        if (isNobody(request.voterId(), request.voterDirectoryId())) {
            return refused(Errors.INVALID_REQUEST, "Add voter request didn't include a valid voter");
        }
        if (request.listeners().stream().noneMatch(listener -> listener.name().equals(Voters.LISTENER))) {
            return refused(Errors.INVALID_REQUEST, "Add voter request didn't include the endpoint for the default listener " + Voters.LISTENER);
        }
        Voters voters = core.log().voters();
        return busy().or(() -> voters.ids().contains(request.voterId())
                ? refused(Errors.DUPLICATE_VOTER, "The voter id for " + named(request.voterId(), request.voterDirectoryId())
                        + " is already part of the set of voters " + named(voters) + ".")
                : Optional.empty());
    }

    private Optional<Refusal> refusal(RemoveRaftVoterRequestData request) {
        Optional<Refusal> askedWrongly = wrongAddress(request.clusterId());
        if (askedWrongly.isPresent()) {
            return askedWrongly;
        }
        if (isNobody(request.voterId(), request.voterDirectoryId())) {
            return refused(Errors.INVALID_REQUEST, "Remove voter request didn't include a valid voter");
        }
        Voters voters = core.log().voters();
        boolean votes = voters.contains(new ReplicaKey(request.voterId(), request.voterDirectoryId()));
        return busy().or(() -> !votes || voters.directories().size() == 1
                ? refused(Errors.VOTER_NOT_FOUND, "Cannot remove voter " + named(request.voterId(), request.voterDirectoryId())
                        + " from the set of voters " + named(voters))
                : Optional.empty());
    }

    private Optional<Refusal> wrongAddress(String clusterId) {
        if (clusterId != null && !clusterId.equals(core.clusterId())) {
            return refused(Errors.INCONSISTENT_CLUSTER_ID,
                    "The given id \"" + clusterId + "\" doesn't match the cluster id \"" + core.clusterId() + "\"");
        }
        return core.leads() ? Optional.empty() : refused(Errors.NOT_LEADER_OR_FOLLOWER, Errors.NOT_LEADER_OR_FOLLOWER.message());
    }

    private static boolean isNobody(int id, Uuid directory) {
        return id < 0 || directory.equals(Uuid.ZERO_UUID);
    }

    /** A change is under way, or this one does not know yet what leaders before it decided. */
    private Optional<Refusal> busy() {
        long committed = core.committed().highWatermark();
        OptionalLong last = core.log().history().lastRecord();
        if (answer != NOBODY) {
            return refused(Errors.REQUEST_TIMED_OUT, "Request timed out waiting for leader to handle previous voter change request");
        }
        if (core.raft().role() instanceof Role.Leader leader && committed <= leader.startOffset()) {
            return refused(Errors.REQUEST_TIMED_OUT, "Request timed out waiting for leader to establish HWM and fence previous voter changes");
        }
        if (last.isPresent() && last.getAsLong() >= committed) {
            return refused(Errors.REQUEST_TIMED_OUT, "Request timed out waiting for voters to commit the latest voter change at "
                    + last.getAsLong() + " with HWM " + committed);
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refused(Errors error, String why) {
        return Optional.of(new Refusal(error, why));
    }

    private static String named(int id, Uuid directory) {
        return "ReplicaKey(id=" + id + ", directoryId=" + directory + ")";
    }

    private static String named(Voters voters) {
        return voters.directories().entrySet().stream().map(voter -> named(voter.getKey(), voter.getValue())).toList().toString();
    }

    // ---- what is done

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
        if (answer == NOBODY) {
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
        if (written.isPresent() && (writingIsEnough || written.getAsLong() <= core.committed().highWatermark())) {
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
            end(Errors.REQUEST_TIMED_OUT, joining == null
                    ? "Request timed out waiting for voters to commit the latest voter change"
                    : "Aborted add voter operation for " + named(joining.id(), joining.directory()) + " since it is lagging behind");
        }
    }

    private void end(Errors error, String why) {
        Answer to = answer;
        answer = NOBODY;
        joining = null;
        writingIsEnough = false;
        written = OptionalLong.empty();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        to.give(error, why);
    }
}
