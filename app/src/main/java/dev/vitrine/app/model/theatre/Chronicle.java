package dev.vitrine.app.model.theatre;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The rebalances and generations of one group that are remembered. A group of a thousand partitions is remembered for fewer of them, not in more memory. */
final class Chronicle {

    private static final int KEPT = 100;
    private static final int KEPT_AT_LEAST = 10;
    private static final int MOST_PARTITIONS = 20_000;

    private final Deque<Script> scripts = new ArrayDeque<>();
    private final Deque<Generation> generations = new ArrayDeque<>();

    void add(Script script) {
        scripts.add(script);
        trim(scripts, Script::partitions);
    }

    void add(Generation generation) {
        generations.add(generation);
        trim(generations, Generation::partitions);
    }

    private static <T> void trim(Deque<T> kept, ToLongFunction<T> partitions) {
        while (kept.size() > KEPT || kept.size() > KEPT_AT_LEAST && kept.stream().mapToLong(partitions).sum() > MOST_PARTITIONS) {
            kept.removeFirst();
        }
    }

    /** The rebalance that goes on. */
    Optional<Script> open() {
        return last().filter(script -> !script.isOver());
    }

    Optional<Script> last() {
        return Optional.ofNullable(scripts.peekLast());
    }

    /** The oldest first. */
    List<Rebalance> rebalances(Map<String, Known> cast, long nowMillis) {
        return scripts.stream().map(script -> script.view(cast, nowMillis)).toList();
    }

    /** The last that had begun by an instant. */
    Optional<Rebalance> at(long millis, Map<String, Known> cast, long nowMillis) {
        return scripts.reversed().stream().filter(script -> script.began() <= millis).findFirst().map(script -> script.view(cast, nowMillis));
    }

    /** The oldest first. */
    List<Generation> generations() {
        return List.copyOf(generations);
    }
}
