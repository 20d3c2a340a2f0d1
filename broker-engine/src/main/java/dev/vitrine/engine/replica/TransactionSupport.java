package dev.vitrine.engine.replica;

/** What the version of a request lets its client do and understand in transactions (KIP-890). */
public enum TransactionSupport {
    /** It adds partitions by itself, and takes an unknown error for the end of everything. */
    BASIC,
    /** It adds partitions by itself, and knows that TRANSACTION_ABORTABLE is to be answered by aborting. */
    ABORTABLE_ERRORS,
    /** Its writes add partitions, and each of its transactions has an epoch of its own: transaction version 2. */
    IMPLICIT_ADD;

    private static final short PRODUCE_ABORTABLE = 11;
    private static final short PRODUCE_IMPLICIT = 12;
    private static final short COMMIT_ABORTABLE = 4;
    private static final short COMMIT_IMPLICIT = 5;

    public static TransactionSupport ofProduce(short version) {
        return of(version, PRODUCE_ABORTABLE, PRODUCE_IMPLICIT);
    }

    public static TransactionSupport ofTxnOffsetCommit(short version) {
        return of(version, COMMIT_ABORTABLE, COMMIT_IMPLICIT);
    }

    private static TransactionSupport of(short version, short abortable, short implicit) {
        if (version >= implicit) {
            return IMPLICIT_ADD;
        }
        return version >= abortable ? ABORTABLE_ERRORS : BASIC;
    }
}
