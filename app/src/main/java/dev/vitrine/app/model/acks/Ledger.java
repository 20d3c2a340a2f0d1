package dev.vitrine.app.model.acks;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What a producer sent, what it was told of it, and what can be read afterwards; record by record, by number from 0. Safe for use from any thread. */
public final class Ledger {

    private final BitSet acknowledged = new BitSet();
    private final BitSet refused = new BitSet();
    private final BitSet found = new BitSet();
    private int sent;
    private int doubled;
    private boolean read;
    private String lastRefusal = "";

    /** What became of a record. */
    public enum Fate {
        /** Acknowledged, and there. */
        KEPT,
        /** Acknowledged, and gone: the promise was broken. */
        LOST,
        /** The producer was told that it failed, and it is not there: no promise, no record. */
        REFUSED,
        /** Not acknowledged, and there even so: the answer did not get through. */
        UNPROMISED,
        /** Nothing was heard of it (yet). */
        OPEN
    }

    /** Records in a row to which the same happened. @param to the first behind them */
    public record Run(Fate fate, int from, int to) {}

    /**
     * Where it stands.
     *
     * @param found   −1 before anybody has read
     * @param lost    acknowledged and not found; −1 before anybody has read
     * @param doubled found more than once
     * @param why     of the last refusal; empty where there was none
     */
    public record Tally(int sent, int acknowledged, int refused, int found, int lost, int doubled, String why) {}

    /** One more is sent. @return its number */
    public synchronized int next() {
        return sent++;
    }

    public synchronized void acknowledged(int number) {
        acknowledged.set(number);
    }

    public synchronized void refused(int number, String why) {
        refused.set(number);
        lastRefusal = why;
    }

    public synchronized void found(int number) {
        if (found.get(number)) {
            doubled++;
        }
        found.set(number);
    }

    /** Everything that is there has been found. */
    public synchronized void read() {
        read = true;
    }

    public synchronized Tally tally() {
        BitSet lost = (BitSet) acknowledged.clone();
        lost.andNot(found);
        return new Tally(sent, acknowledged.cardinality(), refused.cardinality(), read ? found.cardinality() : -1, read ? lost.cardinality() : -1, doubled, lastRefusal);
    }

    /** The fates of all records that were sent, in their order. */
    public synchronized List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int number = 0; number < sent; number++) {
            Fate fate = fate(number);
            Run last = runs.isEmpty() ? null : runs.getLast();
            if (last != null && last.fate == fate) {
                runs.set(runs.size() - 1, new Run(fate, last.from, number + 1));
            } else {
                runs.add(new Run(fate, number, number + 1));
            }
        }
        return runs;
    }

    private Fate fate(int number) {
        if (acknowledged.get(number)) {
            return !read || found.get(number) ? Fate.KEPT : Fate.LOST;
        }
        return found.get(number) ? Fate.UNPROMISED : refused.get(number) ? Fate.REFUSED : Fate.OPEN;
    }
}
