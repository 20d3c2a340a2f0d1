package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.Fact;
import dev.vitrine.app.model.Facts;
import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.List;
import java.util.stream.Stream;

/** The whole cluster in a few figures: what comes in, what goes out, who is there, what it takes. */
public final class RightNow {

    private final RateMeter in = new RateMeter();
    private final RateMeter out = new RateMeter();
    private long lastIn = -1;
    private long lastOut = -1;
    private long lastNanos;

    /** @param snapshot a new one; @param nowNanos when it came */
    public Facts facts(ClusterSnapshot snapshot, long nowNanos) {
        long recordsIn = partitions(snapshot).mapToLong(PartitionView::recordsIn).sum();
        long recordsOut = partitions(snapshot).mapToLong(PartitionView::recordsOut).sum();
        if (nowNanos - lastNanos > EndMeter.FORGOTTEN_NANOS) {
            lastIn = -1;
            lastOut = -1;
        }
        lastNanos = nowNanos;
        in.add(lastIn < 0 ? 0 : Math.max(0, recordsIn - lastIn), nowNanos);
        out.add(lastOut < 0 ? 0 : Math.max(0, recordsOut - lastOut), nowNanos);
        lastIn = recordsIn;
        lastOut = recordsOut;
        long bytes = snapshot.topics().stream().flatMap(topic -> topic.partitions().stream()).mapToLong(PartitionView::sizeBytes).sum();
        return Facts.of("Right now", List.of(
                Fact.figure("coming in", Figures.rate(in.perSecond(nowNanos))),
                Fact.figure("going out", Figures.rate(out.perSecond(nowNanos))),
                Fact.figure("connections", Figures.exact(snapshot.connections().size())),
                Fact.figure("on disk", Figures.bytes(bytes))));
    }

    /** The same of a moment of the past; the next rates begin anew. */
    public Facts then(ClusterSnapshot snapshot, PastRates rates) {
        lastIn = -1;
        lastOut = -1;
        long records = partitions(snapshot).mapToLong(p -> p.endOffset() - p.logStartOffset()).sum();
        long bytes = snapshot.topics().stream().flatMap(topic -> topic.partitions().stream()).mapToLong(PartitionView::sizeBytes).sum();
        return Facts.of("At that moment", List.of(
                Fact.figure("coming in", rates.in() < 0 ? "not known" : Figures.rate(rates.in())),
                Fact.figure("going out", rates.out() < 0 ? "not known" : Figures.rate(rates.out())),
                Fact.figure("records kept", Figures.exact(records)),
                Fact.figure("connections", Figures.exact(snapshot.connections().size())),
                Fact.figure("on disk", Figures.bytes(bytes))));
    }

    private static Stream<PartitionView> partitions(ClusterSnapshot snapshot) {
        return snapshot.topics().stream().filter(topic -> !topic.internal()).map(TopicView::partitions).flatMap(List::stream);
    }
}
