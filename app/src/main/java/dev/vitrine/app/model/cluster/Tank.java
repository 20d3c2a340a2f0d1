package dev.vitrine.app.model.cluster;

import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.QuorumRole;
import java.util.Optional;

/**
 * A broker.
 *
 * @param address that its first listener tells clients; empty where none is known
 * @param role    in the metadata quorum; empty where that can't be seen
 * @param votes   whether it is one of the quorum's voters
 * @param term    the newest that it knows of; −1 where nobody knows
 * @param logEnd  of its copy of the metadata log; −1 where nobody knows
 * @param leads   how many partitions it leads, of all, not only of those shown
 * @param holds   how many it has a replica of
 */
public record Tank(int id, BrokerState state, String address, Optional<String> rack, long epoch, Optional<QuorumRole> role, boolean votes, int term, long logEnd,
                   int leads, int holds) {

    public boolean controls() {
        return role.filter(QuorumRole.LEADER::equals).isPresent();
    }

    /** Whether its process works at all, whatever the controller thinks of it. */
    public boolean works() {
        return state == BrokerState.RUNNING || state == BrokerState.FENCED;
    }

    /** As it stands on its pill. */
    public String stateWord() {
        return switch (state) {
            case RUNNING -> "running";
            case FENCED -> "fenced";
            case STOPPED -> "stopped";
            case KILLED -> "killed";
            case FROZEN -> "frozen";
        };
    }

    /** What the state means, in a sentence. */
    public String stateMeaning() {
        return switch (state) {
            case RUNNING -> "It serves clients, and may lead partitions.";
            case FENCED -> "It runs, but the controller has not heard of it lately: it leads nothing until it has.";
            case STOPPED -> "It ended in order. Its data is in its folder, and waits for it.";
            case KILLED -> "It ended without a word. Its files are as they were at that instant.";
            case FROZEN -> "It stands still: connections are open, and nothing is answered.";
        };
    }

    /** What it is in the quorum; empty where that can't be seen, or it doesn't run. */
    public String roleWord() {
        return role.map(is -> switch (is) {
            case LEADER -> "controller";
            case FOLLOWER -> "votes";
            case CANDIDATE -> "asks for votes";
            case PROSPECTIVE -> "prospective";
            case UNATTACHED -> "knows no controller";
            case RESIGNED -> "has resigned";
            case OBSERVER -> "has no vote";
            case ABSENT -> "";
        }).orElse("");
    }

    /** What that means, in a sentence; empty where there is nothing to be said. */
    public String roleMeaning() {
        return role.map(is -> switch (is) {
            case LEADER -> "It decides for all: who is in the cluster, who leads which partition.";
            case FOLLOWER -> "It copies the metadata log, and votes where a controller is to be elected.";
            case CANDIDATE -> "It wants to be the controller and asks the others for their votes.";
            case PROSPECTIVE -> "It hears of no controller, and asks first whether the others would vote for it (KIP-996): no election is disturbed by who wouldn’t win.";
            case UNATTACHED -> "It knows the term, and not yet who the controller is.";
            case RESIGNED -> "It was the controller and has given that up.";
            case OBSERVER -> "It copies the metadata log, and has no vote.";
            case ABSENT -> "";
        }).orElse("");
    }
}
