package dev.vitrine.engine.group;

import dev.vitrine.engine.group.assign.Assignment;
import dev.vitrine.engine.group.assign.OwnedPartitions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/**
 * One step of one member on its way from what it has to what it should have. It takes what is free at once, gives up what it should not have,
 * and comes to the target's epoch only when it has given up all that; what others still have comes later.
 *
 * <pre>
 *                         should give something up, and has it
 *        ┌───────────────────────────────────────────────────────────────┐
 *        │                                                               ▼
 *   ┌────────┐                                            ┌──────────────────────┐
 *   │ Stable │ ◄──────────────────────────────────────────│ UnrevokedPartitions  │◄─┐ has it still, or says
 *   └────────┘  says that it has given it up, and gets    └──────────────────────┘──┘ nothing: waits; fenced when
 *     │    ▲    all that it should have                          │       ▲            the rebalance timeout is over
 *     │    │                                    given up, but not │       │ should give
 *     │    │ others have released                all that it gets │       │ something up
 *     │    │ what it waits for                            is free ▼       │
 *     │    │                                       ┌────────────────────────┐
 *     │    └────────────────────────────────────── │ UnreleasedPartitions   │ ◄─┐ takes what has
 *     └──────────────────────────────────────────► └────────────────────────┘ ──┘ become free
 *          a new target: others still have some of it
 * </pre>
 *
 * <p>Partitions of topics that the member does not ask for any more are given up before there is a new target.
 *
 * @param asked               whether its subscription has just changed
 * @param subscribed          the topics that it asks for now, where they exist
 * @param asksForNothing      whether it names no topic at all
 * @param owned               what its client says it has; empty where it says nothing
 */
record Reconciliation(
        Ownership now,
        int targetEpoch,
        Assignment target,
        boolean asked,
        Set<Uuid> subscribed,
        boolean asksForNothing,
        HeldPartitions held,
        Optional<Map<Uuid, ? extends Collection<Integer>>> owned) {

    /** @return what it has after this step; {@link #now} itself where there is nothing to do. Empty where it must begin anew */
    Optional<Ownership> step() {
        return switch (now.state()) {
            case STABLE -> Optional.of(now.epoch() != targetEpoch ? advance(now.epoch()) : asked ? unsubscribe() : now);
            case UNREVOKED_PARTITIONS -> Optional.of(!keepsAny(now.revoking()) ? advance(now.epoch()) : asked ? unsubscribe() : now);
            case UNRELEASED_PARTITIONS -> Optional.of(advance(now.epoch()));
            case UNKNOWN -> owned.filter(Map::isEmpty).map(nothing -> advance(targetEpoch));
        };
    }

    /** Silence is no word that it gave something up. */
    private boolean keepsAny(OwnedPartitions revoking) {
        return owned.isEmpty() || owned.get().entrySet().stream()
                .anyMatch(topic -> topic.getValue().stream().anyMatch(partition -> revoking.contains(topic.getKey(), partition)));
    }

    private Ownership advance(int epochIfItMustRevoke) {
        Shares shares = new Shares();
        Set<Uuid> topics = new HashSet<>(target.partitions().keySet());
        topics.addAll(now.assigned().epochs().keySet());
        topics.forEach(topic -> share(topic, shares));
        OwnedPartitions revoking = new OwnedPartitions(shares.revoke);
        if (!revoking.isEmpty() && keepsAny(revoking)) {
            return now.next(MemberState.UNREVOKED_PARTITIONS, epochIfItMustRevoke, new OwnedPartitions(shares.keep), revoking);
        }
        shares.take.forEach((topic, partitions) -> partitions.forEach(
                partition -> shares.keep.computeIfAbsent(topic, t -> new HashMap<>()).put(partition, targetEpoch)));
        MemberState next = shares.waits ? MemberState.UNRELEASED_PARTITIONS : MemberState.STABLE;
        return now.next(next, targetEpoch, new OwnedPartitions(shares.keep), OwnedPartitions.NONE);
    }

    /** Kept = what it has and should have; revoked = the rest of what it has; taken = the rest of what it should have, where that is free. */
    private void share(Uuid topic, Shares shares) {
        Set<Integer> should = subscribed.contains(topic) ? target.of(topic) : Set.of();
        Map<Integer, Integer> has = now.assigned().of(topic);
        Map<Integer, Integer> keep = new HashMap<>(has);
        keep.keySet().retainAll(should);
        Map<Integer, Integer> revoke = new HashMap<>(has);
        revoke.keySet().removeAll(keep.keySet());
        Set<Integer> take = new HashSet<>(should);
        take.removeAll(keep.keySet());
        shares.waits |= take.removeIf(partition -> held.contains(topic, partition) && !now.revoking().contains(topic, partition));
        if (!keep.isEmpty()) {
            shares.keep.put(topic, keep);
        }
        if (!revoke.isEmpty()) {
            shares.revoke.put(topic, revoke);
        }
        if (!take.isEmpty()) {
            shares.take.put(topic, take);
        }
    }

    /** Whatever the target says, what it does not ask for any more goes. */
    private Ownership unsubscribe() {
        Map<Uuid, Map<Integer, Integer>> keep = new HashMap<>(now.assigned().epochs());
        boolean givesUpSomething = keep.keySet().retainAll(subscribed);
        // Who asks for nothing is taken a step on even where it has nothing to give up: so does Kafka.
        if (!givesUpSomething && !(asksForNothing && now.revoking().isEmpty())) {
            return now;
        }
        Map<Uuid, Map<Integer, Integer>> revoke = new HashMap<>();
        now.revoking().epochs().forEach((topic, epochs) -> revoke.put(topic, new HashMap<>(epochs)));
        now.assigned().epochs().forEach((topic, epochs) -> {
            if (!keep.containsKey(topic)) {
                revoke.computeIfAbsent(topic, t -> new HashMap<>()).putAll(epochs);
            }
        });
        OwnedPartitions revoking = new OwnedPartitions(revoke);
        return !revoking.isEmpty() && keepsAny(revoking)
                ? now.next(MemberState.UNREVOKED_PARTITIONS, now.epoch(), new OwnedPartitions(keep), revoking)
                : now.next(now.state(), now.epoch(), new OwnedPartitions(keep), now.revoking());
    }

    private static final class Shares {
        private final Map<Uuid, Map<Integer, Integer>> keep = new HashMap<>();
        private final Map<Uuid, Map<Integer, Integer>> revoke = new HashMap<>();
        private final Map<Uuid, Set<Integer>> take = new HashMap<>();
        private boolean waits;
    }
}
