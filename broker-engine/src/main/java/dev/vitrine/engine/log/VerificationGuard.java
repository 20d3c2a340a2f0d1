package dev.vitrine.engine.log;

/**
 * Ties the answer of the transaction coordinator to the moment in which it was asked (KIP-890): if the transaction ends in between, a new guard
 * stands in the log, and what comes with the old one is refused.
 */
public record VerificationGuard(long id) {

    /** Of a batch whose transaction has begun here already, and of one that needs none. */
    public static final VerificationGuard NONE = new VerificationGuard(0);

    /** What asking led to. */
    public sealed interface Start {

        /** @param guard {@link #NONE} where the coordinator need not be asked: the transaction is open here */
        record Guarded(VerificationGuard guard) implements Start {}

        /** A newer epoch of the producer has written already. */
        record Fenced(String why) implements Start {}
    }
}
