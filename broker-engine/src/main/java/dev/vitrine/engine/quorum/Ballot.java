package dev.vitrine.engine.quorum;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One asking for votes, and what came of it so far.
 *
 * @param epoch that the votes are asked in
 * @param pre   true where it is only asked who would vote (KIP-996): an answer binds nobody, and disturbs no leader
 */
record Ballot(int epoch, boolean pre, Voters voters, SortedSet<Integer> granted, SortedSet<Integer> rejected) {

    Ballot(int epoch, boolean pre, Voters voters) {
        this(epoch, pre, voters, new TreeSet<>(), new TreeSet<>());
    }

    void count(int voter, boolean yes) {
        if (voters.ids().contains(voter) && !granted.contains(voter) && !rejected.contains(voter)) {
            (yes ? granted : rejected).add(voter);
        }
    }

    boolean won() {
        return granted.size() >= voters.majority();
    }

    /** Not even all who have not answered could turn it. */
    boolean lost() {
        return voters.directories().size() - rejected.size() < voters.majority();
    }

    boolean openFor(int voter) {
        return !granted.contains(voter) && !rejected.contains(voter);
    }
}
