package dev.vitrine.app.model.stage;

import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which colour a group has and which shape a member: the same wherever either is shown, and kept while others come and go. Safe for use from several
 * threads.
 */
public final class Emblems {

    private final Places groups;
    private final Map<String, Places> members = new HashMap<>();

    public Emblems() {
        this(new Places());
    }

    private Emblems(Places groups) {
        this.groups = groups;
    }

    /** What is given out now; from here on its own. */
    public synchronized Emblems copy() {
        Emblems copy = new Emblems(groups.copy());
        members.forEach((group, places) -> copy.members.put(group, places.copy()));
        return copy;
    }

    /** The places of all groups there are, by id. */
    public synchronized Map<String, Integer> groups(List<GroupView> present) {
        return groups.of(present.stream().map(GroupView::id).toList());
    }

    /** The places of the members of all groups there are, by group and member id. */
    public synchronized Map<String, Map<String, Integer>> members(List<GroupView> present) {
        members.keySet().retainAll(present.stream().map(GroupView::id).collect(Collectors.toSet()));
        return present.stream().collect(Collectors.toMap(GroupView::id, group -> members.computeIfAbsent(group.id(), _ -> new Places())
                .of(group.members().stream().map(MemberView::memberId).toList())));
    }
}
