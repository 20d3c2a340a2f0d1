package dev.vitrine.app.model.cluster;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import dev.vitrine.engine.observe.PartitionView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition gets another leader.
 *
 * @param from     who led; −1 where nobody did
 * @param to       who leads from then on; −1 where nobody does
 * @param before   the leader epoch until then
 * @param replicas in their order: the first that is in sync and runs is to lead
 * @param inSync   as it was before
 * @param unclean  whether somebody leads who may not hold all that was acknowledged
 * @param why      in the controller's words
 */
public record Handover(TopicPartition id, int from, int to, int before, int epoch, List<Integer> replicas, List<Integer> inSync, boolean unclean, String why, long atMillis) {

    public Handover {
        replicas = List.copyOf(replicas);
        inSync = List.copyOf(inSync);
    }

    /** Whether the leader is the first of all replicas. */
    public boolean preferred() {
        return !replicas.isEmpty() && replicas.getFirst() == to;
    }

    /**
     * Those that events tell of, the oldest first; where the epoch alone went up, nothing was handed over.
     *
     * @param events the oldest first
     * @param past   how the cluster was at an instant, as far as that is remembered
     */
    public static List<Handover> of(List<Observed> events, long sinceMillis, LongFunction<Optional<ClusterSnapshot>> past) {
        Frames frames = new Frames(past);
        List<Handover> all = new ArrayList<>();
        for (Observed observed : events) {
            if (observed.event() instanceof Event.LeaderElected e && observed.atMillis() >= sinceMillis) {
                frames.before(e.partition(), e.epoch(), observed.atMillis()).filter(was -> was.leader() != e.leader()).ifPresent(was -> all.add(new Handover(e.partition(),
                        was.leader(), e.leader(), was.leaderEpoch(), e.epoch(), was.replicas(), was.inSync(), e.unclean(), e.why(), observed.atMillis())));
            }
        }
        return all;
    }

    /** Pictures of the past, each looked through once. */
    private static final class Frames {

        /** What is told of may be seen in a picture or two that were taken just before it was told. */
        private static final int BACK = 5;

        private final LongFunction<Optional<ClusterSnapshot>> past;
        private final Map<Long, Map<TopicPartition, PartitionView>> looked = new HashMap<>();

        Frames(LongFunction<Optional<ClusterSnapshot>> past) {
            this.past = past;
        }

        Optional<PartitionView> before(TopicPartition id, int epoch, long atMillis) {
            long at = atMillis;
            for (int step = 0; step < BACK; step++) {
                Optional<ClusterSnapshot> then = past.apply(at - 1);
                if (then.isEmpty() || then.get().atMillis() >= at) {
                    return Optional.empty();
                }
                PartitionView view = looked.computeIfAbsent(then.get().atMillis(), _ -> index(then.get())).get(id);
                if (view == null || view.leaderEpoch() < epoch) {
                    return Optional.ofNullable(view);
                }
                at = then.get().atMillis();
            }
            return Optional.empty();
        }

        private static Map<TopicPartition, PartitionView> index(ClusterSnapshot of) {
            Map<TopicPartition, PartitionView> index = new HashMap<>();
            of.topics().forEach(topic -> topic.partitions().forEach(view -> index.put(new TopicPartition(topic.name(), view.index()), view)));
            return index;
        }
    }
}
