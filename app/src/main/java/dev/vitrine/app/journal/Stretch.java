package dev.vitrine.app.journal;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Something to be painted on the bar of time, from one instant to another; a single instant is a tick.
 *
 * @param group that it happened to; empty for none
 * @param says  what happened; empty where kind and group say enough
 */
public record Stretch(Kind kind, String group, long fromMillis, long toMillis, String says) {

    private static final long ONE_MARK_MILLIS = 500;
    private static final String LED = " got another leader";
    private static final String LEADERLESS = " lost its leader";

    /** Of which its kind and its group say enough. */
    public Stretch(Kind kind, String group, long fromMillis, long toMillis) {
        this(kind, group, fromMillis, toMillis, "");
    }

    public enum Kind { REBALANCE, JOIN, TROUBLE, ELECTION }

    /** What a journal's events amount to. @param nowMillis where a rebalance ends that hasn't ended yet */
    public static List<Stretch> of(List<Observed> events, long nowMillis) {
        List<Stretch> stretches = new ArrayList<>();
        Map<String, Long> rebalancing = new HashMap<>();
        for (Observed observed : events) {
            long at = observed.atMillis();
            switch (observed.event()) {
                case Event.GroupStateChanged changed when changed.to().rebalancing() -> rebalancing.putIfAbsent(changed.group(), at);
                case Event.GroupStateChanged changed -> {
                    Long since = rebalancing.remove(changed.group());
                    if (since != null) {
                        stretches.add(new Stretch(Kind.REBALANCE, changed.group(), since, at));
                    }
                }
                case Event.MemberJoined joined -> stretches.add(new Stretch(Kind.JOIN, joined.group(), at, at));
                case Event.MemberLeft left when left.cause() != Event.LeaveCause.LEFT -> stretches.add(new Stretch(Kind.TROUBLE, left.group(), at, at));
                case Event.QuorumLeaderElected won -> stretches.add(new Stretch(Kind.ELECTION, "", at, at, "Broker " + won.broker() + " was elected controller, term " + won.epoch()));
                case Event.LeaderElected elected -> led(stretches, elected, at);
                case Event.BrokerKilled killed -> stretches.add(new Stretch(Kind.TROUBLE, "", at, at, "Broker " + killed.broker() + " was killed"));
                case Event.BrokerFrozen frozen -> stretches.add(new Stretch(Kind.TROUBLE, "", at, at, "Broker " + frozen.broker() + " stands still"));
                case Event.BrokerFenced fenced -> stretches.add(new Stretch(Kind.TROUBLE, "", at, at, "Broker " + fenced.broker() + " was fenced"));
                case Event.StorageFailed _ -> stretches.add(new Stretch(Kind.TROUBLE, "", at, at));
                default -> { }
            }
        }
        rebalancing.forEach((group, since) -> stretches.add(new Stretch(Kind.REBALANCE, group, since, nowMillis)));
        return stretches;
    }

    /** One broker's end moves many leaders at once: they share a mark. */
    private static void led(List<Stretch> stretches, Event.LeaderElected elected, long at) {
        boolean lost = elected.leader() < 0;
        Kind kind = lost ? Kind.TROUBLE : Kind.ELECTION;
        Stretch last = stretches.isEmpty() ? null : stretches.getLast();
        if (last != null && last.kind == kind && at - last.fromMillis < ONE_MARK_MILLIS && last.says.endsWith(lost ? LEADERLESS : LED)) {
            return;
        }
        stretches.add(new Stretch(kind, "", at, at, elected.partition() + (lost ? LEADERLESS : LED)));
    }
}
