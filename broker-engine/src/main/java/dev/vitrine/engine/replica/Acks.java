package dev.vitrine.engine.replica;

/**
 * What a producer wants to know before it goes on.
 *
 * @param all       true for acks=all: that every in-sync replica has it, and that there are enough of them ({@code min.insync.replicas})
 * @param timeoutMs how long it waits for that
 */
public record Acks(boolean all, long timeoutMs) {

    /** acks=0 and acks=1: that the leader has it. */
    public static final Acks LEADER = new Acks(false, 0);

    public static Acks all(long timeoutMs) {
        return new Acks(true, timeoutMs);
    }
}
