package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.cluster.Copy;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.ReplicaView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who holds what, where there are several brokers: of one alone there is nothing to be told. Only what changes seldom is said here, so that a picture
 * stays the same while records run through it.
 */
final class Holders {

    /** A replica that is behind fills so many parts of its place at most. */
    private static final int PARTS = 16;
    /** A replica's place stands for at least so many of the newest records. */
    private static final long SHORTEST = 20;
    /** And for so many times what it lacks, so that its gap is always seen and is never all. */
    private static final long GAPS = 3;

    private final List<Picture.Broker> brokers;
    private final Map<Integer, Integer> places = new HashMap<>();

    Holders(ClusterSnapshot snapshot) {
        if (snapshot.brokers().size() < 2) {
            brokers = List.of();
            return;
        }
        Map<Integer, Integer> leads = new HashMap<>();
        Map<Integer, Integer> holds = new HashMap<>();
        snapshot.topics().forEach(topic -> topic.partitions().forEach(partition -> {
            leads.merge(partition.leader(), 1, Integer::sum);
            partition.replicas().forEach(id -> holds.merge(id, 1, Integer::sum));
        }));
        int controller = snapshot.quorum().map(quorum -> quorum.leader()).orElse(-1);
        brokers = snapshot.brokers().stream().sorted(Comparator.comparing(BrokerView::id))
                .map(broker -> new Picture.Broker(broker.id(), broker.state(), broker.id() == controller, leads.getOrDefault(broker.id(), 0),
                        holds.getOrDefault(broker.id(), 0))).toList();
        brokers.forEach(broker -> places.put(broker.id(), places.size()));
    }

    List<Picture.Broker> brokers() {
        return brokers;
    }

    List<Picture.Replica> replicas(PartitionView partition) {
        if (brokers.isEmpty()) {
            return List.of();
        }
        Map<Integer, ReplicaView> known = partition.progress().stream().collect(Collectors.toMap(ReplicaView::broker, r -> r, (a, _) -> a));
        return partition.replicas().stream().filter(places::containsKey)
                .map(id -> new Picture.Replica(id, places.get(id), part(id, partition), fill(id, partition, known.get(id)))).toList();
    }

    private Copy.Part part(int broker, PartitionView partition) {
        BrokerState state = brokers.get(places.get(broker)).state();
        boolean gone = state == BrokerState.KILLED || state == BrokerState.STOPPED;
        return gone ? Copy.Part.LOST : broker == partition.leader() ? Copy.Part.LEADER : partition.inSync().contains(broker) ? Copy.Part.IN_SYNC : Copy.Part.BEHIND;
    }

    /** What is in sync is told as whole: how far it is within a blink is no news. */
    private static double fill(int broker, PartitionView partition, ReplicaView known) {
        if (broker == partition.leader() || partition.inSync().contains(broker)) {
            return 1;
        }
        long lag = known == null || known.endOffset() < 0 ? Long.MAX_VALUE / GAPS : Math.max(0, partition.endOffset() - known.endOffset());
        double span = Math.max(1, Math.min(partition.endOffset() - partition.logStartOffset(), Math.max(SHORTEST, GAPS * lag)));
        return Math.rint(PARTS * Math.max(0, 1 - lag / span)) / PARTS;
    }
}
