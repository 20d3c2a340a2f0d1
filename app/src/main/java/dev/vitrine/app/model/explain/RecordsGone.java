package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.RECORDS_GONE;

import dev.vitrine.app.model.Figures;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What a group wanted to read next is not there any more: retention, compaction or somebody deleted it. */
final class RecordsGone implements Suspect {

    @Override
    public void examine(Case of, Consumer<Finding> says) {
        for (TopicPartition id : of.scope()) {
            long start = of.view(id).logStartOffset();
            of.committed(id).filter(committed -> committed.offset() < start).ifPresent(committed -> says.accept(Finding.of(RECORDS_GONE,
                    NobodyReads.weight(98, Math.max(0.5, of.part(List.of(id)))), Figures.count(start - committed.offset(), "record") + " of " + Case.name(id)
                            + " were deleted before " + of.group().id() + " had read them. It goes on where auto.offset.reset says.",
                    "committed " + Figures.exact(committed.offset()) + ", the log begins at " + Figures.exact(start), Case.about(id))));
        }
    }
}
