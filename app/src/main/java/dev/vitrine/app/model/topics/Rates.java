package dev.vitrine.app.model.topics;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Records a second from counters that are looked at now and then: the mean over the last {@value #WINDOW_MS} ms. */
public final class Rates {

    private static final long WINDOW_MS = 4_000;

    private final Map<String, ArrayDeque<Sample>> samples = new HashMap<>();

    private record Sample(long atMillis, long count) {}

    /** Takes a counter's newest value and tells its rate. A counter that went back (another start of the broker) begins anew. */
    public double see(String key, long atMillis, long count) {
        ArrayDeque<Sample> seen = samples.computeIfAbsent(key, _ -> new ArrayDeque<>());
        if (!seen.isEmpty() && seen.getLast().count() > count) {
            seen.clear();
        }
        if (seen.isEmpty() || seen.getLast().atMillis() < atMillis) {
            seen.addLast(new Sample(atMillis, count));
        }
        while (seen.size() > 2 && seen.getFirst().atMillis() < atMillis - WINDOW_MS) {
            seen.removeFirst();
        }
        long span = seen.getLast().atMillis() - seen.getFirst().atMillis();
        return span <= 0 ? 0 : (seen.getLast().count() - seen.getFirst().count()) * 1000.0 / span;
    }

    /** Forgets counters that are gone. */
    public void keepOnly(Set<String> keys) {
        samples.keySet().retainAll(keys);
    }
}
