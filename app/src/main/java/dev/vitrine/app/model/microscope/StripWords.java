package dev.vitrine.app.model.microscope;

import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TransactionView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What the strip shows, in sentences: for who sees it, and for who doesn't. */
public final class StripWords {

    private StripWords() {}

    /** What is worth a sentence. @param live false where the needles are those of a moment of the past */
    public static String notes(ClusterSnapshot snapshot, TopicPartition id, StripLayout layout, boolean live) {
        List<String> notes = new ArrayList<>();
        if (!live) {
            notes.add("Needles stand where they stood at that moment; batches are read as they lie now.");
        }
        Needles.partition(snapshot, id).filter(p -> p.lastStableOffset() < p.highWatermark()).ifPresent(p -> notes.add(held(snapshot, id, p)));
        if (!layout.single()) {
            notes.add("Too many batches to tell apart: each tick is an entry of the index. Zoom in to see them one by one.");
        }
        long holes = layout.holes().size() + layout.cells().stream().filter(cell -> cell.left() < 1).count();
        if (holes > 0) {
            notes.add("Compaction left " + Figures.count(holes, "hole") + " in view.");
        }
        return String.join(" ", notes);
    }

    private static String held(ClusterSnapshot snapshot, TopicPartition id, PartitionView partition) {
        Optional<TransactionView> oldest = snapshot.transactions().stream().filter(one -> one.partitions().contains(id) && one.startedAtMillis().isPresent())
                .min(Comparator.comparingLong(one -> one.startedAtMillis().getAsLong()));
        String who = oldest.map(one -> "Transaction " + one.transactionalId() + " (producer " + one.producerId() + ", epoch " + one.producerEpoch() + ") has been open for "
                + Figures.duration(Math.max(0, snapshot.atMillis() - one.startedAtMillis().getAsLong()))).orElse("A transaction is open");
        return who + ": nothing from " + Figures.exact(partition.lastStableOffset()) + " on is visible to readers of committed records.";
    }

    /** What a needle is, where somebody points at it. */
    public static String about(Needle needle) {
        return needle.name() + " " + needle.tells() + "\n" + switch (needle.kind()) {
            case START -> "The first record that is still there.";
            case STABLE -> "Readers of committed records see what lies before it: the first record of the oldest open transaction.";
            case WATERMARK -> "All in-sync replicas have what lies before it: consumers see no further.";
            case END -> "The offset that the next record gets.";
            case COMMITTED -> "What the group has committed: whoever takes this partition over begins here.";
            case POSITION -> "The offset that the owner’s connection asks for next. A client’s own position is known to the client alone: it may be behind this by what "
                    + "was fetched and not yet handed to the program, never ahead of it.";
        };
    }

    /** The strip for who can't see it. */
    public static String spoken(TopicPartition id, StripLayout layout, List<Needle> needles) {
        StringBuilder words = new StringBuilder("The log of " + id.topic() + " partition " + id.partition() + ": " + Figures.count(layout.frames().size(), "segment") + ", "
                + (layout.single() ? Figures.count(layout.cells().size(), "batch").replace("batchs", "batches") : "too many batches to tell apart") + " in view.");
        needles.forEach(needle -> words.append(' ').append(needle.name()).append(' ').append(needle.tells()).append('.'));
        return words.toString();
    }
}
