package dev.vitrine.engine.log;

/**
 * What the log must know of an append beside its bytes.
 *
 * @param leaderEpoch   stamped into each batch
 * @param origin        who appends: decides what is checked
 * @param produceVersion version of the Produce request (zstd needs 7); the newest for other origins
 * @param guard         of a batch that begins a transaction here
 * @param transactionVersion of a marker: 0 to 2
 */
public record AppendContext(int leaderEpoch, Origin origin, short produceVersion, VerificationGuard guard, short transactionVersion) {

    /** For batches that begin or end no transaction. */
    public AppendContext(int leaderEpoch, Origin origin, short produceVersion) {
        this(leaderEpoch, origin, produceVersion, VerificationGuard.NONE, (short) 0);
    }

    public enum Origin {
        /** A client's Produce request: everything is checked, offsets are assigned. */
        CLIENT,
        /** A coordinator of this broker: trusted, offsets are assigned. */
        COORDINATOR,
        /** The leader's log: offsets and epochs stay as they are. */
        REPLICATION
    }
}
