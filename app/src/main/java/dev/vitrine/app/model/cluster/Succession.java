package dev.vitrine.app.model.cluster;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a broker led passes to others, for one reason: from what befell it to who leads now.
 *
 * <pre>
 *   mishap ──────► fenced ──────► handed over        nobody had to miss who handed over in order
 *     └── the controller misses it ──┘
 * </pre>
 *
 * @param from      −1 where nobody led
 * @param why       in the controller's words
 * @param mishap    what befell it; empty where it handed over while all was well with it
 * @param fenced    when the controller counted on it no more; empty where it didn't, or that is not remembered
 * @param crowned   the controller that had to be elected between mishap and fencing
 * @param handovers not empty, all with the same {@code from} and {@code why}
 */
public record Succession(int from, String why, Optional<Mishap> mishap, Optional<Observed> fenced, Optional<Integer> crowned, List<Handover> handovers) {

    /** What one decision changes is told within so short a time. */
    private static final long TOGETHER_MILLIS = 3_000;

    public Succession {
        handovers = List.copyOf(handovers);
    }

    /** All since an instant, the oldest first. @param events the oldest first, as far back as is remembered; @param past as in {@link Handover#of} */
    public static List<Succession> of(List<Observed> events, long sinceMillis, LongFunction<Optional<ClusterSnapshot>> past) {
        List<List<Handover>> groups = new ArrayList<>();
        for (Handover one : Handover.of(events, sinceMillis, past)) {
            groups.stream().filter(group -> alike(group.getFirst(), one)).findFirst().ifPresentOrElse(group -> group.add(one), () -> groups.add(new ArrayList<>(List.of(one))));
        }
        return groups.stream().map(group -> of(events, group)).toList();
    }

    private static boolean alike(Handover a, Handover b) {
        return a.from() == b.from() && a.why().equals(b.why()) && b.atMillis() - a.atMillis() <= TOGETHER_MILLIS;
    }

    private static Succession of(List<Observed> events, List<Handover> handovers) {
        Handover first = handovers.getFirst();
        long at = handovers.getLast().atMillis();
        Optional<Mishap> blow = Mishap.of(events, first.from(), at);
        Optional<Observed> fenced = blow.flatMap(mishap -> events.stream().filter(seen -> seen.atMillis() >= mishap.atMillis() && seen.atMillis() <= at + TOGETHER_MILLIS
                && seen.event() instanceof Event.BrokerFenced e && e.broker() == first.from()).findFirst());
        // With some links cut a broker may lead on: only where it was fenced is that why it does not.
        Optional<Mishap> mishap = blow.filter(one -> one.kind() != Mishap.Kind.CUT_OFF || fenced.isPresent());
        Optional<Integer> crowned = mishap.flatMap(one -> events.stream().filter(seen -> seen.atMillis() > one.atMillis() && seen.atMillis() <= first.atMillis())
                .map(Observed::event).filter(Event.QuorumLeaderElected.class::isInstance).map(event -> ((Event.QuorumLeaderElected) event).broker()).reduce((_, last) -> last));
        return new Succession(first.from(), first.why(), mishap, fenced, crowned, handovers);
    }

    public long atMillis() {
        return handovers.getLast().atMillis();
    }

    /** For how long nobody led them; empty where somebody did all the time, or went on believing that it does. */
    public Optional<Long> leaderlessMillis() {
        return mishap.filter(one -> one.kind() != Mishap.Kind.CUT_OFF).map(one -> Math.max(0, atMillis() - one.atMillis()));
    }

    /** Whether nobody leads any of them. */
    public boolean nobody() {
        return handovers.stream().allMatch(one -> one.to() < 0);
    }

    /** How many each of them got, who got most first; under −1 those that nobody leads. */
    public Map<Integer, Long> shares() {
        return shares(handovers.stream().map(Handover::to).toList());
    }

    /** The same, of leaders who are named once for each partition. */
    public static Map<Integer, Long> shares(List<Integer> leaders) {
        Map<Integer, Long> counts = leaders.stream().collect(Collectors.groupingBy(to -> to, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream().sorted(Comparator.comparing((Map.Entry<Integer, Long> share) -> -share.getValue()).thenComparing(Map.Entry::getKey))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
    }

    /** The same, of those handovers alone that are asked for; empty where none is among them. */
    public Optional<Succession> only(Predicate<Handover> which) {
        List<Handover> some = handovers.stream().filter(which).toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(new Succession(from, why, mishap, fenced, crowned, some));
    }
}
