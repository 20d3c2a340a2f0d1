package dev.vitrine.app.model.groups;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Who owns what: a row for each member, a column for each partition. A column that nobody owns says so.
 *
 * @param columns at most {@value #MOST_COLUMNS}
 * @param hidden  partitions that found no column
 */
public record AssignmentMatrix(List<TopicPartition> columns, List<MemberLine> members, List<Set<TopicPartition>> owned, int hidden) {

    public static final int MOST_COLUMNS = 200;

    public static AssignmentMatrix of(GroupLine group) {
        Set<TopicPartition> all = new TreeSet<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        group.positions().forEach(p -> all.add(p.partition()));
        List<TopicPartition> columns = all.stream().limit(MOST_COLUMNS).toList();
        List<Set<TopicPartition>> owned = new ArrayList<>();
        group.members().forEach(m -> owned.add(new HashSet<>(m.assigned())));
        return new AssignmentMatrix(columns, group.members(), owned, all.size() - columns.size());
    }

    public boolean owns(int member, TopicPartition partition) {
        return owned.get(member).contains(partition);
    }

    public boolean unowned(TopicPartition partition) {
        return owned.stream().noneMatch(set -> set.contains(partition));
    }

    /** The difference between the busiest member and the idlest, in partitions. */
    public int imbalance() {
        var counts = owned.stream().mapToInt(Set::size).summaryStatistics();
        return counts.getCount() == 0 ? 0 : counts.getMax() - counts.getMin();
    }

    /** In words, for who can't see it. */
    public String sentence() {
        if (members.isEmpty()) {
            return "No member: nobody owns a partition.";
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            MemberLine m = members.get(i);
            parts.add(m.name() + (m.assigned().isEmpty() ? " is idle" : " owns " + dev.vitrine.app.model.Names.partitions(m.assigned())));
        }
        return String.join("; ", parts) + ".";
    }
}
