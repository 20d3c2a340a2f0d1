package dev.vitrine.engine.observe;

import java.util.List;

/**
 * The metadata quorum: the brokers that agree on what the cluster is.
 *
 * @param leader        the active controller; −1 while there is none
 * @param epoch         the newest of all members: Raft's term
 * @param highWatermark up to which the metadata log is committed: a majority of the voters has it on disk
 */
public record QuorumView(int leader, int epoch, long highWatermark, List<Member> voters, List<Member> observers) {

    public QuorumView {
        voters = List.copyOf(voters);
        observers = List.copyOf(observers);
    }

    /**
     * A broker in it, as it is itself: the members may think otherwise of each other.
     *
     * @param epoch     that it knows of
     * @param endOffset of its copy of the metadata log; −1 where it doesn't run
     */
    public record Member(int broker, QuorumRole role, int epoch, long endOffset) {}
}
