package dev.vitrine.app.model.groups;

import dev.vitrine.app.model.Names;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import dev.vitrine.engine.observe.PartitionView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Snapshot → what the screen shows of groups. */
public final class GroupLines {

    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Map<TopicPartition, PartitionView> partitions = new HashMap<>();

    private GroupLines(ClusterSnapshot snapshot) {
        snapshot.topics().forEach(t -> t.partitions().forEach(p -> partitions.put(new TopicPartition(t.name(), p.index()), p)));
    }

    public static List<GroupLine> of(ClusterSnapshot snapshot) {
        GroupLines lines = new GroupLines(snapshot);
        return snapshot.groups().stream().map(lines::line).toList();
    }

    private GroupLine line(GroupView group) {
        List<PositionLine> positions = positions(group);
        Map<TopicPartition, Lag> lags = new HashMap<>();
        positions.forEach(p -> lags.put(p.partition(), p.lag()));
        int noCommit = (int) positions.stream().filter(p -> p.lag() instanceof Lag.NoCommit).count();
        return new GroupLine(group.id(), group.type(), group.state(), group.generation(), group.protocol().orElse(""), group.coordinator(),
                group.stateSinceMillis(), Lag.total(lags.values()), noCommit, members(group, lags), positions);
    }

    private List<PositionLine> positions(GroupView group) {
        Map<TopicPartition, CommittedOffset> committed = new HashMap<>();
        group.offsets().forEach(o -> committed.put(o.partition(), o));
        Map<TopicPartition, String> owners = new HashMap<>();
        group.members().forEach(m -> m.assigned().forEach(p -> owners.put(p, Names.member(m.memberId(), m.clientId()))));
        TreeSet<TopicPartition> all = new TreeSet<>(BY_NAME);
        all.addAll(committed.keySet());
        all.addAll(owners.keySet());
        List<PositionLine> lines = new ArrayList<>(all.size());
        all.forEach(p -> lines.add(position(p, Optional.ofNullable(committed.get(p)), Optional.ofNullable(owners.get(p)))));
        return lines;
    }

    private PositionLine position(TopicPartition id, Optional<CommittedOffset> committed, Optional<String> owner) {
        PartitionView view = partitions.get(id);
        OptionalLong start = view == null ? OptionalLong.empty() : OptionalLong.of(view.logStartOffset());
        OptionalLong end = view == null ? OptionalLong.empty() : OptionalLong.of(view.highWatermark());
        OptionalLong offset = committed.map(c -> OptionalLong.of(c.offset())).orElse(OptionalLong.empty());
        Lag lag = view == null ? new Lag.Gone() : offset.isEmpty() ? new Lag.NoCommit()
                : new Lag.Records(Math.max(0, end.getAsLong() - offset.getAsLong()));
        return new PositionLine(id, offset, start, end, lag, owner, committed.map(CommittedOffset::metadata).orElse(""),
                committed.map(CommittedOffset::committedAtMillis).orElse(0L));
    }

    private static List<MemberLine> members(GroupView group, Map<TopicPartition, Lag> lags) {
        List<MemberView> sorted = group.members().stream()
                .sorted(Comparator.comparing((MemberView m) -> Names.member(m.memberId(), m.clientId())).thenComparing(MemberView::memberId)).toList();
        List<MemberLine> lines = new ArrayList<>(sorted.size());
        for (MemberView m : sorted) {
            List<TopicPartition> assigned = m.assigned().stream().sorted(BY_NAME).toList();
            Lag lag = assigned.isEmpty() ? new Lag.Records(0) : Lag.total(assigned.stream().map(lags::get).toList());
            lines.add(new MemberLine(lines.size(), m.memberId(), Names.member(m.memberId(), m.clientId()), m.instanceId(), m.clientHost(),
                    m.protocols(), m.subscribed(), assigned, lag, group.leader().filter(m.memberId()::equals).isPresent()));
        }
        return lines;
    }
}
