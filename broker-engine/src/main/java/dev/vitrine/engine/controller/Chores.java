package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/**
 * What the active controller does by itself: fences who is silent, gives partitions their preferred leaders back, and leaderless ones any leader where
 * that is allowed.
 */
final class Chores {

    /** Elections in one go, as Kafka's: the rest follows at once, but lets others have their turn. */
    static final int MOST_ELECTIONS = 1_000;

    private final Ground ground;

    Chores(Ground ground) {
        this.ground = ground;
    }

    /** When each kind of work is done. @param balance empty where preferred leaders are not elected by themselves */
    record Times(long sessionMs, Optional<Long> balance, long uncleanMs) {

        static Times of(BrokerSettings settings) {
            Optional<Long> balance = settings.booleanValue("auto.leader.rebalance.enable")
                    ? Optional.of(TimeUnit.SECONDS.toMillis(settings.longValue("leader.imbalance.check.interval.seconds"))) : Optional.empty();
            return new Times(settings.longValue("broker.session.timeout.ms"), balance,
                    settings.longValue("unclean.leader.election.interval.ms"));
        }
    }

    /** One at a time, so that the next one's partitions see what became of the first one's. */
    Decision<Boolean> fenceSilent(Sessions sessions, long nowMs) {
        Optional<BrokerImage> stale = sessions.stale(ground.image().alive(), nowMs);
        return stale.map(broker -> new Decision<>(new BrokerTurns(ground).fenced(broker), true, List.of(),
                        "nothing was heard of broker " + broker.id()))
                .orElseGet(() -> Decision.nothing(false));
    }

    /** @return reply: whether there is more */
    Decision<Boolean> electPreferred() {
        return elect(ElectionKind.PREFERRED, "the preferred leader is there again",
                (topic, partition) -> partition.leader() != partition.preferredLeader());
    }

    /** @return reply: whether there is more */
    Decision<Boolean> electUnclean() {
        return elect(ElectionKind.UNCLEAN, "nobody who has everything is there: unclean election",
                (topic, partition) -> !partition.hasLeader() && ground.allowsUnclean(topic));
    }

    private Decision<Boolean> elect(ElectionKind kind, String why, BiPredicate<TopicImage, PartitionImage> which) {
        List<MetadataRecord> records = new ArrayList<>();
        for (TopicImage topic : ground.image().topics().values()) {
            for (PartitionImage partition : topic.partitions()) {
                if (records.size() < MOST_ELECTIONS && which.test(topic, partition)) {
                    ground.change(topic, partition).electing(kind).record().ifPresent(records::add);
                }
            }
        }
        return new Decision<>(records, records.size() >= MOST_ELECTIONS, List.of(), why);
    }
}
