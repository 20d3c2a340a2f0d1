package dev.vitrine.engine.quorum;

import dev.vitrine.engine.observe.QuorumRole;
import java.util.OptionalInt;

/** One replica at one moment, for those outside its mailbox. */
record QuorumState(QuorumRole role, int epoch, OptionalInt leader, long endOffset, long highWatermark) {

    static final QuorumState BEFORE = new QuorumState(QuorumRole.ABSENT, 0, OptionalInt.empty(), -1, 0);

    static QuorumState of(Core core) {
        boolean votes = core.raft().votes();
        QuorumRole role = switch (core.raft().role()) {
            case Role.Unattached none -> votes ? QuorumRole.UNATTACHED : QuorumRole.OBSERVER;
            case Role.Prospective prospective -> QuorumRole.PROSPECTIVE;
            case Role.Candidate candidate -> QuorumRole.CANDIDATE;
            case Role.Leader leader -> QuorumRole.LEADER;
            case Role.Resigned resigned -> QuorumRole.RESIGNED;
            case Role.Follower follower -> votes ? QuorumRole.FOLLOWER : QuorumRole.OBSERVER;
        };
        return new QuorumState(role, core.raft().epoch(), core.raft().leader(), core.log().end().offset(), core.committed().highWatermark());
    }
}
