package dev.vitrine.app.model.cluster;

import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.QuorumView;
import dev.vitrine.engine.observe.TopicView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What would come of an {@link Act}, before it is done: before → after. Only what does harm asks to be confirmed; what the cluster takes in its stride is
 * done at once, and can be undone.
 */
public record Foresight(List<Line> lines) {

    public Foresight {
        lines = List.copyOf(lines);
    }

    /** @param harm whether clients would notice: something can't be read, written or decided any more */
    public record Line(String what, String before, String after, boolean harm) {}

    public boolean harmless() {
        return lines.stream().noneMatch(Line::harm);
    }

    public static Foresight of(ClusterSnapshot now, Act act) {
        return switch (act) {
            case Act.Stop a -> without(now, a.broker());
            case Act.Kill a -> without(now, a.broker());
            case Act.Freeze a -> without(now, a.broker());
            case Act.CutOff a -> without(now, a.broker());
            case Act.Link a when a.state() == LinkState.CUT -> new Foresight(List.of(voters(now, heardWithout(now, a))));
            case Act.Add _, Act.Start _, Act.Thaw _, Act.Reconnect _, Act.Link _ -> new Foresight(List.of());
        };
    }

    private static Foresight without(ClusterSnapshot now, int broker) {
        Set<Integer> working = working(now);
        Set<Integer> left = new TreeSet<>(working);
        left.remove(broker);
        List<Line> lines = new ArrayList<>();
        List<PartitionView> led = partitions(now).filter(p -> p.leader() == broker).toList();
        long moved = led.stream().filter(p -> p.inSync().stream().anyMatch(left::contains)).count();
        long lost = led.size() - moved;
        long leading = partitions(now).filter(p -> p.leader() >= 0).count();
        if (moved > 0) {
            lines.add(new Line("Partitions that get another leader", Figures.exact(led.size()) + " led by it", Figures.exact(moved) + " led by others", false));
        }
        if (lost > 0) {
            lines.add(new Line("Partitions with a leader", Figures.exact(leading), Figures.exact(leading - lost) + ": of " + Figures.count(lost, "partition")
                    + " no replica in sync is left", true));
        }
        long before = now.topics().stream().mapToLong(topic -> accepting(topic, working)).sum();
        long after = now.topics().stream().mapToLong(topic -> accepting(topic, left)).sum();
        lines.add(new Line("Partitions that take acks=all", Figures.exact(before), Figures.exact(after), after < before));
        lines.add(voters(now, left));
        return new Foresight(lines);
    }

    private static Stream<PartitionView> partitions(ClusterSnapshot now) {
        return now.topics().stream().flatMap(topic -> topic.partitions().stream());
    }

    /** Partitions of a topic that would still have {@code min.insync.replicas} of their in-sync replicas among these brokers. */
    private static long accepting(TopicView topic, Set<Integer> working) {
        int least = ClusterPictures.minInSync(topic);
        return topic.partitions().stream().filter(p -> {
            long there = p.inSync().stream().filter(working::contains).count();
            return there > 0 && there >= least;
        }).count();
    }

    private static Set<Integer> working(ClusterSnapshot now) {
        return now.brokers().stream().filter(b -> b.state() == BrokerState.RUNNING || b.state() == BrokerState.FENCED).map(BrokerView::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The largest number of voters that can still all hear the one of them whom most can hear. */
    private static Set<Integer> heardWithout(ClusterSnapshot now, Act.Link cut) {
        Set<Integer> working = working(now);
        return working.stream().map(one -> heard(now, one, working, cut)).reduce((a, b) -> voting(now, a) >= voting(now, b) ? a : b).orElse(Set.of());
    }

    private static Set<Integer> heard(ClusterSnapshot now, int by, Set<Integer> working, Act.Link cut) {
        return working.stream().filter(other -> other == by || !cutBetween(now.links(), by, other)
                && !(Math.min(by, other) == Math.min(cut.a(), cut.b()) && Math.max(by, other) == Math.max(cut.a(), cut.b()))).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean cutBetween(List<LinkView> links, int a, int b) {
        return links.stream().anyMatch(link -> link.state() == LinkState.CUT && (link.from() == a && link.to() == b || link.from() == b && link.to() == a));
    }

    private static long voting(ClusterSnapshot now, Set<Integer> among) {
        return now.quorum().map(quorum -> quorum.voters().stream().map(QuorumView.Member::broker).filter(among::contains).count()).orElse((long) among.size());
    }

    private static Line voters(ClusterSnapshot now, Set<Integer> left) {
        int all = now.quorum().map(quorum -> quorum.voters().size()).orElse(now.brokers().size());
        long majority = all / 2 + 1;
        long before = voting(now, working(now));
        long after = voting(now, left);
        return new Line("Voters that can agree on a controller", before + " of " + all, after + " of " + all + (after < majority ? ": a majority is " + majority : ""),
                after < majority);
    }
}
