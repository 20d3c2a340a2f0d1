package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.PartitionImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Chooses a partition's leader. In this order, the first who is there:
 *
 * <pre>
 *   PREFERRED only:  the first replica
 *                    the leader there is
 *                    the replicas in their order
 *     each of these:   in sync, or, where nobody is in sync, eligible (KIP-966): it has all that was acknowledged
 *                    the last known leader, where nobody is in sync or eligible: may have lost something
 *   UNCLEAN only:    any replica: gives up what the others had more
 * </pre>
 *
 * @param replicas in their order, as they will be
 * @param inSync   as they will be
 * @param eligible as they will be; empty where eligible leader replicas are switched off
 * @param there    who may lead at all: brokers that are neither fenced nor shutting down
 */
record LeaderElection(PartitionImage before, List<Integer> replicas, List<Integer> inSync, List<Integer> eligible, IntPredicate there) {

    /** @param unclean true where it need not have all that was acknowledged */
    record Elected(int leader, boolean unclean) {

        static final Elected NOBODY = new Elected(PartitionImage.NO_LEADER, false);
    }

    /** @param lastKnown whether the last known leader may be taken */
    Elected elect(ElectionKind kind, boolean lastKnown) {
        return candidates(kind).stream().filter(this::hasEverything).findFirst()
                .map(leader -> new Elected(leader, false))
                .or(() -> lastKnown ? lastKnownLeader() : Optional.empty())
                .or(() -> kind == ElectionKind.UNCLEAN ? anybody() : Optional.empty())
                .orElse(Elected.NOBODY);
    }

    private List<Integer> candidates(ElectionKind kind) {
        List<Integer> candidates = new ArrayList<>();
        if (kind == ElectionKind.PREFERRED) {
            candidates.add(replicas.getFirst());
        }
        candidates.add(before.leader());
        candidates.addAll(replicas);
        return candidates;
    }

    private boolean hasEverything(int replica) {
        return (inSync.contains(replica) || inSync.isEmpty() && eligible.contains(replica)) && there.test(replica);
    }

    private Optional<Elected> lastKnownLeader() {
        List<Integer> known = before.eligible().lastKnown();
        return inSync.isEmpty() && eligible.isEmpty() && known.size() == 1 && there.test(known.getFirst())
                ? Optional.of(new Elected(known.getFirst(), true)) : Optional.empty();
    }

    private Optional<Elected> anybody() {
        return replicas.stream().filter(there::test).findFirst().map(leader -> new Elected(leader, true));
    }
}
