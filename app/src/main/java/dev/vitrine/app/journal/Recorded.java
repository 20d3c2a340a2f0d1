package dev.vitrine.app.journal;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.Observation.EndVisitor;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.function.Consumer;

/** What a picture of the past says, in the terms in which a live cluster is looked at: counters of connections, ends of partitions. */
public final class Recorded {

    private Recorded() {}

    public static Consumer<Consumer<Flow>> flows(ClusterSnapshot then) {
        return visitor -> {
            for (ConnectionView connection : then.connections()) {
                for (FlowView flow : connection.flows()) {
                    Flow counted = new Flow(connection.id(), flow.direction(), flow.partition());
                    counted.add(flow.records(), flow.bytes(), flow.acks(), flow.nextOffset(), flow.lastAtMillis());
                    visitor.accept(counted);
                }
            }
        };
    }

    public static Consumer<EndVisitor> ends(ClusterSnapshot then) {
        return visitor -> {
            for (TopicView topic : then.topics()) {
                for (PartitionView p : topic.partitions()) {
                    visitor.end(topic.name(), p.index(), p.logStartOffset(), p.highWatermark(), p.endOffset(), p.recordsIn());
                }
            }
        };
    }
}
