package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.NOT_FETCHING;
import static dev.vitrine.app.model.explain.Finding.Kind.NO_COMMITS;
import static dev.vitrine.app.model.explain.Finding.Kind.STUCK;

import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.MemberView;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions that have an owner and don't go on: read again and again at one place, not fetched at all, or fetched and never committed.
 */
final class Standing implements Suspect {

    private static final long QUIET_MILLIS = 5_000;
    private static final long UNCOMMITTED_MILLIS = 20_000;
    private static final int TOLD = 3;

    @Override
    public void examine(Case of, Consumer<Finding> says) {
        if (of.evidence().seconds().isPresent() && !of.group().state().rebalancing()) {
            of.behind().stream().filter(id -> of.owner(id).isPresent()).limit(TOLD).forEach(id -> examine(of, id, says));
        }
    }

    private static void examine(Case of, TopicPartition id, Consumer<Finding> says) {
        MemberView owner = of.owner(id).orElseThrow();
        boolean commitsStand = of.moved(id).orElse(0) <= 0;
        var fetching = of.fetching(id);
        if (!commitsStand || fetching.isEmpty() && of.committed(id).isEmpty()) {
            return;
        }
        if (fetching.isEmpty()) {
            if (!of.connected(owner)) {
                says.accept(gone(of, id, owner));
            }
            return;
        }
        Case.Fetching flow = fetching.get();
        long quiet = of.evidence().atMillis() - flow.is().lastAtMillis();
        if (flow.stands() && flow.records() > 0) {
            says.accept(stuck(of, id, owner, flow));
        } else if (quiet > QUIET_MILLIS && flow.is().nextOffset() < of.view(id).highWatermark()) {
            says.accept(notFetching(of, id, owner, quiet));
        } else {
            uncommitted(of, id, owner, flow, says);
        }
    }

    private static Finding stuck(Case of, TopicPartition id, MemberView owner, Case.Fetching flow) {
        long offset = of.committed(id).map(c -> c.offset()).orElse(flow.is().nextOffset());
        return Finding.of(STUCK, NobodyReads.weight(92, of.part(List.of(id))), Case.name(id) + " is stuck at offset " + Figures.exact(offset) + ": " + of.name(owner)
                        + " reads the same records again and again. Probably it can’t deal with one of them.",
                Figures.count(flow.records(), "record") + " fetched again up to offset " + Figures.exact(flow.is().nextOffset()) + ", and no commit went further", Case.about(id))
                .at(of.committed(id).map(c -> c.committedAtMillis()).orElse(of.evidence().atMillis()));
    }

    private static Finding notFetching(Case of, TopicPartition id, MemberView owner, long quiet) {
        return Finding.of(NOT_FETCHING, NobodyReads.weight(88, of.part(List.of(id))), of.name(owner) + " has fetched nothing of " + Case.name(id) + " for "
                        + Figures.duration(quiet) + " though there is more: it is busy with what it has, paused, or hangs.",
                Figures.count(of.lag(id), "record") + " wait from offset " + of.committed(id).map(c -> Figures.exact(c.offset())).orElse("–") + " on",
                of.about(owner)).at(of.evidence().atMillis() - quiet);
    }

    private static Finding gone(Case of, TopicPartition id, MemberView owner) {
        return Finding.of(NOT_FETCHING, NobodyReads.weight(94, of.part(List.of(id))), of.name(owner) + " owns " + Case.name(id)
                        + ", and its connection is gone. Its session ends when nothing is heard of it for " + Figures.duration(owner.sessionTimeoutMs())
                        + "; until then nobody else may read.", "no open connection of client id " + owner.clientId(), of.about(owner));
    }

    private static void uncommitted(Case of, TopicPartition id, MemberView owner, Case.Fetching flow, Consumer<Finding> says) {
        long last = of.committed(id).map(c -> c.committedAtMillis()).orElse(0L);
        boolean never = of.committed(id).isEmpty();
        if (!never && of.evidence().atMillis() - last < UNCOMMITTED_MILLIS) {
            return;
        }
        String since = never ? "has never committed" : "has committed nothing for " + Figures.duration(of.evidence().atMillis() - last);
        Finding finding = Finding.of(NO_COMMITS, NobodyReads.weight(78, of.part(List.of(id))), of.name(owner) + " has read " + Case.name(id) + " up to offset "
                        + Figures.exact(flow.is().nextOffset()) + " and " + since + ": after a crash all that is done again, from "
                        + (never ? "where auto.offset.reset says." : "offset " + Figures.exact(of.committed(id).orElseThrow().offset()) + "."),
                "fetched up to " + Figures.exact(flow.is().nextOffset()) + " of " + Figures.exact(of.view(id).highWatermark()) + "; lag counts what is committed", of.about(owner));
        says.accept(never ? finding : finding.at(last));
    }
}
