package dev.vitrine.app.model.microscope;

import static dev.vitrine.engine.observe.GroupState.ASSIGNING;
import static dev.vitrine.engine.observe.GroupState.COMPLETING_REBALANCE;
import static dev.vitrine.engine.observe.GroupState.DEAD;
import static dev.vitrine.engine.observe.GroupState.EMPTY;
import static dev.vitrine.engine.observe.GroupState.PREPARING_REBALANCE;
import static dev.vitrine.engine.observe.GroupState.RECONCILING;
import static dev.vitrine.engine.observe.GroupState.STABLE;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.List;

/**
 * A group's states and the ways between them, as Kafka's coordinator knows them; where each stands in the picture (0 to 1 from left to right and from
 * above), and what has happened.
 *
 * <pre>
 *  classic    Empty ─join─► PreparingRebalance ─all joined─► CompletingRebalance ─leader's assignment─► Stable
 *               ▲  ◄─all left─┘      ▲  ◄──────────────join─────────┘   ◄────────────join, leave─────────┘
 *               └─► Dead
 *  consumer   Empty ─join─► Assigning ─target computed─► Reconciling ─all have it─► Stable, and back by each change
 * </pre>
 */
public record GroupMachine(List<State> states, List<Way> ways) {

    /** @param means in a sentence */
    public record State(GroupState state, double x, double y, String means) {}

    /** @param when in a few words */
    public record Way(GroupState from, GroupState to, String when) {}

    /** A change of state that happened. */
    public record Taken(long atMillis, GroupState from, GroupState to, int generation, String why) {}

    private static final GroupMachine CLASSIC = new GroupMachine(
            List.of(new State(EMPTY, 0.09, 0.5, "Nobody is in it; its committed offsets are kept."),
                    new State(PREPARING_REBALANCE, 0.37, 0.2, "Waits until every member has joined again, or its time is up."),
                    new State(COMPLETING_REBALANCE, 0.67, 0.2, "Waits for the assignment that the leader computes."),
                    new State(STABLE, 0.91, 0.5, "Every member knows what is its own."),
                    new State(DEAD, 0.5, 0.86, "It is gone, and its offsets with it.")),
            List.of(new Way(EMPTY, PREPARING_REBALANCE, "a member joins"), new Way(PREPARING_REBALANCE, COMPLETING_REBALANCE, "all have joined"),
                    new Way(COMPLETING_REBALANCE, STABLE, "the leader has assigned"), new Way(STABLE, PREPARING_REBALANCE, "joined, left, timed out"),
                    new Way(COMPLETING_REBALANCE, PREPARING_REBALANCE, "again"), new Way(PREPARING_REBALANCE, EMPTY, "the last one left"),
                    new Way(EMPTY, DEAD, "deleted, or offsets expired"), new Way(STABLE, DEAD, "coordinator moved")));

    private static final GroupMachine CONSUMER = new GroupMachine(
            List.of(new State(EMPTY, 0.09, 0.5, "Nobody is in it; its committed offsets are kept."),
                    new State(ASSIGNING, 0.37, 0.2, "The broker computes who should have what."),
                    new State(RECONCILING, 0.67, 0.2, "Members give up and take over, each at its own pace; what stays goes on."),
                    new State(STABLE, 0.91, 0.5, "Every member has what it should have."),
                    new State(DEAD, 0.5, 0.86, "It is gone, and its offsets with it.")),
            List.of(new Way(EMPTY, ASSIGNING, "a member joins"), new Way(ASSIGNING, RECONCILING, "the target is computed"),
                    new Way(RECONCILING, STABLE, "all have their target"), new Way(STABLE, ASSIGNING, "joined, left, timed out"),
                    new Way(RECONCILING, ASSIGNING, "another change"), new Way(ASSIGNING, STABLE, "nothing to move"), new Way(STABLE, RECONCILING, "a new target"),
                    new Way(EMPTY, RECONCILING, "joins, target at once"), new Way(EMPTY, STABLE, "joins, alone"),
                    new Way(STABLE, EMPTY, "the last one left"), new Way(RECONCILING, EMPTY, "the last one left"), new Way(EMPTY, DEAD, "deleted, or offsets expired")));

    /** @param type Kafka's name of the protocol */
    public static GroupMachine of(String type) {
        return type.equals("classic") ? CLASSIC : CONSUMER;
    }

    /** What happened to a group up to an instant, the newest first. */
    public static List<Taken> taken(List<Observed> events, String group, long upToMillis, int most) {
        List<Taken> taken = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0 && taken.size() < most; i--) {
            Observed observed = events.get(i);
            if (observed.atMillis() <= upToMillis && observed.event() instanceof Event.GroupStateChanged changed && changed.group().equals(group)) {
                taken.add(new Taken(observed.atMillis(), changed.from(), changed.to(), changed.generation(), changed.why()));
            }
        }
        return taken;
    }

    /** How often a way was taken. */
    public static long times(List<Taken> taken, GroupState from, GroupState to) {
        return taken.stream().filter(one -> one.from() == from && one.to() == to).count();
    }

    public State state(GroupState which) {
        return states.stream().filter(state -> state.state() == which).findFirst().orElse(states.getFirst());
    }
}
