package dev.vitrine.engine;

import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was seen last of each partition: while none of its replicas runs, nobody can tell how much it holds, and yet it is there. */
final class LastSeen {

    private volatile Map<String, TopicView> last = Map.of();

    /** @return empty where it was never seen */
    Optional<PartitionView> of(TopicImage topic, PartitionImage partition) {
        return Optional.ofNullable(last.get(topic.id().toString())).flatMap(seen -> find(seen.partitions(), partition.index()));
    }

    /** Most often at its place: where all partitions before it were seen too. */
    private static Optional<PartitionView> find(List<PartitionView> seen, int index) {
        return index < seen.size() && seen.get(index).index() == index ? Optional.of(seen.get(index))
                : seen.stream().filter(view -> view.index() == index).findFirst();
    }

    /** That's what there is now; topics that are gone are forgotten. */
    void are(List<TopicView> topics) {
        Map<String, TopicView> now = new HashMap<>();
        topics.forEach(topic -> now.put(topic.id(), topic));
        last = now;
    }
}
