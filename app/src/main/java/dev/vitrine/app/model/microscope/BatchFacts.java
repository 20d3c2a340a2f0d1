package dev.vitrine.app.model.microscope;

import dev.vitrine.app.model.Fact;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.engine.observe.BatchView;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A batch's header, field by field, in words that a person reads. */
public final class BatchFacts {

    private BatchFacts() {}

    public static String title(BatchView batch) {
        return batch.baseOffset() == batch.lastOffset() ? "Batch " + Figures.exact(batch.baseOffset())
                : "Batch " + Figures.exact(batch.baseOffset()) + " – " + Figures.exact(batch.lastOffset());
    }

    public static String summary(BatchView batch) {
        return switch (batch.mark()) {
            case COMMIT -> "marker: the transaction is committed";
            case ABORT -> "marker: the transaction is aborted";
            case OTHER -> "control batch";
            case NONE -> Figures.count(batch.records(), "record") + " · " + batch.codec() + " · " + Figures.bytes(batch.sizeInBytes());
        };
    }

    public static List<Fact> of(BatchView batch, ZoneId zone) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.figure("offsets", Figures.exact(batch.baseOffset()) + " – " + Figures.exact(batch.lastOffset())));
        long gone = batch.span() - batch.records();
        facts.add(gone == 0 ? Fact.figure("records", Figures.exact(batch.records()))
                : Fact.words("records", Figures.exact(batch.records()) + " left of " + Figures.exact(batch.span()) + ", " + Figures.exact(gone) + " taken by compaction"));
        facts.add(Fact.figure("size", Figures.exact(batch.sizeInBytes()) + " B at " + Figures.exact(batch.position())));
        facts.add(Fact.figure("segment", String.format(Locale.ROOT, "%020d.log", batch.segment())));
        facts.add(Fact.figure("codec", batch.codec()));
        facts.add(batch.producerId() < 0 ? Fact.words("producer", "not idempotent")
                : Fact.figure("producer id · epoch", batch.producerId() + " · " + batch.producerEpoch()));
        if (batch.producerId() >= 0 && batch.mark() == BatchView.Mark.NONE) {
            facts.add(Fact.figure("sequence", batch.baseSequence() + " – " + batch.lastSequence()));
        }
        facts.add(Fact.words("transaction", batch.transactional() ? "part of one" : "none"));
        facts.add(Fact.figure("leader epoch", String.valueOf(batch.leaderEpoch())));
        facts.add(Fact.figure("CRC32C", String.format(Locale.ROOT, "%08x", batch.crc())));
        facts.add(batch.maxTimestamp() < 0 ? Fact.words("time", "none")
                : Fact.figure(batch.appendTime() ? "time (broker’s)" : "time (producer’s)", Times.dayAndClock(batch.maxTimestamp(), zone)));
        batch.deleteHorizonMs().ifPresent(horizon -> facts.add(Fact.figure("may go after", Times.dayAndClock(horizon, zone))));
        return facts;
    }
}
