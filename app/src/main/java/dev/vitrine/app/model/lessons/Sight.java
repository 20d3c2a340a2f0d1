package dev.vitrine.app.model.lessons;

import dev.vitrine.app.model.actors.ActorFigures;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import dev.vitrine.engine.observe.Observed;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the judge sees.
 *
 * @param before the cluster when the step began
 * @param now    the cluster
 * @param events since the step began
 * @param actors now
 */
public record Sight(ClusterSnapshot before, ClusterSnapshot now, List<Observed> events, List<ActorView> actors) {

    Optional<TopicView> topic(String name) {
        return topic(now, name);
    }

    private static Optional<TopicView> topic(ClusterSnapshot snapshot, String name) {
        return snapshot.topics().stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    /** By how much a figure of each partition has grown since the step began; a topic made anew begins at nothing. */
    Map<Integer, Long> grown(String name, ToLongFunction<PartitionView> figure) {
        Optional<TopicView> there = topic(name);
        Optional<TopicView> was = topic(before, name).filter(old -> there.isPresent() && old.id().equals(there.get().id()));
        Map<Integer, Long> at = was.map(old -> old.partitions().stream().collect(Collectors.toMap(PartitionView::index, figure::applyAsLong))).orElse(Map.of());
        return there.map(topic -> topic.partitions().stream()
                .collect(Collectors.toMap(PartitionView::index, p -> figure.applyAsLong(p) - at.getOrDefault(p.index(), 0L)))).orElse(Map.of());
    }

    long grownInAll(String name, ToLongFunction<PartitionView> figure) {
        return grown(name, figure).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Groups that have to do with a topic; of that name only, where one is given. */
    Stream<GroupView> groups(String group, String topic) {
        return groups(now, group, topic);
    }

    Stream<GroupView> groupsBefore(String group, String topic) {
        return groups(before, group, topic);
    }

    private static Stream<GroupView> groups(ClusterSnapshot snapshot, String group, String topic) {
        return snapshot.groups().stream().filter(g -> group == null || g.id().equals(group)).filter(g -> topic == null
                || g.offsets().stream().anyMatch(offset -> offset.partition().topic().equals(topic))
                || g.members().stream().anyMatch(member -> member.subscribed().contains(topic) || owns(member, topic)));
    }

    static boolean owns(MemberView member, String topic) {
        return member.assigned().stream().anyMatch(partition -> topic == null || partition.topic().equals(topic));
    }

    /** Where a group has committed for a topic, in all. */
    static long committed(GroupView group, String topic) {
        return group.offsets().stream().filter(offset -> offset.partition().topic().equals(topic)).mapToLong(CommittedOffset::offset).sum();
    }

    /** Records that were written and not committed as read; what was never committed counts from where the log begins. */
    long lag(GroupView group, String name) {
        Map<Integer, Long> committed = group.offsets().stream().filter(offset -> offset.partition().topic().equals(name))
                .collect(Collectors.toMap(offset -> offset.partition().partition(), CommittedOffset::offset));
        return topic(name).map(topic -> topic.partitions().stream()
                .mapToLong(p -> Math.max(0, p.highWatermark() - Math.max(p.logStartOffset(), committed.getOrDefault(p.index(), 0L)))).sum()).orElse(0L);
    }

    /** A connection's traffic with a partition since the step began, of those that are open and of those that came and went. */
    record Went(String clientId, FlowView flow) {}

    Stream<Went> traffic(String topic, FlowView.Direction direction) {
        Stream<Went> open = now.connections().stream().flatMap(connection -> connection.flows().stream().map(flow -> new Went(connection.clientId(), flow)));
        Stream<Went> gone = events(Event.ConnectionClosed.class).flatMap(closed -> closed.flows().stream().map(flow -> new Went(closed.clientId(), flow)));
        return Stream.concat(open, gone).filter(went -> went.flow.direction() == direction && went.flow.partition().topic().equals(topic)
                && went.flow.lastAtMillis() >= before.atMillis());
    }

    /** Events of one kind. */
    <E extends Event> Stream<E> events(Class<E> kind) {
        return events.stream().map(Observed::event).filter(kind::isInstance).map(kind::cast);
    }

    Optional<ActorView> actor(String name) {
        return actors.stream().filter(actor -> actor.name().equals(name)).findFirst();
    }

    /** Actors' figures of one kind, of those that have to do with nothing but this topic. */
    <F extends ActorFigures> Stream<F> figures(Class<F> kind, String topic) {
        return actors.stream().filter(actor -> Stagehand.topics(actor.setup()).contains(topic)).map(ActorView::figures).filter(kind::isInstance).map(kind::cast);
    }
}
