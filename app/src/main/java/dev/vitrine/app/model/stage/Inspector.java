package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.Fact;
import dev.vitrine.app.model.Facts;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Names;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.cluster.ClusterFacts;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What the inspector says of the thing that is selected. */
public final class Inspector {

    private static final Facts NOTHING = Facts.of("Nothing selected", List.of(
            Fact.words("Click a lane, a topic, a member or a program.", ""), Fact.figure("find anything", "Ctrl K"),
            Fact.figure("larger · smaller · as it was", "Ctrl +  Ctrl −  Ctrl 0"), Fact.figure("full screen · frame times", "F11  F12")));

    private final ClusterSnapshot snapshot;
    private final EndMeter ends;
    private final long nowNanos;
    private final boolean live;

    /** @param snapshot null before the first has come; @param live false where it is one of the past */
    public Inspector(ClusterSnapshot snapshot, EndMeter ends, long nowNanos, boolean live) {
        this.live = live;
        this.snapshot = snapshot;
        this.ends = ends;
        this.nowNanos = nowNanos;
    }

    public Facts facts(Selected selected) {
        if (snapshot == null) {
            return NOTHING;
        }
        return switch (selected) {
            case Selected.Nothing _ -> NOTHING;
            case Selected.Topic(String name) -> topic(name).map(this::topicFacts).orElse(gone("Topic " + name));
            case Selected.Partition(TopicPartition id) -> topic(id.topic()).flatMap(topic -> topic.partitions().stream().filter(p -> p.index() == id.partition()).findFirst())
                    .map(partition -> partitionFacts(id, partition)).orElse(gone(id.topic() + " · partition " + id.partition()));
            case Selected.Rebalance(String id, long _) -> group(id).map(this::groupFacts).orElse(gone("Group " + id));
            case Selected.Group(String id) -> group(id).map(this::groupFacts).orElse(gone("Group " + id));
            case Selected.Member(String group, String memberId) -> group(group).flatMap(of -> of.members().stream().filter(m -> m.memberId().equals(memberId)).findFirst()
                    .map(member -> memberFacts(of, member))).orElse(gone(Names.member(memberId, "") + " in " + group));
            case Selected.Client(String clientId) -> clientFacts(clientId);
            case Selected.Broker(int id) -> ClusterFacts.broker(snapshot, id);
        };
    }

    private Facts gone(String what) {
        return Facts.of(what, List.of(Fact.words(live ? "is not there any more" : "is not there at this moment", "")));
    }

    private Optional<TopicView> topic(String name) {
        return snapshot.topics().stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    private Optional<GroupView> group(String id) {
        return snapshot.groups().stream().filter(group -> group.id().equals(id)).findFirst();
    }

    private Facts topicFacts(TopicView topic) {
        List<PartitionView> partitions = topic.partitions();
        double rate = partitions.stream().mapToDouble(p -> ends.perSecond(new TopicPartition(topic.name(), p.index()), nowNanos)).sum();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.figure("partitions · replicas each", partitions.size() + " · " + partitions.stream().mapToInt(p -> p.replicas().size()).max().orElse(0)));
        facts.add(Fact.figure("records kept", Figures.exact(partitions.stream().mapToLong(p -> p.endOffset() - p.logStartOffset()).sum())));
        facts.add(Fact.figure("on disk · segments", Figures.bytes(partitions.stream().mapToLong(PartitionView::sizeBytes).sum()) + " · "
                + partitions.stream().mapToInt(PartitionView::segments).sum()));
        facts.add(Fact.figure("coming in", Figures.rate(rate)));
        String readers = snapshot.groups().stream().filter(group -> reads(group, topic.name())).map(GroupView::id).sorted().collect(Collectors.joining(", "));
        facts.add(Fact.words("read by", readers.isEmpty() ? "no group yet" : readers));
        topic.configs().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(config -> facts.add(Fact.figure(config.getKey(), config.getValue())));
        return Facts.of(topic.name(), facts);
    }

    private static boolean reads(GroupView group, String topic) {
        return group.members().stream().anyMatch(member -> member.subscribed().contains(topic)) || group.offsets().stream().anyMatch(o -> o.partition().topic().equals(topic));
    }

    private Facts partitionFacts(TopicPartition id, PartitionView view) {
        EndMeter.Ends now = ends.ends(id).orElse(new EndMeter.Ends(view.logStartOffset(), view.highWatermark(), view.endOffset()));
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.figure("log start · end", Figures.exact(now.logStart()) + " · " + Figures.exact(now.end())));
        facts.add(Fact.figure("high watermark · LSO", Figures.exact(now.highWatermark()) + " · " + Figures.exact(view.lastStableOffset()))
                .warnIf(view.lastStableOffset() < view.highWatermark()));
        facts.add(Fact.figure("coming in · on disk", Figures.rate(ends.perSecond(id, nowNanos)) + " · " + Figures.bytes(view.sizeBytes())));
        snapshot.groups().stream().sorted(Comparator.comparing(GroupView::id)).forEach(group -> position(group, id, now.highWatermark()).ifPresent(facts::add));
        facts.add(Fact.figure("leader · epoch · in sync", "broker " + view.leader() + " · " + view.leaderEpoch() + " · "
                + view.inSync().stream().map(String::valueOf).collect(Collectors.joining(" "))).warnIf(view.inSync().size() < view.replicas().size()));
        return new Facts(id.topic() + " · partition " + id.partition(), OptionalInt.of(id.partition()), facts);
    }

    private Optional<Fact> position(GroupView group, TopicPartition id, long highWatermark) {
        Optional<CommittedOffset> committed = group.offsets().stream().filter(offset -> offset.partition().equals(id)).findFirst();
        boolean owned = group.members().stream().anyMatch(member -> member.assigned().contains(id));
        boolean wanted = group.members().stream().anyMatch(member -> member.subscribed().contains(id.topic()));
        if (committed.isEmpty()) {
            return owned || wanted ? Optional.of(Fact.words(group.id(), "no commit yet")) : Optional.empty();
        }
        long lag = Math.max(0, highWatermark - committed.get().offset());
        boolean unowned = wanted && !owned;
        String text = Figures.exact(committed.get().offset()) + "  lag " + Figures.exact(lag) + (unowned ? "  unowned" : "");
        return Optional.of(Fact.figure(group.id(), text).warnIf(unowned));
    }

    private Facts groupFacts(GroupView group) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.words("state", group.state().label() + (group.state().rebalancing() ? " for " + Figures.stopwatch(Math.max(0, snapshot.atMillis() - group.stateSinceMillis())) : ""))
                .warnIf(group.state().rebalancing()));
        facts.add(Fact.words("protocol · assignor", group.type() + group.protocol().filter(p -> !p.isEmpty()).map(p -> " · " + p).orElse("")));
        facts.add(Fact.figure("generation · coordinator", group.generation() + " · broker " + group.coordinator()));
        facts.add(Fact.figure("members", String.valueOf(group.members().size())));
        long lag = group.offsets().stream().mapToLong(offset -> offset.lag().orElse(0)).sum();
        facts.add(group.offsets().isEmpty() ? Fact.words("lag", "no commit yet") : Fact.figure("lag, all partitions", Figures.exact(lag)));
        group.offsets().stream().sorted(Comparator.comparing((CommittedOffset o) -> o.partition().topic()).thenComparing(o -> o.partition().partition()))
                .forEach(offset -> facts.add(Fact.figure(offset.partition().topic() + " " + offset.partition().partition(),
                        Figures.exact(offset.offset()) + "  lag " + offset.lag().stream().mapToObj(Figures::exact).findFirst().orElse("–"))));
        return Facts.of(group.id(), facts);
    }

    private Facts memberFacts(GroupView group, MemberView member) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.words("in group", group.id() + (group.leader().filter(member.memberId()::equals).isPresent() ? ", its leader" : "")));
        facts.add(Fact.words("owns", member.assigned().isEmpty() ? "no partition" : Names.partitions(member.assigned())));
        facts.add(Fact.words("subscribed to", member.subscribed().isEmpty() ? "not told" : String.join(", ", member.subscribed())));
        facts.add(Fact.words("assignors offered", String.join(", ", member.protocols())));
        facts.add(Fact.figure("session · rebalance timeout", Figures.duration(member.sessionTimeoutMs()) + " · " + Figures.duration(member.rebalanceTimeoutMs())));
        facts.add(Fact.figure("host", member.clientHost().replaceFirst("^/", "")));
        member.instanceId().ifPresent(id -> facts.add(Fact.figure("group.instance.id", id)));
        facts.add(Fact.figure("member id", member.memberId()));
        return Facts.of(Names.member(member.memberId(), member.clientId()), facts);
    }

    private Facts clientFacts(String clientId) {
        List<ConnectionView> connections = snapshot.connections().stream().filter(connection -> connection.clientId().equals(clientId)).toList();
        if (connections.isEmpty()) {
            return cutOff(clientId);
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.words("software", connections.stream().map(ConnectionView::software).map(Names::software).flatMap(Optional::stream).findFirst().orElse("not told")));
        facts.add(Fact.figure("connected from", connections.stream().map(ConnectionView::remoteAddress).collect(Collectors.joining("  "))));
        facts.add(Fact.figure("for · requests", Figures.duration(snapshot.atMillis() - connections.stream().mapToLong(ConnectionView::openedAtMillis).min().orElse(0))
                + " · " + Figures.exact(connections.stream().mapToLong(ConnectionView::requests).sum())));
        moved(connections, Direction.PRODUCE, "wrote").ifPresent(facts::add);
        moved(connections, Direction.FETCH, "read").ifPresent(facts::add);
        facts.addAll(ClientFacts.of(snapshot, clientId, connections));
        return Facts.of(clientId.isEmpty() ? "no client id" : clientId, facts);
    }

    /** A program that has no connection may be a member even so, until its session is over: it crashed, or its network did. */
    private Facts cutOff(String clientId) {
        List<Facts> member = snapshot.groups().stream().flatMap(group -> group.members().stream().filter(one -> one.clientId().equals(clientId))
                .map(one -> memberFacts(group, one))).toList();
        if (clientId.isEmpty() || member.isEmpty()) {
            return gone(Names.client(clientId));
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.words("connection", "none: it is a member until its session times out").warnIf(true));
        facts.addAll(member.getFirst().lines());
        return Facts.of(clientId, facts);
    }

    private static Optional<Fact> moved(List<ConnectionView> connections, Direction direction, String verb) {
        List<FlowView> flows = connections.stream().flatMap(connection -> connection.flows().stream()).filter(flow -> flow.direction() == direction).toList();
        return flows.isEmpty() ? Optional.empty() : Optional.of(Fact.figure(verb, Figures.exact(flows.stream().mapToLong(FlowView::records).sum()) + " records · "
                + Figures.bytes(flows.stream().mapToLong(FlowView::bytes).sum())));
    }
}
