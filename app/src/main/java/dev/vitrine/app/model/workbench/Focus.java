package dev.vitrine.app.model.workbench;

import dev.vitrine.app.model.Selected;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.TopicView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Which topic, partition and group the tables have opened. A selection names one thing; what it says nothing of stays as it was, so that going from a
 * partition to a group that reads it closes neither.
 *
 * @param partition of the topic; empty where all of its partitions are looked at
 * @param member    of the group; its id
 */
public record Focus(Optional<String> topic, OptionalInt partition, Optional<String> group, Optional<String> member) {

    public static final Focus NONE = new Focus(Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());

    /** The partitions whose records are looked at. */
    public List<TopicPartition> partitions(ClusterSnapshot snapshot) {
        return topic.flatMap(name -> named(snapshot, name)).map(view -> view.partitions().stream()
                .filter(p -> partition.isEmpty() || partition.getAsInt() == p.index()).map(p -> new TopicPartition(view.name(), p.index())).toList()).orElse(List.of());
    }

    /** After a selection, in a cluster as it is now. */
    public Focus on(Selected selected, ClusterSnapshot snapshot) {
        return followed(selected, snapshot).within(snapshot);
    }

    private Focus followed(Selected selected, ClusterSnapshot snapshot) {
        return switch (selected) {
            case Selected.Nothing _, Selected.Broker _ -> this;
            case Selected.Topic(String name) -> new Focus(Optional.of(name), OptionalInt.empty(), group, member);
            case Selected.Partition(TopicPartition id) -> new Focus(Optional.of(id.topic()), OptionalInt.of(id.partition()), group, member);
            case Selected.Group(String id) -> group(id, Optional.empty(), snapshot);
            case Selected.Rebalance(String id, long _) -> group(id, Optional.empty(), snapshot);
            case Selected.Member(String id, String memberId) -> group(id, Optional.of(memberId), snapshot);
            case Selected.Client(String clientId) -> client(clientId, snapshot);
        };
    }

    private Focus group(String id, Optional<String> memberId, ClusterSnapshot snapshot) {
        List<String> reads = snapshot.groups().stream().filter(view -> view.id().equals(id)).findFirst().map(Focus::topics).orElse(List.of());
        boolean stays = reads.isEmpty() || topic.filter(reads::contains).isPresent();
        return new Focus(stays ? topic : Optional.of(reads.getFirst()), stays ? partition : OptionalInt.empty(), Optional.of(id), memberId);
    }

    private static List<String> topics(GroupView group) {
        return Stream.concat(group.members().stream().flatMap(member -> member.assigned().stream().map(TopicPartition::topic)),
                group.offsets().stream().map(offset -> offset.partition().topic())).distinct().sorted().toList();
    }

    /** A program is where it writes or reads, and the member that it is. */
    private Focus client(String clientId, ClusterSnapshot snapshot) {
        List<String> touches = snapshot.connections().stream().filter(connection -> connection.clientId().equals(clientId))
                .flatMap(connection -> connection.flows().stream()).map(flow -> flow.partition().topic()).distinct().sorted().toList();
        boolean stays = touches.isEmpty() || topic.filter(touches::contains).isPresent();
        Focus there = new Focus(stays ? topic : Optional.of(touches.getFirst()), stays ? partition : OptionalInt.empty(), group, member);
        for (GroupView view : snapshot.groups()) {
            Optional<String> id = view.members().stream().filter(each -> each.clientId().equals(clientId)).map(each -> each.memberId()).findFirst();
            if (id.isPresent()) {
                return new Focus(there.topic, there.partition, Optional.of(view.id()), id);
            }
        }
        return there;
    }

    /** What is no longer there makes way for the first that is; before anybody has chosen, too. */
    private Focus within(ClusterSnapshot snapshot) {
        Optional<String> there = topic.filter(name -> named(snapshot, name).isPresent()).or(() -> snapshot.topics().stream()
                .filter(view -> !view.internal()).map(TopicView::name).min(Comparator.naturalOrder()));
        boolean same = there.equals(topic) && partition.isPresent() && named(snapshot, there.orElseThrow()).orElseThrow().partitions().stream()
                .anyMatch(p -> p.index() == partition.getAsInt());
        Optional<String> of = group.filter(id -> group(snapshot, id).isPresent())
                .or(() -> snapshot.groups().stream().map(GroupView::id).min(Comparator.naturalOrder()));
        Optional<String> who = of.equals(group) ? member.filter(id -> group(snapshot, of.orElseThrow()).orElseThrow().members().stream()
                .anyMatch(each -> each.memberId().equals(id))) : Optional.empty();
        return new Focus(there, same ? partition : OptionalInt.empty(), of, who);
    }

    private static Optional<TopicView> named(ClusterSnapshot snapshot, String topic) {
        return snapshot.topics().stream().filter(view -> view.name().equals(topic)).findFirst();
    }

    private static Optional<GroupView> group(ClusterSnapshot snapshot, String id) {
        return snapshot.groups().stream().filter(view -> view.id().equals(id)).findFirst();
    }
}
