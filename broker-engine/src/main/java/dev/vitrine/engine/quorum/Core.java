package dev.vitrine.engine.quorum;

import java.util.function.Consumer;

/**
 * What the parts of a quorum share. Used in the mailbox only.
 *
 * @param step does something with the {@link Raft}, then what follows from it: what must be safe is saved, what is to be said is sent
 */
record Core(ReplicaKey self, String clusterId, QuorumOptions options, Surroundings around, Raft raft, RaftLog log, Committed committed,
        Messages messages, Consumer<Runnable> step) {

    boolean leads() {
        return raft.role() instanceof Role.Leader;
    }
}
