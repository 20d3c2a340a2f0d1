package dev.vitrine.engine.quorum;

/**
 * A vote that is asked for.
 *
 * @param epoch that it is asked in; of a pre-vote: that the candidate is in
 * @param end   of the candidate's log: who has more won't vote for it
 */
record VoteQuestion(ReplicaKey candidate, int epoch, boolean pre, LogPosition end) {}
