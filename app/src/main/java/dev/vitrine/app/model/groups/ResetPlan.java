package dev.vitrine.app.model.groups;

import dev.vitrine.app.model.Figures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Positions before → after. Made from what the broker said of its logs just now; nothing is changed until it is applied. */
public record ResetPlan(String group, List<Line> lines) {

    public ResetPlan {
        lines = List.copyOf(lines);
    }

    /**
     * One partition.
     *
     * @param before empty where the group has no position
     * @param note   why it isn't quite what was asked for; empty where it is
     */
    public record Line(TopicPartition partition, OptionalLong before, long after, long start, long end, String note) {

        public boolean moves() {
            return before.isEmpty() || before.getAsLong() != after;
        }

        /** Records that are read again (negative move) or skipped, in words. */
        public String effect() {
            if (before.isEmpty()) {
                return Figures.count(end - after, "record") + " to read";
            }
            long by = after - before.getAsLong();
            return by == 0 ? "stays" : by < 0 ? Figures.count(-by, "record") + " read again" : Figures.count(by, "record") + " skipped";
        }
    }

    /** Where a log begins and ends, and the offset a time leads to (the end where nothing is that young). */
    public record Bounds(long start, long end, OptionalLong atTime) {}

    public static ResetPlan of(String group, ResetTarget target, Map<TopicPartition, OptionalLong> before, Map<TopicPartition, Bounds> bounds) {
        List<Line> lines = new ArrayList<>();
        before.forEach((partition, position) -> {
            Bounds log = bounds.get(partition);
            if (log != null) {
                lines.add(line(target, partition, position, log));
            }
        });
        lines.sort(Comparator.comparing((Line l) -> l.partition().topic()).thenComparingInt(l -> l.partition().partition()));
        return new ResetPlan(group, lines);
    }

    private static Line line(ResetTarget target, TopicPartition partition, OptionalLong before, Bounds log) {
        if (target instanceof ResetTarget.ShiftBy && before.isEmpty()) {
            return new Line(partition, before, log.end(), log.start(), log.end(), "no position to shift: to the end");
        }
        long wanted = switch (target) {
            case ResetTarget.Earliest _ -> log.start();
            case ResetTarget.Latest _ -> log.end();
            case ResetTarget.ToOffset to -> to.offset();
            case ResetTarget.ShiftBy shift -> Math.addExact(before.getAsLong(), shift.records());
            case ResetTarget.ToTime _ -> log.atTime().orElse(log.end());
        };
        long after = Math.clamp(wanted, log.start(), log.end());
        String note = after > wanted ? "the log begins here" : after < wanted ? "the log ends here"
                : target instanceof ResetTarget.ToTime && log.atTime().isEmpty() ? "nothing is that young: to the end" : "";
        return new Line(partition, before, after, log.start(), log.end(), note);
    }

    public List<Line> moving() {
        return lines.stream().filter(Line::moves).toList();
    }

    public Map<TopicPartition, Long> targets() {
        return moving().stream().collect(Collectors.toMap(Line::partition, Line::after));
    }

    /** What the button says. */
    public String verb() {
        return "Reset " + Figures.count(moving().size(), "partition");
    }

    /** What it does altogether. */
    public String summary() {
        long again = moving().stream().mapToLong(l -> Math.max(0, l.before().orElse(l.after()) - l.after())).sum();
        long skipped = moving().stream().mapToLong(l -> Math.max(0, l.after() - l.before().orElse(l.after()))).sum();
        List<String> parts = new ArrayList<>();
        if (again > 0) {
            parts.add(Figures.count(again, "record") + " will be read again");
        }
        if (skipped > 0) {
            parts.add(Figures.count(skipped, "record") + " will be skipped");
        }
        return moving().isEmpty() ? "Nothing would move." : parts.isEmpty() ? "Positions are set for the first time." : String.join(", ", parts) + ".";
    }

    /** Partitions that a reset can speak of. */
    public static Collection<TopicPartition> partitions(GroupLine group) {
        return group.positions().stream().filter(p -> p.end().isPresent()).map(PositionLine::partition).toList();
    }
}
