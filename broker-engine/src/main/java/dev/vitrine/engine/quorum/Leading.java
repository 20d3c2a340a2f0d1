package dev.vitrine.engine.quorum;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.wire.ControlBatch;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.message.LeaderChangeMessage;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a leader does: writes first who leads, since it may commit what others wrote only along with something of its own (Raft's figure 8), then moves
 * what is committed on as a majority gets it. Used in the mailbox only.
 */
final class Leading {

    private final Core core;
    private final QuorumListener listener;
    private int told = -1;

    Leading(Core core, QuorumListener listener) {
        this.core = core;
        this.listener = listener;
    }

    /** @return false where it could not be written: then somebody else should lead */
    boolean begin(Role.Leader leader) {
        Voters voters = core.log().voters();
        ControlBatch batch = new ControlBatch(leader.startOffset(), core.raft().epoch(), core.around().clock().millis())
                .leaderChange(new LeaderChangeMessage()
                        .setLeaderId(core.self().id())
                        .setVoters(named(List.copyOf(voters.ids())))
                        .setGrantingVoters(named(leader.granted())));
        if (core.log().history().lastRecord().isEmpty()) { // nobody has written them down but beforehand
            batch.kraftVersion(Quorum.KRAFT_VERSION).voters(voters.record());
        }
        if (core.log().append(batch.build(), core.raft().epoch()) != Errors.NONE) {
            return false;
        }
        core.around().publish().accept(new Event.QuorumLeaderElected(core.self().id(), core.raft().epoch()));
        return true;
    }

    /** Ids alone: so Kafka writes them. */
    private static List<LeaderChangeMessage.Voter> named(List<Integer> ids) {
        return ids.stream().map(id -> new LeaderChangeMessage.Voter().setVoterId(id)).toList();
    }

    /** Commits what a majority has. @return whether there was more of it */
    boolean advance(Role.Leader leader) {
        long majority = leader.progress().majorityOffset(core.log().voters(), core.log().end().offset());
        boolean moved = majority > leader.startOffset() && core.committed().advance(majority);
        if (moved && told != core.raft().epoch()) {
            told = core.raft().epoch();
            listener.leading(told);
        }
        return moved;
    }

    /** It has taken itself out of the voters, and that is decided. */
    boolean dismissed() {
        OptionalLong last = core.log().history().lastRecord();
        return !core.raft().votes() && last.isPresent() && last.getAsLong() < core.committed().highWatermark();
    }
}
