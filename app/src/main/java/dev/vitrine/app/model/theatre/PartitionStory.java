package dev.vitrine.app.model.theatre;

import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition through a rebalance.
 *
 * @param spans  from hand to hand, without gaps; the first begins some time before
 * @param waited records that came in while nobody read; empty where that is not known
 */
public record PartitionStory(TopicPartition partition, List<Span> spans, OptionalLong waited) {

    /** What became of it. */
    public enum Fate {
        /** Its owner read on. */
        KEPT("kept"),
        /** It stood still, and came back to the member that had it before. */
        RETURNED("stopped, same owner"),
        MOVED("moved"),
        /** Nobody had it before. */
        FOUND("first owner"),
        /** Nobody has it any more. */
        LOST("nobody’s"),
        /** Nobody had it, and nobody has. */
        NEVER("nobody’s");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public PartitionStory {
        spans = List.copyOf(spans);
    }

    public Fate fate() {
        String before = first();
        String after = spans.getLast().memberId();
        if (before.isEmpty()) {
            return after.isEmpty() ? Fate.NEVER : Fate.FOUND;
        }
        if (after.isEmpty()) {
            return Fate.LOST;
        }
        if (!before.equals(after)) {
            return Fate.MOVED;
        }
        return spans.stream().allMatch(span -> span.holding() == Span.Holding.OWNED) ? Fate.KEPT : Fate.RETURNED;
    }

    /** Who had it before; empty for nobody. */
    public String first() {
        return spans.getFirst().memberId();
    }

    /** Who has it at the end; empty for nobody. */
    public String last() {
        return spans.getLast().memberId();
    }

    /** How long it was nobody's. */
    public long unownedMillis(long now) {
        return spans.stream().filter(span -> span.holding() == Span.Holding.UNOWNED).mapToLong(span -> span.millis(now)).sum();
    }

    /** How long it had an owner that nothing was heard of. */
    public long silentMillis(long now) {
        return spans.stream().filter(span -> span.holding() == Span.Holding.SILENT).mapToLong(span -> span.millis(now)).sum();
    }
}
