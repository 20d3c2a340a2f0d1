package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.IDLE_MEMBER;
import static dev.vitrine.app.model.explain.Finding.Kind.NOBODY_IN_GROUP;
import static dev.vitrine.app.model.explain.Finding.Kind.NO_OWNER;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Names;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.theatre.Rebalance;
import dev.vitrine.app.model.theatre.RebalanceWords;
import dev.vitrine.engine.observe.MemberView;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Partitions without an owner, a group without members, members without partitions. */
final class NobodyReads implements Suspect {

    @Override
    public void examine(Case of, Consumer<Finding> says) {
        if (of.group().members().isEmpty()) {
            says.accept(empty(of));
            return;
        }
        List<TopicPartition> orphans = of.behind().stream().filter(id -> of.owner(id).isEmpty()).toList();
        if (!orphans.isEmpty()) {
            says.accept(orphaned(of, orphans));
        }
        List<MemberView> idle = of.group().members().stream().filter(member -> member.assigned().isEmpty()).toList();
        if (!idle.isEmpty() && !of.group().state().rebalancing()) {
            says.accept(idle(of, idle));
        }
    }

    private static Finding empty(Case of) {
        List<Rebalance> rebalances = of.evidence().rebalances(of.group().id());
        String why = rebalances.isEmpty() ? "" : " " + new RebalanceWords(rebalances.getLast(), of.evidence().atMillis()).cause();
        Finding finding = Finding.of(NOBODY_IN_GROUP, 100, "Nobody is in " + of.group().id() + ": nothing is read, and what comes in piles up." + why,
                "the group has no member; " + Figures.count(of.lag(), "record") + " between what is committed and the end",
                rebalances.isEmpty() ? new Selected.Group(of.group().id()) : new Selected.Rebalance(of.group().id(), rebalances.getLast().beganMillis()));
        return rebalances.isEmpty() ? finding : finding.at(rebalances.getLast().beganMillis());
    }

    private static Finding orphaned(Case of, List<TopicPartition> orphans) {
        boolean wanted = of.group().members().stream().anyMatch(member -> orphans.stream().anyMatch(id -> member.subscribed().contains(id.topic())));
        String sentence = Names.partitions(orphans) + (orphans.size() == 1 ? " has" : " have") + " no owner"
                + (wanted ? ": nobody in the group reads " + (orphans.size() == 1 ? "it." : "them.") : ": no member subscribes to " + orphans.getFirst().topic() + " any more.");
        return Finding.of(NO_OWNER, weight(95, of.part(orphans)), sentence,
                Figures.exact(orphans.stream().mapToLong(of::lag).sum()) + " of " + Figures.count(of.lag(), "record") + " behind lie there", Case.about(orphans.getFirst()));
    }

    private static Finding idle(Case of, List<MemberView> idle) {
        String names = String.join(", ", idle.stream().map(of::name).sorted().limit(4).toList());
        return Finding.of(IDLE_MEMBER, 15, names + (idle.size() == 1 ? " is" : " are") + " idle: there are "
                        + Figures.count(of.group().members().size(), "member") + " for " + Figures.count(of.scope().size(), "partition") + ". More readers don’t help here, more partitions would.",
                "a partition has one reader in a group; a member that owns none helps nobody", of.about(idle.getFirst()));
    }

    /** The more of the lag it explains, the heavier. */
    static int weight(int most, double part) {
        return (int) Math.round(most * (0.4 + 0.6 * part));
    }
}
