package dev.vitrine.engine.quorum;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a leader knows of those who copy its log: only what their fetches say. */
final class Progress {

    private final ReplicaKey self;
    private final long since;
    private final SortedMap<Integer, Copy> copies = new TreeMap<>();

    /**
     * One copy.
     *
     * @param endOffset  that it fetched from last: all before is safe there
     * @param fetchedAt  when it did
     * @param caughtUpAt when it last had all that the leader had
     * @param leaderEnd  end of the leader's log at its last fetch
     */
    record Copy(ReplicaKey replica, long endOffset, long fetchedAt, OptionalLong caughtUpAt, long leaderEnd) {}

    /** @param since when leading began */
    Progress(ReplicaKey self, long since) {
        this.self = self;
        this.since = since;
    }

    /** It has all before {@code offset}, and wants what follows. */
    void fetched(ReplicaKey replica, long offset, long leaderEnd, long now) {
        Copy before = copies.get(replica.id());
        OptionalLong caughtUp = before == null ? OptionalLong.empty() : before.caughtUpAt();
        if (offset >= leaderEnd) {
            caughtUp = OptionalLong.of(now);
        } else if (before != null && offset >= before.leaderEnd()) { // it has all that was there when it asked before
            caughtUp = OptionalLong.of(before.fetchedAt());
        }
        copies.put(replica.id(), new Copy(replica, offset, now, caughtUp, leaderEnd));
    }

    /** It lives and copies, but tells nothing of how far it is: it reads a snapshot. */
    void heardOf(ReplicaKey replica, long now) {
        Copy before = copies.get(replica.id());
        copies.put(replica.id(), before == null || !before.replica().equals(replica)
                ? new Copy(replica, -1, now, OptionalLong.empty(), Long.MAX_VALUE)
                : new Copy(replica, before.endOffset(), now, before.caughtUpAt(), before.leaderEnd()));
    }

    Optional<Copy> of(ReplicaKey replica) {
        return Optional.ofNullable(copies.get(replica.id())).filter(copy -> copy.replica().equals(replica));
    }

    Collection<Copy> all() {
        return Collections.unmodifiableCollection(copies.values());
    }

    /** Lets go of those who don't vote and have been silent for so long that they will not come back. */
    void forgetSilent(Voters voters, long since) {
        copies.values().removeIf(copy -> copy.fetchedAt() < since && !voters.contains(copy.replica()));
    }

    /** How far a majority of voters has come; −1 where it isn't known yet. @param ownEnd what is safe in the leader's own log */
    long majorityOffset(Voters voters, long ownEnd) {
        List<Long> ends = new ArrayList<>();
        voters.directories().forEach((id, directory) -> {
            ReplicaKey voter = new ReplicaKey(id, directory);
            ends.add(voter.equals(self) ? ownEnd : of(voter).map(Copy::endOffset).orElse(-1L));
        });
        ends.sort(Comparator.reverseOrder());
        return ends.isEmpty() ? -1 : ends.get(voters.majority() - 1);
    }

    /** Whether enough voters, with the leader, have asked since then to be a majority. */
    boolean heardFromMajoritySince(Voters voters, long then) {
        if (since >= then) {
            return true;
        }
        long heard = voters.directories().entrySet().stream()
                .map(voter -> new ReplicaKey(voter.getKey(), voter.getValue()))
                .filter(voter -> voter.equals(self) || fetchedSince(voter, then))
                .count();
        return heard >= voters.majority();
    }

    boolean fetchedSince(ReplicaKey replica, long then) {
        return of(replica).filter(copy -> copy.fetchedAt() >= then).isPresent();
    }

    /** The other voters, the one with the longest log first. */
    List<Integer> successors(Voters voters) {
        return voters.others(self.id()).stream()
                .sorted(Comparator.comparingLong((Integer id) -> -Optional.ofNullable(copies.get(id)).map(Copy::endOffset).orElse(-1L)))
                .toList();
    }
}
