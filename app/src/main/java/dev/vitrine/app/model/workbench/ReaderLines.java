package dev.vitrine.app.model.workbench;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.groups.GroupLine;
import dev.vitrine.app.model.groups.GroupLines;
import dev.vitrine.app.model.groups.Lag;
import dev.vitrine.app.model.stage.Emblems;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The lines of the table of readers: all groups, and below the one that is open its members. */
public final class ReaderLines {

    private ReaderLines() {}

    /**
     * A group, or one of its members.
     *
     * @param memberId empty for the group itself
     * @param place    of a group among all groups: its colour; of a member among the members: its shape
     * @param state    of a group, in words
     * @param owns     partitions: of a member its own
     */
    public record Line(String group, Optional<String> memberId, String name, int place, boolean open, String state, List<TopicPartition> owns, Lag lag) {

        public Line {
            owns = List.copyOf(owns);
        }

        /** The same without what changes: what its name is drawn from. */
        public Line face() {
            return new Line(group, memberId, name, place, open, "", List.of(), new Lag.NoCommit());
        }

        /** The same without its lag: what is drawn of what it holds. */
        public Line holding() {
            return new Line(group, memberId, name, place, open, state, owns, new Lag.NoCommit());
        }

        /** What is selected where this line is chosen. */
        public Selected selects() {
            return memberId.<Selected>map(id -> new Selected.Member(group, id)).orElseGet(() -> new Selected.Group(group));
        }    }

    /** @param emblems who has which colour and shape in the picture */
    public static List<Line> of(ClusterSnapshot snapshot, Focus focus, Emblems emblems) {
        Map<String, Integer> colours = emblems.groups(snapshot.groups());
        Map<String, Map<String, Integer>> shapes = emblems.members(snapshot.groups());
        List<Line> lines = new ArrayList<>();
        GroupLines.of(snapshot).stream().sorted(Comparator.comparing(GroupLine::id)).forEach(group -> {
            boolean open = focus.group().filter(group.id()::equals).isPresent();
            lines.add(new Line(group.id(), Optional.empty(), group.id(), colours.get(group.id()), open, group.state().label(), List.of(), group.lag()));
            if (open) {
                group.members().forEach(member -> lines.add(new Line(group.id(), Optional.of(member.memberId()), member.name(),
                        shapes.get(group.id()).get(member.memberId()), false, "", member.assigned(), member.lag())));
            }
        });
        return lines;
    }
}
