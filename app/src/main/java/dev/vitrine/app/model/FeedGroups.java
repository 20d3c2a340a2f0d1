package dev.vitrine.app.model;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events that came together and say the same of several partitions or groups: when a broker goes, all that it led goes at once, and a person wants to read
 * it once; where dozens of groups commit, one line tells of all.
 */
final class FeedGroups {

    /** So many groups' commits at once are told one by one. */
    private static final int COMMITS_TOLD = 3;

    private FeedGroups() {}

    private record Committed() {}

    private record Elected(int leader, boolean unclean, String why) {}

    private record Synced(List<Integer> removed, List<Integer> added) {}

    /** In the order of the first of each group; what stands alone is a group of its own. */
    static List<List<Observed>> of(List<Observed> events) {
        if (events.size() < 2) {
            return events.stream().map(List::of).toList();
        }
        boolean manyCommit = events.stream().map(Observed::event).filter(Event.OffsetsCommitted.class::isInstance)
                .map(event -> ((Event.OffsetsCommitted) event).group()).distinct().count() > COMMITS_TOLD;
        Map<Object, List<Observed>> groups = new LinkedHashMap<>();
        for (Observed observed : events) {
            Object key = switch (observed.event()) {
                case Event.LeaderElected e -> new Elected(e.leader(), e.unclean(), e.why());
                case Event.InSyncChanged e -> new Synced(e.removed(), e.added());
                case Event.OffsetsCommitted _ when manyCommit -> new Committed();
                default -> observed;
            };
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(observed);
        }
        return List.copyOf(groups.values());
    }
}
