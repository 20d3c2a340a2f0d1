package dev.vitrine.app.journal;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest minutes: a picture of the cluster every so often (a key frame), and all events between. Bounded in time, in events and in what the
 * pictures weigh: a large cluster is remembered for a shorter time, never in more memory. For one thread.
 */
public final class Journal {

    private static final long KEY_FRAME_EVERY_MILLIS = 250;

    private final long keptMillis;
    private final int mostEvents;
    private final long mostWeight;
    private final NavigableMap<Long, ClusterSnapshot> frames = new TreeMap<>();
    private final Deque<Observed> events = new ArrayDeque<>();
    private long weight;

    /** @param mostWeight of all pictures together, in things shown: partitions, members, committed offsets, flows */
    public Journal(long keptMillis, int mostEvents, long mostWeight) {
        this.keptMillis = keptMillis;
        this.mostEvents = mostEvents;
        this.mostWeight = mostWeight;
    }

    /** Takes a picture; one that follows closely upon another is left out. */
    public void picture(ClusterSnapshot snapshot) {
        if (!frames.isEmpty() && snapshot.atMillis() < frames.lastKey() + KEY_FRAME_EVERY_MILLIS) {
            return;
        }
        frames.put(snapshot.atMillis(), snapshot);
        weight += weight(snapshot);
        while (frames.size() > 1 && (weight > mostWeight || frames.firstKey() < snapshot.atMillis() - keptMillis)) {
            weight -= weight(frames.pollFirstEntry().getValue());
        }
        while (!events.isEmpty() && events.peekFirst().atMillis() < frames.firstKey()) {
            events.pollFirst();
        }
    }

    public void happened(List<Observed> more) {
        events.addAll(more);
        while (events.size() > mostEvents) {
            events.pollFirst();
        }
    }

    private static long weight(ClusterSnapshot snapshot) {
        return 1 + snapshot.topics().stream().flatMap(topic -> topic.partitions().stream()).mapToLong(partition -> 1 + partition.progress().size()).sum()
                + snapshot.groups().stream().mapToLong(group -> group.offsets().size() + group.members().stream().mapToLong(m -> 1 + m.assigned().size()).sum()).sum()
                + snapshot.connections().stream().mapToLong(connection -> 1 + connection.flows().size()).sum();
    }

    /** How the cluster was at an instant: the last picture before it, or the oldest there is. Empty before the first. */
    public Optional<ClusterSnapshot> at(long millis) {
        Map.Entry<Long, ClusterSnapshot> entry = frames.floorEntry(millis);
        return Optional.ofNullable(entry != null ? entry : frames.firstEntry()).map(Map.Entry::getValue);
    }

    /** When the first picture from an instant on was taken; that instant itself where there is none yet. */
    public long pictureFrom(long millis) {
        Long next = frames.ceilingKey(millis);
        return next == null ? millis : next;
    }

    /** The pictures of a stretch of time, the oldest first; where none was taken in it, the last one before. */
    public List<ClusterSnapshot> between(long fromMillis, long toMillis) {
        List<ClusterSnapshot> within = new ArrayList<>(frames.subMap(fromMillis, true, Math.max(fromMillis, toMillis), true).values());
        return within.isEmpty() ? at(toMillis).map(List::of).orElse(List.of()) : within;
    }

    /** The oldest instant that can be looked at; 0 before the first picture. */
    public long begin() {
        return frames.isEmpty() ? 0 : frames.firstKey();
    }

    /** The newest. */
    public long end() {
        return frames.isEmpty() ? 0 : frames.lastKey();
    }

    /** What is remembered of what happened, the oldest first. */
    public List<Observed> events() {
        return new ArrayList<>(events);
    }

    /** The same, up to an instant. */
    public List<Observed> until(long millis) {
        return events.stream().filter(event -> event.atMillis() <= millis).toList();
    }

    public int pictures() {
        return frames.size();
    }
}
