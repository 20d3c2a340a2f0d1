package dev.vitrine.engine.observe;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** How a screen or a metric looks at a running engine. */
public interface Observation {

    /** The whole cluster, put together without holding anybody up; ready within milliseconds unless something is stuck. */
    CompletionStage<ClusterSnapshot> snapshot();

    /** The ring of structural events. */
    Events events();

    /** Visits the live counters of all open connections; cheap enough for every frame. The visitor keeps no reference. */
    void flows(Consumer<Flow> visitor);

    /** Visits the live ends of all partitions; cheap enough for every frame. */
    void ends(EndVisitor visitor);

    /** For a closer look at one partition or at the broker itself. */
    Inspection inspection();

    /** Takes a partition's moving offsets. */
    interface EndVisitor {
        void end(String topic, int partition, long logStartOffset, long highWatermark, long endOffset, long recordsIn);
    }
}
