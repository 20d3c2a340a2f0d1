package dev.vitrine.app.model.cluster;

import dev.vitrine.app.model.cluster.ClusterPicture.Ills;
import dev.vitrine.app.model.cluster.Copy.Part;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.QuorumView;
import dev.vitrine.engine.observe.ReplicaView;
import dev.vitrine.engine.observe.TopicView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** Makes a {@link ClusterPicture} of each snapshot. Pure. */
public final class ClusterPictures {

    /** Rows at most: beyond, nobody looks along them any more. */
    public static final int MOST_ROWS = 60;
    /** A row shows at least so many of the newest records. */
    private static final long SHORTEST_ROW = 20;
    /** And so many times what the slowest replica lacks: its gap is always to be seen, and never all there is. */
    private static final long GAPS_A_ROW = 3;

    private ClusterPictures() {}

    /** @param internal whether internal topics are shown, too */
    public static ClusterPicture of(ClusterSnapshot snapshot, boolean internal) {
        return of(snapshot, topic -> internal || !topic.internal());
    }

    /** @param shows the topics that are shown */
    public static ClusterPicture of(ClusterSnapshot snapshot, Predicate<TopicView> shows) {
        Map<Integer, BrokerView> brokers = snapshot.brokers().stream().collect(Collectors.toMap(BrokerView::id, b -> b, (a, _) -> a, TreeMap::new));
        List<TopicView> shown = snapshot.topics().stream().filter(shows)
                .sorted(Comparator.comparing(TopicView::internal).thenComparing(TopicView::name)).toList();
        List<TankRow> rows = shown.stream().flatMap(topic -> topic.partitions().stream().map(p -> row(topic, p, brokers, snapshot.atMillis()))).limit(MOST_ROWS).toList();
        int all = snapshot.topics().stream().mapToInt(topic -> topic.partitions().size()).sum();
        int hidden = all - shown.stream().mapToInt(topic -> topic.partitions().size()).sum();
        return new ClusterPicture(snapshot.atMillis(), tanks(snapshot, brokers), rows, all - rows.size(), hidden, wires(brokers, snapshot.links()), snapshot.quorum(),
                ills(snapshot, brokers));
    }

    /** {@code min.insync.replicas} of a topic; the broker's own where the topic says nothing is 1 in Kafka. */
    public static int minInSync(TopicView topic) {
        String set = topic.configs().getOrDefault("min.insync.replicas", "1");
        return set.matches("\\d{1,9}") ? Integer.parseInt(set) : 1;
    }

    private static boolean runs(BrokerView broker) {
        return broker != null && broker.state() != BrokerState.KILLED && broker.state() != BrokerState.STOPPED;
    }

    /** Nobody may have told the others yet that a leader is gone; who looks from above knows it at once. */
    private static Ills ills(ClusterSnapshot snapshot, Map<Integer, BrokerView> brokers) {
        int partitions = 0;
        int leaderless = 0;
        int shrunken = 0;
        int refusing = 0;
        for (TopicView topic : snapshot.topics()) {
            int least = minInSync(topic);
            for (PartitionView partition : topic.partitions()) {
                partitions++;
                leaderless += runs(brokers.get(partition.leader())) ? 0 : 1;
                shrunken += partition.inSync().size() < partition.replicas().size() ? 1 : 0;
                refusing += partition.inSync().size() < least ? 1 : 0;
            }
        }
        return new Ills(partitions, leaderless, shrunken, refusing);
    }

    private static List<Tank> tanks(ClusterSnapshot snapshot, Map<Integer, BrokerView> brokers) {
        return brokers.values().stream().map(broker -> {
            Optional<QuorumView.Member> member = snapshot.quorum().flatMap(quorum ->
                    Stream.concat(quorum.voters().stream(), quorum.observers().stream()).filter(each -> each.broker() == broker.id()).findFirst());
            boolean votes = snapshot.quorum().map(quorum -> quorum.voters().stream().anyMatch(voter -> voter.broker() == broker.id())).orElse(false);
            List<PartitionView> held = snapshot.topics().stream().flatMap(topic -> topic.partitions().stream()).filter(p -> p.replicas().contains(broker.id())).toList();
            int leads = (int) held.stream().filter(p -> p.leader() == broker.id()).count();
            return new Tank(broker.id(), broker.state(), broker.endpoints().stream().map(BrokerView.Endpoint::address).findFirst().orElse(""), broker.rack(), broker.epoch(),
                    member.map(QuorumView.Member::role), votes, member.map(QuorumView.Member::epoch).orElse(-1), member.map(QuorumView.Member::endOffset).orElse(-1L),
                    leads, held.size());
        }).toList();
    }

    private static TankRow row(TopicView topic, PartitionView view, Map<Integer, BrokerView> brokers, long nowMillis) {
        Map<Integer, ReplicaView> known = view.progress().stream().collect(Collectors.toMap(ReplicaView::broker, r -> r, (a, _) -> a));
        long slowest = view.progress().stream().filter(r -> r.endOffset() >= 0).mapToLong(ReplicaView::endOffset).min().orElse(view.endOffset());
        long all = Math.max(0, view.endOffset() - view.logStartOffset());
        long span = Math.max(1, Math.min(all, Math.max(SHORTEST_ROW, GAPS_A_ROW * (view.endOffset() - slowest))));
        long from = Math.max(view.logStartOffset(), view.endOffset() - span);
        List<Copy> copies = view.replicas().stream().map(id -> copy(id, view, known.get(id), brokers.get(id), from, span, nowMillis)).toList();
        return new TankRow(new TopicPartition(topic.name(), view.index()), view.leader(), view.leaderEpoch(), view.inSync(), minInSync(topic), from, view.endOffset(),
                part(view.highWatermark(), from, span), copies);
    }

    private static Copy copy(int id, PartitionView view, ReplicaView known, BrokerView broker, long from, long span, long nowMillis) {
        boolean leads = id == view.leader();
        long end = leads ? view.endOffset() : known == null ? -1 : known.endOffset();
        long lag = end < 0 ? -1 : Math.max(0, view.endOffset() - end);
        Part part = !runs(broker) ? Part.LOST : leads ? Part.LEADER : view.inSync().contains(id) ? Part.IN_SYNC : Part.BEHIND;
        boolean behind = !leads && known != null && known.caughtUpMillis() >= 0 && lag > 0;
        return new Copy(id, part, end, lag, end < 0 ? 0 : part(end, from, span), behind ? OptionalLong.of(Math.max(0, nowMillis - known.caughtUpMillis())) : OptionalLong.empty());
    }

    private static double part(long offset, long from, long span) {
        return Math.max(0, Math.min(1, (offset - from) / (double) span));
    }

    private static List<Wire> wires(Map<Integer, BrokerView> brokers, List<LinkView> bad) {
        List<Integer> ids = List.copyOf(brokers.keySet());
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            for (int j = i + 1; j < ids.size(); j++) {
                wires.add(new Wire(ids.get(i), ids.get(j), link(bad, ids.get(i), ids.get(j)), link(bad, ids.get(j), ids.get(i))));
            }
        }
        return wires;
    }

    private static LinkView link(List<LinkView> bad, int from, int to) {
        return bad.stream().filter(link -> link.from() == from && link.to() == to).findFirst().orElse(new LinkView(from, to, LinkState.OPEN, 0, 0));
    }
}
