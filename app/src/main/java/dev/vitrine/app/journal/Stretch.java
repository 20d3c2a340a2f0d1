package dev.vitrine.app.journal;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Something to be painted on the bar of time, from one instant to another; a single instant is a tick. @param group that it happened to; empty for none */
public record Stretch(Kind kind, String group, long fromMillis, long toMillis) {

    public enum Kind { REBALANCE, JOIN, TROUBLE }

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
                case Event.StorageFailed _ -> stretches.add(new Stretch(Kind.TROUBLE, "", at, at));
                default -> { }
            }
        }
        rebalancing.forEach((group, since) -> stretches.add(new Stretch(Kind.REBALANCE, group, since, nowMillis)));
        return stretches;
    }
}
