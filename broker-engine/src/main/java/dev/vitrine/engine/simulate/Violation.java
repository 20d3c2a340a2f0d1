package dev.vitrine.engine.simulate;

/**
 * A promise that did not hold.
 *
 * @param promise as the design counts them: P1 acknowledged records survive, P2 too few in sync are refused, P3 offsets are immutable, P4 nobody reads what
 *                is not committed, P5 idempotent producers neither double nor reorder, P6 transactions are atomic, P7 a partition has one owner, P8 commits
 *                don't go back
 * @param atMillis of virtual time
 */
public record Violation(String promise, long atMillis, String what) {

    @Override
    public String toString() {
        return promise + " at " + atMillis + " ms: " + what;
    }
}
