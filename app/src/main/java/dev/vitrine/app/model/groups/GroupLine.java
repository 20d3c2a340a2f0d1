package dev.vitrine.app.model.groups;

import dev.vitrine.engine.observe.GroupState;
import java.util.List;

/**
 * A group in the list.
 *
 * @param protocol   the assignor it chose; empty where it has none yet
 * @param lag        of all its partitions together
 * @param noCommit   partitions that it reads and has never committed
 * @param sinceMillis wall-clock time of the last change of state
 */
public record GroupLine(
        String id, String type, GroupState state, int generation, String protocol, int coordinator, long sinceMillis,
        Lag lag, int noCommit, List<MemberLine> members, List<PositionLine> positions) {

    public GroupLine {
        members = List.copyOf(members);
        positions = List.copyOf(positions);
    }

    /** Topics it reads or has positions in. */
    public List<String> topics() {
        return positions.stream().map(p -> p.partition().topic()).distinct().sorted().toList();
    }

    /** The state in words; with its generation where it isn't between two. */
    public String stateText() {
        return switch (state) {
            case EMPTY -> "Empty";
            case DEAD -> "Dead";
            default -> state.rebalancing() ? state.label() : state.label() + " · generation " + generation;
        };
    }
}
