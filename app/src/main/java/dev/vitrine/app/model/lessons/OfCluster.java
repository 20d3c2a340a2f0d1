package dev.vitrine.app.model.lessons;

import dev.vitrine.app.model.cluster.ClusterPictures;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.function.Predicate;

/** Seen at the brokers themselves: who runs, who leads, who is in sync, who is controller. */
public sealed interface OfCluster extends Condition {

    /** So many brokers run. @param voters so many of them have a vote in the metadata quorum; 0 where nothing is said */
    record Brokers(int atLeast, Integer voters) implements OfCluster {

        public Brokers {
            voters = voters == null ? 0 : voters;
        }

        @Override
        public Verdict judge(Sight sight) {
            long running = sight.now().brokers().stream().filter(broker -> broker.state() == BrokerState.RUNNING).count();
            int votes = sight.now().quorum().map(quorum -> quorum.voters().size()).orElse(0);
            return Verdict.of(running >= atLeast && votes >= voters, Math.min(running, atLeast) + " of " + atLeast + " brokers run"
                    + (voters > 0 ? ", " + Math.min(votes, voters) + " of " + voters + " vote" : ""));
        }
    }

    /** A partition of a topic got another leader since the step began. */
    record NewLeader(String topic) implements OfCluster {

        @Override
        public Verdict judge(Sight sight) {
            return sight.events(Event.LeaderElected.class).filter(event -> event.partition().topic().equals(topic) && event.leader() >= 0)
                    .reduce((_, last) -> last).map(event -> Verdict.of(true, "broker " + event.leader() + " leads now, epoch " + event.epoch()))
                    .orElse(Verdict.of(false, "the same leader as before"));
        }
    }

    /** All replicas of a topic are in sync, and there is more than one of each. */
    record InSync(String topic) implements OfCluster {

        @Override
        public Verdict judge(Sight sight) {
            return of(sight, topic, p -> p.leader() >= 0 && p.replicas().size() > 1 && p.inSync().size() == p.replicas().size(), true);
        }
    }

    /** A replica of a topic is out of sync. */
    record OutOfSync(String topic) implements OfCluster {

        @Override
        public Verdict judge(Sight sight) {
            return of(sight, topic, p -> p.inSync().size() < p.replicas().size(), false);
        }
    }

    private static Verdict of(Sight sight, String topic, Predicate<PartitionView> wanted, boolean all) {
        return sight.topic(topic).map(TopicView::partitions).filter(partitions -> !partitions.isEmpty()).map(partitions -> {
            boolean met = all ? partitions.stream().allMatch(wanted) : partitions.stream().anyMatch(wanted);
            PartitionView worst = partitions.stream().min((a, b) -> Integer.compare(a.inSync().size(), b.inSync().size())).orElseThrow();
            return Verdict.of(met, worst.inSync().size() + " of " + worst.replicas().size() + " replicas in sync");
        }).orElse(Verdict.of(false, "no topic " + topic + " yet"));
    }

    /** A topic has fewer replicas in sync than {@code min.insync.replicas}. */
    record Refuses(String topic) implements OfCluster {

        @Override
        public Verdict judge(Sight sight) {
            return sight.topic(topic).map(there -> {
                int least = ClusterPictures.minInSync(there);
                int fewest = there.partitions().stream().mapToInt(p -> p.inSync().size()).min().orElse(0);
                return Verdict.of(fewest < least, fewest + " in sync, at least " + least + " asked for");
            }).orElse(Verdict.of(false, "no topic " + topic + " yet"));
        }
    }

    /** A follower threw away records that its new leader never had. */
    record Truncated(String topic) implements OfCluster {

        @Override
        public Verdict judge(Sight sight) {
            long gone = sight.events(Event.FollowerTruncated.class).filter(event -> event.partition().topic().equals(topic)).mapToLong(event -> event.from() - event.to()).sum();
            return Verdict.of(gone > 0, gone > 0 ? gone + " records thrown away" : "nothing thrown away yet");
        }
    }

    /** Somebody was elected controller since the step began, and still is. */
    record NewController() implements OfCluster {

        @Override
        public Verdict judge(Sight sight) {
            boolean elected = sight.events(Event.QuorumLeaderElected.class).findAny().isPresent();
            int leader = sight.now().quorum().map(quorum -> quorum.leader()).orElse(sight.now().controllerId());
            return Verdict.of(elected && leader >= 0, leader < 0 ? "no controller" : elected ? "broker " + leader + " was elected" : "broker " + leader + " as before");
        }
    }

    /** There is no controller. */
    record NoController() implements OfCluster {

        @Override
        public Verdict judge(Sight sight) {
            int leader = sight.now().quorum().map(quorum -> quorum.leader()).orElse(sight.now().controllerId());
            return Verdict.of(leader < 0, leader < 0 ? "nobody is controller" : "broker " + leader + " is controller");
        }
    }
}
