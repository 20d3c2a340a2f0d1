package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.REBALANCE_STORM;
import static dev.vitrine.app.model.explain.Finding.Kind.REBALANCING;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.theatre.Rebalance;
import dev.vitrine.app.model.theatre.RebalanceWords;
import java.util.List;
import java.util.function.Consumer;

/** A rebalance that goes on, and one after the other. */
final class Rebalances implements Suspect {

    static final long STORM_WITHIN_MILLIS = 60_000;
    static final int STORM = 3;

    @Override
    public void examine(Case of, Consumer<Finding> says) {
        long at = of.evidence().atMillis();
        List<Rebalance> all = of.evidence().rebalances(of.group().id());
        if (of.group().state().rebalancing() && !all.isEmpty()) {
            Rebalance running = all.getLast();
            says.accept(Finding.of(REBALANCING, 80, "It is sharing out its partitions anew, for " + Figures.stopwatch(at - running.beganMillis()) + ". "
                    + new RebalanceWords(running, at).cause(), "the group is in state " + of.group().state().label(),
                    new Selected.Rebalance(of.group().id(), running.beganMillis())).at(running.beganMillis()));
        }
        // Who came first of all disturbed nobody.
        List<Rebalance> lately = all.stream().filter(one -> at - one.beganMillis() < STORM_WITHIN_MILLIS && one.partitions().stream().anyMatch(p -> !p.first().isEmpty())).toList();
        if (lately.size() >= STORM) {
            long spent = lately.stream().mapToLong(one -> one.millis(at)).sum();
            says.accept(Finding.of(REBALANCE_STORM, 75, Figures.count(lately.size(), "rebalance") + " within a minute: " + reasons(lately, at) + ".",
                    "together they took " + Figures.duration(spent) + " of " + Figures.duration(STORM_WITHIN_MILLIS),
                    new Selected.Rebalance(of.group().id(), lately.getLast().beganMillis())).at(lately.getLast().beganMillis()));
        }
    }

    private static String reasons(List<Rebalance> lately, long at) {
        List<String> reasons = lately.stream().map(one -> new RebalanceWords(one, at).shortly()).distinct().toList();
        return String.join("; ", reasons.subList(Math.max(0, reasons.size() - 3), reasons.size()));
    }
}
