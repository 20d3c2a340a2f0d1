package dev.vitrine.engine.group;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets that were committed in transactions which are still open: they count once the transaction does. Durable: changes by replay alone.
 *
 * <p>In the end the offset that stands last in the log counts, whatever the order in which transactions end. So what was committed behind a
 * pending offset supersedes it; until its transaction ends, the partition is unstable all the same.
 */
final class PendingOffsets {

    /** One partition of one group. */
    record Place(String group, TopicPartition partition) {}

    private record Pending(long order, Optional<OffsetAndMetadata> offset) {}

    /** By producer. */
    private final Map<Long, Map<Place, Pending>> open = new TreeMap<>();
    private long order;

    void put(long producerId, Place place, OffsetAndMetadata offset) {
        open.computeIfAbsent(producerId, id -> new HashMap<>()).put(place, new Pending(order++, Optional.of(offset)));
    }

    /** An offset was committed there outside of transactions. */
    void supersede(Place place) {
        supersede(place, order);
    }

    private void supersede(Place place, long before) {
        open.values().forEach(places -> places.computeIfPresent(
                place, (p, pending) -> pending.order() < before ? new Pending(pending.order(), Optional.empty()) : pending));
    }

    /** A tombstone stands behind whatever is pending there. */
    void forget(Place place) {
        open.values().forEach(places -> places.remove(place));
        open.values().removeIf(Map::isEmpty);
    }

    /** @return what counts now, where the transaction is committed: the offsets that nothing has superseded */
    Map<Place, OffsetAndMetadata> end(long producerId) {
        Map<Place, Pending> ended = Optional.ofNullable(open.remove(producerId)).orElse(Map.of());
        Map<Place, OffsetAndMetadata> counting = new HashMap<>();
        ended.forEach((place, pending) -> pending.offset().ifPresent(offset -> counting.put(place, offset)));
        return counting;
    }

    /** What counts is committed now, and with it supersedes what other transactions committed there before. */
    Map<Place, OffsetAndMetadata> commit(long producerId) {
        Map<Place, Pending> ended = open.getOrDefault(producerId, Map.of());
        List<Map.Entry<Place, Pending>> places = new ArrayList<>(ended.entrySet());
        Map<Place, OffsetAndMetadata> counting = end(producerId);
        places.stream()
                .filter(entry -> counting.containsKey(entry.getKey()))
                .forEach(entry -> supersede(entry.getKey(), entry.getValue().order()));
        return counting;
    }

    /** True where a transaction is open that commits this partition. */
    boolean has(Place place) {
        return open.values().stream().anyMatch(places -> places.containsKey(place));
    }

    /** True where a transaction is open that commits for this group. */
    boolean has(String group) {
        return open.values().stream().flatMap(places -> places.keySet().stream()).anyMatch(place -> place.group().equals(group));
    }

    /** Partitions that are pending in open transactions for this group. */
    Collection<TopicPartition> of(String group) {
        Set<TopicPartition> found = new HashSet<>();
        open.values().forEach(places -> places.keySet().stream()
                .filter(place -> place.group().equals(group))
                .forEach(place -> found.add(place.partition())));
        return found;
    }

    /** What would count, by group, if this producer's transaction were committed now. */
    void forEach(long producerId, BiConsumer<Place, OffsetAndMetadata> visitor) {
        open.getOrDefault(producerId, Map.of())
                .forEach((place, pending) -> pending.offset().ifPresent(offset -> visitor.accept(place, offset)));
    }
}
