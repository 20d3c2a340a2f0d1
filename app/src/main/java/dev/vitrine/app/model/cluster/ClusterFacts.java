package dev.vitrine.app.model.cluster;

import dev.vitrine.app.model.Fact;
import dev.vitrine.app.model.Facts;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.QuorumView;
import dev.vitrine.engine.observe.ReplicaView;
import dev.vitrine.engine.observe.TopicView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What is to be said of a broker, of a partition's replicas, or of the quorum. */
public final class ClusterFacts {

    private ClusterFacts() {}

    /** Of what is selected; of the quorum where that is no broker and no partition. */
    public static Facts of(ClusterSnapshot snapshot, Selected selected) {
        return switch (selected) {
            case Selected.Broker(int id) -> broker(snapshot, id);
            case Selected.Partition(TopicPartition id) -> partition(snapshot, id).orElseGet(() -> quorum(snapshot));
            default -> quorum(snapshot);
        };
    }

    public static Facts broker(ClusterSnapshot snapshot, int id) {
        Optional<BrokerView> view = snapshot.brokers().stream().filter(broker -> broker.id() == id).findFirst();
        Optional<Tank> tank = ClusterPictures.of(snapshot, false).tank(id);
        if (view.isEmpty() || tank.isEmpty()) {
            return Facts.of("Broker " + id, List.of(Fact.words("is not in the cluster", "")));
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.words("state", tank.get().stateWord()).warnIf(view.get().state() != BrokerState.RUNNING));
        facts.add(Fact.figure("address", view.get().endpoints().stream().map(BrokerView.Endpoint::address).collect(Collectors.joining("  "))));
        view.get().rack().ifPresent(rack -> facts.add(Fact.words("rack", rack)));
        if (!tank.get().roleWord().isEmpty()) {
            facts.add(Fact.words("in the quorum", tank.get().roleWord() + ", term " + tank.get().term()));
        }
        snapshot.quorum().filter(_ -> tank.get().logEnd() >= 0).ifPresent(quorum -> facts.add(Fact.figure("metadata log · committed",
                Figures.exact(tank.get().logEnd()) + " · " + Figures.exact(quorum.highWatermark())).warnIf(tank.get().logEnd() < quorum.highWatermark())));
        facts.add(Fact.figure("leads · holds", tank.get().leads() + " · " + Figures.count(tank.get().holds(), "partition")));
        long out = snapshot.topics().stream().flatMap(topic -> topic.partitions().stream()).filter(p -> p.replicas().contains(id) && !p.inSync().contains(id)).count();
        facts.add(Fact.figure("out of sync", Figures.exact(out)).warnIf(out > 0));
        long clients = snapshot.connections().stream().filter(connection -> connection.brokerId() == id).count();
        facts.add(Fact.figure("connections", Figures.exact(clients)));
        if (tank.get().works()) {
            facts.add(Fact.figure("runs for", Figures.duration(Math.max(0, snapshot.atMillis() - view.get().startedAtMillis()))));
        }
        if (view.get().epoch() >= 0) {
            facts.add(Fact.figure("broker epoch", Figures.exact(view.get().epoch())));
        }
        return Facts.of("Broker " + id, facts);
    }

    private static Optional<Facts> partition(ClusterSnapshot snapshot, TopicPartition id) {
        Optional<TopicView> topic = snapshot.topics().stream().filter(each -> each.name().equals(id.topic())).findFirst();
        return topic.flatMap(of -> of.partitions().stream().filter(p -> p.index() == id.partition()).findFirst()
                .map(view -> new Facts(id.topic() + " · partition " + id.partition(), OptionalInt.of(id.partition()), replicas(snapshot, of, view))));
    }

    private static List<Fact> replicas(ClusterSnapshot snapshot, TopicView topic, PartitionView view) {
        List<Fact> facts = new ArrayList<>();
        facts.add(view.leader() < 0 ? Fact.words("leader", "nobody").warnIf(true) : Fact.figure("leader · epoch", "broker " + view.leader() + " · " + view.leaderEpoch()));
        int least = ClusterPictures.minInSync(topic);
        facts.add(Fact.figure("in sync · min.insync", view.inSync().size() + " of " + view.replicas().size() + " · " + least)
                .warnIf(view.inSync().size() < view.replicas().size()));
        facts.add(Fact.figure("high watermark · end", Figures.exact(view.highWatermark()) + " · " + Figures.exact(view.endOffset())).warnIf(view.highWatermark() < view.endOffset()));
        for (int broker : view.replicas()) {
            facts.add(replica(snapshot, view, broker));
        }
        if (view.inSync().size() < least) {
            facts.add(Fact.words("acks=all", "refused: NOT_ENOUGH_REPLICAS").warnIf(true));
        }
        return facts;
    }

    private static Fact replica(ClusterSnapshot snapshot, PartitionView view, int broker) {
        String name = "broker " + broker + (broker == view.leader() ? ", leader" : view.inSync().contains(broker) ? ", in sync" : ", out of sync");
        boolean runs = snapshot.brokers().stream().anyMatch(b -> b.id() == broker && (b.state() == BrokerState.RUNNING || b.state() == BrokerState.FENCED));
        Optional<ReplicaView> known = view.progress().stream().filter(replica -> replica.broker() == broker).findFirst();
        long end = broker == view.leader() ? view.endOffset() : known.map(ReplicaView::endOffset).orElse(-1L);
        String text = end < 0 ? "not heard of" : Figures.exact(end) + (end < view.endOffset() ? "  −" + Figures.exact(view.endOffset() - end) : "");
        String late = known.filter(r -> broker != view.leader() && r.caughtUpMillis() >= 0 && end < view.endOffset() && snapshot.atMillis() - r.caughtUpMillis() >= 1_000)
                .map(r -> "  " + Figures.duration(snapshot.atMillis() - r.caughtUpMillis())).orElse("");
        return Fact.figure(name, runs ? text + late : "not running").warnIf(!runs || !view.inSync().contains(broker));
    }

    private static Facts quorum(ClusterSnapshot snapshot) {
        if (snapshot.quorum().isEmpty()) {
            return Facts.of("The cluster", List.of(Fact.figure("cluster id", snapshot.clusterId()), Fact.figure("controller", "broker " + snapshot.controllerId())));
        }
        QuorumView quorum = snapshot.quorum().get();
        List<Fact> facts = new ArrayList<>();
        String fallen = fallen(snapshot, quorum.leader());
        facts.add(quorum.leader() < 0 ? Fact.words("controller", "nobody").warnIf(true)
                : Fact.figure("controller", "broker " + quorum.leader() + fallen).warnIf(!fallen.isEmpty()));
        facts.add(Fact.figure("term (epoch)", Figures.exact(quorum.epoch())));
        facts.add(Fact.figure("metadata log, committed", Figures.exact(quorum.highWatermark())));
        quorum.voters().forEach(member -> facts.add(member(member, "voter ", quorum)));
        quorum.observers().forEach(member -> facts.add(member(member, "observer ", quorum)));
        facts.add(Fact.figure("cluster id", snapshot.clusterId()));
        return Facts.of("The quorum", facts);
    }

    /** How a broker is that doesn't work, behind a comma; empty of one that does. */
    private static String fallen(ClusterSnapshot snapshot, int broker) {
        return ClusterPictures.of(snapshot, false).tank(broker).filter(tank -> !tank.works()).map(tank -> ", " + tank.stateWord()).orElse("");
    }

    private static Fact member(QuorumView.Member member, String what, QuorumView quorum) {
        return member.endOffset() < 0 ? Fact.words(what + member.broker(), "not running").warnIf(true)
                : Fact.figure(what + member.broker(), Figures.exact(member.endOffset()) + "  term " + member.epoch()).warnIf(member.endOffset() < quorum.highWatermark());
    }
}
