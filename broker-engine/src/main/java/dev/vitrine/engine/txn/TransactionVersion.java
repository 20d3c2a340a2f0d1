package dev.vitrine.engine.txn;

/** The levels of Kafka's feature {@code transaction.version} (KIP-890), which client and coordinator each have one of. */
public enum TransactionVersion {
    /** The protocol of KIP-98. */
    TV_0,
    /** The same; the coordinator's records may bear fields that older coordinators don't know. */
    TV_1,
    /** Every transaction ends with a new epoch, so that nothing late can fall into the next one. */
    TV_2;

    private static final int BATCHES_SINCE = 4;
    private static final int END_TELLS_EPOCH_SINCE = 5;

    /** @throws IllegalArgumentException for a level that nobody knows */
    public static TransactionVersion of(int level) {
        if (level < 0 || level >= values().length) {
            throw new IllegalArgumentException("transaction.version " + level + ", of which we know up to " + TV_2.level());
        }
        return values()[level];
    }

    /** What a client speaks that ends a transaction with this version of EndTxn. */
    static TransactionVersion ofEndTxn(short apiVersion) {
        return apiVersion >= END_TELLS_EPOCH_SINCE ? TV_2 : TV_0;
    }

    /** What a client speaks for which partitions are added with this version of AddPartitionsToTxn. */
    static TransactionVersion ofAddPartitions(short apiVersion) {
        return apiVersion >= BATCHES_SINCE ? TV_2 : TV_0;
    }

    public short level() {
        return (short) ordinal();
    }

    boolean bumpsEpoch() {
        return this == TV_2;
    }

    /** Version of the values in {@code __transaction_state}. */
    short recordVersion() {
        return (short) (this == TV_0 ? 0 : 1);
    }
}
