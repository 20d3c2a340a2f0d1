package dev.vitrine.app.model.explain;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.theatre.Theatre;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Observed;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** Where panes ask why: the same answers on every screen, of now or of the moment looked at. */
public final class Reasons {

    private final LongFunction<Optional<ClusterSnapshot>> past;
    private final Theatre theatre;
    private final LongFunction<List<Observed>> happened;
    private final KeyShares keys;

    /** @param past how the cluster was at an instant, as far as that is remembered; @param happened what had happened by an instant, the oldest first */
    public Reasons(LongFunction<Optional<ClusterSnapshot>> past, Theatre theatre, LongFunction<List<Observed>> happened, KeyShares keys) {
        this.past = past;
        this.happened = happened;
        this.theatre = theatre;
        this.keys = keys;
    }

    /**
     * The questions about something, and their answers.
     *
     * @param at   how the cluster is at the moment looked at
     * @param live false where that is the past: the keys of that time aren't looked for
     */
    public List<Answer> about(Selected selected, ClusterSnapshot at, boolean live) {
        return new Explainer(new Evidence(at, new Evidence.Sources(past, theatre::rebalances, happened, live ? keys::of : _ -> Optional.empty()))).about(selected);
    }
}
