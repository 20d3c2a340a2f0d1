package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.theatre.PartitionStory.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A rebalance in sentences: why, how, at what cost. */
public record RebalanceWords(Rebalance rebalance, long nowMillis) {

    private static final int CAUSES_TOLD = 3;

    /** Who caused it, and why. */
    public String cause() {
        List<String> told = reasons().stream().map(Cause::sentence).distinct().toList();
        int more = told.size() - CAUSES_TOLD;
        return told.stream().limit(CAUSES_TOLD).collect(Collectors.joining(" ")) + (more > 0 ? " And " + Figures.count(more, "other reason") + "." : "");
    }

    /** Without what only follows from the rebalance itself. */
    private List<Cause> reasons() {
        List<Cause> reasons = rebalance.causes().stream().filter(cause -> cause.kind() != Cause.Kind.GAVE_UP).toList();
        return reasons.isEmpty() ? rebalance.causes() : reasons;
    }

    /** {@code db-2 joined}: for a list. */
    public String shortly() {
        List<Cause> reasons = reasons();
        Cause first = reasons.getFirst();
        String what = switch (first.kind()) {
            case JOINED -> first.name() + " joined";
            case LEFT -> first.name() + " left";
            case POLL_INTERVAL -> first.name() + ": poll interval";
            case SESSION_TIMEOUT -> first.name() + ": session timeout";
            case REBALANCE_TIMEOUT -> first.name() + ": rebalance timeout";
            case NOT_REJOINED -> first.name() + " did not rejoin";
            case REMOVED -> first.name() + " removed";
            case REPLACED -> first.name() + " replaced";
            case SUBSCRIPTION -> first.name() + " resubscribed";
            case METADATA -> "topics changed";
            case GAVE_UP, REJOINED -> first.name() + " rejoined";
            case OTHER -> "reason unknown";
        };
        return reasons.size() == 1 ? what : what + " +" + (reasons.size() - 1);
    }

    /** {@code generation 6 → 8 · cooperative-sticky · 2 rounds · 2.3 s}. */
    public String facts() {
        String unit = rebalance.serverSide() ? "epoch " : "generation ";
        String rounds = rebalance.rounds() == 1 ? "" : " · " + rebalance.rounds() + " rounds";
        String assignor = rebalance.assignor().isEmpty() ? "" : " · " + rebalance.assignor();
        return unit + rebalance.fromGeneration() + " → " + rebalance.toGeneration() + assignor + (rebalance.serverSide() ? " · consumer protocol" : "")
                + rounds + " · " + (rebalance.isOver() ? "took " : "running for ") + span(rebalance.millis(nowMillis));
    }

    /** What it cost: time without an owner, records that waited. */
    public String cost() {
        List<String> parts = new ArrayList<>();
        long stopped = rebalance.partitions().stream().filter(story -> story.unownedMillis(nowMillis) > 0 && story.fate() != Fate.NEVER).count();
        long silent = rebalance.partitions().stream().mapToLong(story -> story.silentMillis(nowMillis)).max().orElse(0);
        if (silent > 0) {
            parts.add("nobody read from a silent member’s partitions for " + span(silent) + " before it was put out");
        }
        if (stopped > 0) {
            parts.add(Figures.count(stopped, "partition") + " without an owner, for up to " + span(rebalance.longestUnowned(nowMillis)));
        }
        rebalance.waited().ifPresent(records -> parts.add("about " + Figures.count(records, "record") + " waited"));
        rebalance.last().filter(_ -> joinMillis() >= 50).ifPresent(last -> parts.add("all waited longest for " + last.name()));
        return parts.isEmpty() ? "It cost nothing: no partition was without an owner." : capital(String.join(" · ", parts)) + ".";
    }

    private long joinMillis() {
        return rebalance.phases().stream().filter(phase -> phase.kind() == Phase.Kind.JOIN).mapToLong(phase -> phase.millis(nowMillis)).max().orElse(0);
    }

    /** What was spared, or could have been. */
    public String spared() {
        long kept = rebalance.count(Fate.KEPT);
        long returned = rebalance.count(Fate.RETURNED);
        long moved = rebalance.count(Fate.MOVED);
        int all = rebalance.partitions().size();
        if (all == 0) {
            return "The group read nothing.";
        }
        if (!rebalance.isOver()) {
            return kept + " of " + Figures.count(all, "partition") + " read on.";
        }
        if (returned > 0) {
            return returned + " of " + Figures.count(all, "partition") + " stopped for nothing: " + (returned == 1 ? "it" : "they")
                    + " came back to the same member. A cooperative assignor would have spared " + (returned == 1 ? "it." : "them.");
        }
        if (kept > 0) {
            return kept + " of " + Figures.count(all, "partition") + " never stopped; " + (moved == 0 ? "none moved." : moved + " moved.");
        }
        return moved == all ? "All " + Figures.count(all, "partition") + " moved." : "";
    }

    private static String span(long millis) {
        return millis < 1_000 ? millis + " ms" : String.format(java.util.Locale.ROOT, "%.2f s", millis / 1e3);
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
