package dev.vitrine.app.model.lab;

import dev.vitrine.app.model.actors.Assignor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The lab: what has happened so far, and what each assignor made of each step. For one thread. */
public final class Lab {

    private final Map<Assignor, Bench> benches = new EnumMap<>(Assignor.class);
    private final List<Step> steps = new ArrayList<>();
    private int named;

    /** After one event. */
    public record Step(LabEvent event, LabGroup group, Map<Assignor, Outcome> outcomes) {

        public Step {
            outcomes = Map.copyOf(outcomes);
        }
    }

    public Lab() {
        reset();
    }

    /** Three members join, one after another. */
    public void reset() {
        steps.clear();
        named = 0;
        for (Assignor assignor : Assignor.values()) {
            benches.put(assignor, new Bench(assignor));
        }
        for (int i = 0; i < 3; i++) {
            happen(join());
        }
    }

    /** The group as it is now. */
    public LabGroup group() {
        return steps.isEmpty() ? LabGroup.beginning() : steps.getLast().group();
    }

    /** From the first. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** A new member that subscribes to all topics. */
    public LabEvent join() {
        return new LabEvent.Joins("member-" + (char) ('a' + named % 26), new TreeSet<>(group().topics().keySet()));
    }

    /** Why an event can't happen; empty where it can. */
    public Optional<String> against(LabEvent event) {
        LabGroup after = event.after(group());
        if (after.members().size() > LabGroup.MOST_MEMBERS) {
            return Optional.of("The lab has room for " + LabGroup.MOST_MEMBERS + " members.");
        }
        if (after.partitions().size() > LabGroup.MOST_PARTITIONS) {
            return Optional.of("The lab has room for " + LabGroup.MOST_PARTITIONS + " partitions.");
        }
        return Optional.empty();
    }

    public void happen(LabEvent event) {
        named += event instanceof LabEvent.Joins ? 1 : 0;
        LabGroup after = event.after(group());
        Map<Assignor, Outcome> outcomes = new EnumMap<>(Assignor.class);
        benches.forEach((assignor, bench) -> outcomes.put(assignor, bench.take(after)));
        steps.add(new Step(event, after, outcomes));
    }

    /** All partitions that have moved under each assignor since the third member had joined. */
    public Map<Assignor, Integer> movedInAll() {
        Map<Assignor, Integer> sums = new TreeMap<>();
        for (Assignor assignor : Assignor.values()) {
            sums.put(assignor, steps.stream().skip(3).mapToInt(step -> step.outcomes().get(assignor).moved().size()).sum());
        }
        return sums;
    }
}
