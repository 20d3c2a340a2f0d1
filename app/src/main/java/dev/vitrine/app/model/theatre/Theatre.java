package dev.vitrine.app.model.theatre;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** All rebalances that were seen, group by group, a bounded number of each. For one thread. */
public final class Theatre {

    private static final int MOST_GROUPS = 1_000;

    private final Map<String, GroupPlot> plots = new LinkedHashMap<>();
    private final Readings readings;
    private long nowMillis;
    private long changes;

    /** @param past how the cluster was at an instant, as far as that is remembered */
    public Theatre(LongFunction<Optional<ClusterSnapshot>> past) {
        this.readings = new Readings(past);
    }

    /** @param lost how many went by unseen before these */
    public void happened(List<Observed> events, long lost) {
        if (lost > 0) {
            plots.values().forEach(plot -> plot.lost(nowMillis));
        }
        for (Observed observed : events) {
            nowMillis = Math.max(nowMillis, observed.atMillis());
            groupOf(observed.event()).ifPresent(group -> {
                changes++;
                plot(group).happened(observed.event(), observed.atMillis());
            });
        }
    }

    /** To be called after {@link #happened} of the same moment. */
    public void picture(ClusterSnapshot snapshot) {
        nowMillis = Math.max(nowMillis, snapshot.atMillis());
        readings.picture(snapshot);
        snapshot.groups().forEach(group -> plot(group.id()).picture(group));
    }

    private GroupPlot plot(String group) {
        GroupPlot plot = plots.computeIfAbsent(group, id -> new GroupPlot(id, readings));
        if (plots.size() > MOST_GROUPS) {
            plots.remove(plots.keySet().iterator().next());
        }
        return plot;
    }

    private static Optional<String> groupOf(Event event) {
        return switch (event) {
            case Event.MemberJoined e -> Optional.of(e.group());
            case Event.MemberRejoined e -> Optional.of(e.group());
            case Event.MemberLeft e -> Optional.of(e.group());
            case Event.SubscriptionChanged e -> Optional.of(e.group());
            case Event.GroupTopicsChanged e -> Optional.of(e.group());
            case Event.GroupStateChanged e -> Optional.of(e.group());
            case Event.AssignmentComputed e -> Optional.of(e.group());
            case Event.AssignmentFetched e -> Optional.of(e.group());
            case Event.MemberReconciled e -> Optional.of(e.group());
            case Event.GroupProtocolChanged e -> Optional.of(e.group());
            default -> Optional.empty();
        };
    }

    /** Grows with all that concerns groups: while it stays the same, only what is open has changed, by its stopwatches. */
    public long changes() {
        return changes;
    }

    /** The newest instant that it knows of. */
    public long nowMillis() {
        return nowMillis;
    }

    /** A group's rebalances, the oldest first. */
    public List<Rebalance> rebalances(String group) {
        GroupPlot plot = plots.get(group);
        return plot == null ? List.of() : plot.rebalances(nowMillis);
    }

    /** The last rebalance of a group that had begun by then. */
    public Optional<Rebalance> at(String group, long millis) {
        return Optional.ofNullable(plots.get(group)).flatMap(plot -> plot.at(millis, nowMillis));
    }

    /** What was worked out for a group, the oldest first. */
    public List<Generation> generations(String group) {
        GroupPlot plot = plots.get(group);
        return plot == null ? List.of() : plot.generations();
    }
}
