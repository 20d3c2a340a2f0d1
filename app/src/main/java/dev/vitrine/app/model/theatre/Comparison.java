package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.Figures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Two generations of a group side by side: who had what in the one, and who has it in the other. */
public record Comparison(Generation from, Generation to, List<Line> lines, List<String> came, List<String> went) {

    /** @param before member id; empty for nobody. @param after likewise */
    public record Line(TopicPartition partition, String before, String after) {

        public boolean moved() {
            return !before.equals(after);
        }
    }

    public Comparison {
        lines = List.copyOf(lines);
        came = List.copyOf(came);
        went = List.copyOf(went);
    }

    public static Comparison of(Generation from, Generation to) {
        Map<TopicPartition, String> before = owners(from);
        Map<TopicPartition, String> after = owners(to);
        TreeSet<TopicPartition> all = new TreeSet<>(Script.BY_NAME);
        all.addAll(before.keySet());
        all.addAll(after.keySet());
        List<Line> lines = new ArrayList<>();
        all.forEach(partition -> lines.add(new Line(partition, before.getOrDefault(partition, ""), after.getOrDefault(partition, ""))));
        return new Comparison(from, to, lines, without(to, from), without(from, to));
    }

    private static Map<TopicPartition, String> owners(Generation generation) {
        Map<TopicPartition, String> owners = new HashMap<>();
        generation.assignment().forEach((member, partitions) -> partitions.forEach(partition -> owners.put(partition, member)));
        return owners;
    }

    private static List<String> without(Generation these, Generation those) {
        return these.assignment().keySet().stream().filter(id -> !those.assignment().containsKey(id)).map(these.names()::get).sorted().toList();
    }

    public long moved() {
        return lines.stream().filter(Line::moved).count();
    }

    /** What a member is called; {@code nobody} for none. */
    public String name(String memberId) {
        String name = to.names().getOrDefault(memberId, from.names().get(memberId));
        return memberId.isEmpty() ? "nobody" : Objects.requireNonNullElse(name, memberId);
    }

    /** {@code 2 of 6 partitions have another owner. db-2 is new.} */
    public String sentence() {
        String partitions = moved() + " of " + Figures.count(lines.size(), "partition") + (moved() == 1 ? " has" : " have") + " another owner.";
        return partitions + said(came, "new") + said(went, "gone")
                + (spread(to) == spread(from) ? "" : " The busiest member owns " + spread(to) + " more than the idlest; it was " + spread(from) + ".");
    }

    private static String said(Collection<String> names, String what) {
        return names.isEmpty() ? "" : " " + names.stream().collect(Collectors.joining(", ")) + (names.size() == 1 ? " is " : " are ") + what + ".";
    }

    private static int spread(Generation generation) {
        var sizes = generation.assignment().values().stream().mapToInt(List::size).summaryStatistics();
        return sizes.getCount() == 0 ? 0 : sizes.getMax() - sizes.getMin();
    }
}
