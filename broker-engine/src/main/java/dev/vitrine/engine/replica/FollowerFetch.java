package dev.vitrine.engine.replica;

/**
 * What a follower tells by fetching.
 *
 * @param leaderEpoch    in which it asked
 * @param offset         from which on it asks: it has what lies before
 * @param logStartOffset of its own log; −1 where it doesn't tell
 * @param brokerEpoch    its incarnation; −1 where it doesn't tell
 * @param presence       tells of later fetches, as long as nothing happens here
 */
public record FollowerFetch(int leaderEpoch, long offset, long logStartOffset, long brokerEpoch, Presence presence) {

    Progress.Fetch progress() {
        return new Progress.Fetch(offset, logStartOffset, brokerEpoch, presence);
    }
}
