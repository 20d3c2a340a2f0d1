package dev.vitrine.app.model.cluster;

import dev.vitrine.app.model.Names;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.Observed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What befell a broker, so that others do its work.
 *
 * @param cutFrom  whom it can't hear, or who can't hear it, where that is what befell it
 * @param atMillis when it began
 */
public record Mishap(int broker, Kind kind, List<Integer> cutFrom, long atMillis) {

    public enum Kind { STOPPED, KILLED, FROZEN, CUT_OFF }

    public Mishap {
        cutFrom = List.copyOf(cutFrom);
    }

    /**
     * What was the matter with a broker at an instant; empty where nothing was, or what is remembered doesn't tell. Who has ended is not cut off, too.
     *
     * @param events the oldest first
     */
    public static Optional<Mishap> of(List<Observed> events, int broker, long untilMillis) {
        Optional<Mishap> blow = Optional.empty();
        Map<Integer, Map<Integer, Long>> cuts = new TreeMap<>();
        for (Observed observed : events) {
            if (observed.atMillis() > untilMillis) {
                break;
            }
            long at = observed.atMillis();
            switch (observed.event()) {
                case Event.BrokerKilled e when e.broker() == broker -> blow = blow(broker, Kind.KILLED, at);
                case Event.BrokerFrozen e when e.broker() == broker -> blow = blow(broker, Kind.FROZEN, at);
                case Event.BrokerStopped e when e.broker() == broker -> blow = blow(broker, Kind.STOPPED, at);
                case Event.BrokerStarted e when e.broker() == broker -> blow = Optional.empty();
                case Event.BrokerThawed e when e.broker() == broker -> blow = Optional.empty();
                case Event.LinkChanged e when e.from() == broker || e.to() == broker -> cut(cuts, e, at);
                default -> { }
            }
        }
        return blow.or(() -> cutOff(broker, cuts));
    }

    private static Optional<Mishap> blow(int broker, Kind kind, long at) {
        return Optional.of(new Mishap(broker, kind, List.of(), at));
    }

    private static void cut(Map<Integer, Map<Integer, Long>> cuts, Event.LinkChanged link, long at) {
        if (link.state() == LinkState.CUT) {
            cuts.computeIfAbsent(link.from(), _ -> new TreeMap<>()).putIfAbsent(link.to(), at);
        } else {
            cuts.getOrDefault(link.from(), new TreeMap<>()).remove(link.to());
        }
    }

    private static Optional<Mishap> cutOff(int broker, Map<Integer, Map<Integer, Long>> cuts) {
        List<Integer> others = cuts.entrySet().stream().flatMap(from -> from.getValue().keySet().stream().flatMap(to -> Stream.of(from.getKey(), to)))
                .filter(one -> one != broker).distinct().sorted().toList();
        return cuts.values().stream().flatMap(to -> to.values().stream()).min(Long::compare).map(at -> new Mishap(broker, Kind.CUT_OFF, others, at));
    }

    /** As the end of a sentence that begins with the broker. */
    public String words() {
        return switch (kind) {
            case STOPPED -> "was stopped";
            case KILLED -> "was killed";
            case FROZEN -> "was frozen";
            case CUT_OFF -> "was cut off from " + Names.brokers(cutFrom);
        };
    }
}
