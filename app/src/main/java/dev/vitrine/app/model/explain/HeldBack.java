package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.HANGING_TRANSACTION;
import static dev.vitrine.app.model.explain.Finding.Kind.OPEN_TRANSACTION;

import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.observe.TransactionView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Open transactions hold the last stable offset: who reads committed records alone comes no further. */
final class HeldBack implements Suspect {

    @Override
    public void examine(Case of, Consumer<Finding> says) {
        for (TopicPartition id : of.behind()) {
            PartitionView view = of.view(id);
            if (view.lastStableOffset() < view.highWatermark()) {
                // A reader that stands right before it is held by it, most probably; of others it isn't known how they read.
                boolean held = of.fetching(id).filter(flow -> flow.is().nextOffset() == view.lastStableOffset()).isPresent()
                        || of.committed(id).filter(committed -> committed.offset() == view.lastStableOffset()).isPresent();
                findings(of.evidence(), id, held ? 90 : 30).forEach(says);
            }
        }
    }

    /** What holds the last stable offset of a partition, the oldest transaction first. */
    static List<Finding> findings(Evidence evidence, TopicPartition id, int weight) {
        PartitionView view = evidence.partition(id).orElseThrow();
        long held = view.highWatermark() - view.lastStableOffset();
        List<Finding> findings = new ArrayList<>();
        evidence.now().transactions().stream().filter(transaction -> isOpen(transaction) && transaction.partitions().contains(id))
                .sorted(Comparator.comparingLong(transaction -> transaction.startedAtMillis().orElse(Long.MAX_VALUE)))
                .forEach(transaction -> findings.add(open(evidence, id, transaction, weight - findings.size())));
        if (findings.isEmpty()) {
            findings.add(Finding.of(HANGING_TRANSACTION, weight, "Something holds " + Case.name(id) + " at offset " + Figures.exact(view.lastStableOffset())
                            + ", and no coordinator knows of an open transaction there: its end is being written right now, or it hangs (kafka-transactions.sh find-hanging, abort).",
                    held(held), Case.about(id)));
        }
        return findings;
    }

    private static boolean isOpen(TransactionView transaction) {
        return transaction.state() == TransactionState.ONGOING || transaction.state() == TransactionState.PREPARE_COMMIT || transaction.state() == TransactionState.PREPARE_ABORT;
    }

    private static Finding open(Evidence evidence, TopicPartition id, TransactionView transaction, int weight) {
        PartitionView view = evidence.partition(id).orElseThrow();
        long began = transaction.startedAtMillis().orElse(transaction.updatedAtMillis());
        long age = Math.max(0, evidence.atMillis() - began);
        String end = transaction.state() == TransactionState.ONGOING
                ? " If its producer does nothing, it is aborted in " + Figures.duration(Math.max(0, began + transaction.timeoutMs() - evidence.atMillis())) + "."
                : " Its end is decided; the markers are on their way.";
        return Finding.of(OPEN_TRANSACTION, weight, "A transaction of " + transaction.transactionalId() + " has been open for " + Figures.duration(age) + ": nothing from offset "
                        + Figures.exact(view.lastStableOffset()) + " on is to be seen by readers of committed records." + end,
                held(view.highWatermark() - view.lastStableOffset()) + "; producer " + transaction.producerId() + ", epoch " + transaction.producerEpoch()
                        + ", transaction.timeout.ms " + Figures.exact(transaction.timeoutMs()), Case.about(id)).at(began);
    }

    private static String held(long records) {
        return Figures.count(records, "record") + " between the last stable offset and the high watermark";
    }
}
