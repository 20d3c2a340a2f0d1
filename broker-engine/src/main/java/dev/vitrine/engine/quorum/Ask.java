package dev.vitrine.engine.quorum;

import java.util.List;

/** What a replica has to say to another when it has taken in what happened. */
sealed interface Ask {

    int to();

    /** Asks for a vote. @param after milliseconds: a pause before it is asked again */
    record Vote(int to, Ballot ballot, VoteQuestion question, long after) implements Ask {}

    /** BeginQuorumEpoch: I lead. */
    record Begin(int to, int epoch) implements Ask {}

    /** EndQuorumEpoch: I lead no longer, and these should. */
    record End(int to, int epoch, List<Integer> successors) implements Ask {}
}
