package dev.vitrine.engine.quorum;

import dev.vitrine.engine.metadata.BrokerSettings;

/**
 * How patient the quorum is, in milliseconds; under Kafka's names {@code controller.quorum.*}.
 *
 * @param election        {@code election.timeout.ms}: after which an election without outcome is begun anew; up to twice that, by chance
 * @param electionBackoff {@code election.backoff.max.ms}: the longest pause after votes were split
 * @param fetch           {@code fetch.timeout.ms}: how long a follower does without its leader; half as much again, a leader without its followers
 * @param request         {@code request.timeout.ms}: how long an answer is waited for
 * @param retryBackoff    {@code retry.backoff.ms}: before what got no answer is asked again
 */
public record QuorumTimes(int election, int electionBackoff, int fetch, int request, int retryBackoff) {

    public static final QuorumTimes DEFAULT = new QuorumTimes(1_000, 1_000, 2_000, 2_000, 20);

    public static QuorumTimes of(BrokerSettings settings) {
        return new QuorumTimes(
                settings.intValue("controller.quorum.election.timeout.ms"),
                settings.intValue("controller.quorum.election.backoff.max.ms"),
                settings.intValue("controller.quorum.fetch.timeout.ms"),
                settings.intValue("controller.quorum.request.timeout.ms"),
                settings.intValue("controller.quorum.retry.backoff.ms"));
    }
}
