package dev.vitrine.app.model.groups;

import dev.vitrine.app.model.Figures;
import java.util.Collection;

/** How far a group is behind. What isn't known has a word, never a number. */
public sealed interface Lag extends Comparable<Lag> {

    /** Records (offsets) between the committed position and the end that consumers see. */
    record Records(long count) implements Lag {}

    /** The group has never committed for this partition. */
    record NoCommit() implements Lag {}

    /** There is nothing to be behind of: the partition is gone. */
    record Gone() implements Lag {}

    default String text() {
        return switch (this) {
            case Records r -> Figures.exact(r.count());
            case NoCommit _ -> "no commit yet";
            case Gone _ -> "partition is gone";
        };
    }

    /** Sum of what is known; without any commit at all, the word for that. */
    static Lag total(Collection<Lag> lags) {
        long sum = 0;
        boolean known = false;
        for (Lag lag : lags) {
            if (lag instanceof Records r) {
                sum += r.count();
                known = true;
            }
        }
        return known ? new Records(sum) : new NoCommit();
    }

    /** What isn't known sorts before zero. */
    @Override
    default int compareTo(Lag other) {
        return Long.compare(rank(this), rank(other));
    }

    private static long rank(Lag lag) {
        return lag instanceof Records r ? r.count() : lag instanceof NoCommit ? -1 : -2;
    }
}
