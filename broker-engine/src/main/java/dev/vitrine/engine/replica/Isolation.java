package dev.vitrine.engine.replica;

/** How far a reader may see. */
public enum Isolation {
    /** To the high watermark. */
    READ_UNCOMMITTED,
    /** To the last stable offset: behind it a transaction is still open. */
    READ_COMMITTED,
    /** To the end of the log: who copies it. No client may. */
    REPLICA;

    /** @param code of Kafka's requests */
    public static boolean exists(byte code) {
        return code == 0 || code == 1;
    }

    /** @param code of Kafka's requests */
    public static Isolation of(byte code) {
        return code == 1 ? READ_COMMITTED : READ_UNCOMMITTED;
    }
}
