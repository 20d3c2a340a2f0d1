package dev.vitrine.app.model.groups;

import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.GroupState;
import java.util.Optional;

/** Why something can't be done to a group now; empty where it can. */
public final class GroupGuard {

    private GroupGuard() {}

    public static Optional<String> againstReset(GroupLine group) {
        if (!isConsumers(group)) {
            return Optional.of("A " + group.type() + " group keeps no positions of this kind.");
        }
        if (group.positions().isEmpty()) {
            return Optional.of("The group has no positions yet, and reads nothing.");
        }
        return inUse(group, "Positions move only while nobody reads");
    }

    public static Optional<String> againstDelete(GroupLine group) {
        return inUse(group, "A group can be deleted only while nobody is in it");
    }

    private static boolean isConsumers(GroupLine group) {
        return group.type().equalsIgnoreCase("classic") || group.type().equalsIgnoreCase("consumer");
    }

    private static Optional<String> inUse(GroupLine group, String rule) {
        if (group.state() == GroupState.EMPTY || group.state() == GroupState.DEAD) {
            return Optional.empty();
        }
        int n = group.members().size();
        return Optional.of(rule + ": stop " + (n == 1 ? group.members().getFirst().name() : "its " + Figures.count(n, "member")) + " first.");
    }
}
