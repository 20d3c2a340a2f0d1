package dev.vitrine.engine.txn;

import dev.vitrine.engine.observe.TransactionState;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * All that is durable of a transactional id.
 *
 * <pre>
 *                InitProducerId                    partitions added            EndTxn(commit)
 *   (unknown) ───────────────────▶ EMPTY ──────────────────────▶ ONGOING ──────────────────────▶ PREPARE_COMMIT
 *                                  ▲ │                           ▲  │                                  │
 *                   InitProducerId │ │ EndTxn(abort), version 2  │  │ EndTxn(abort), InitProducerId    │ all markers
 *                                  │ ▼                           │  │ of another producer, time-out    ▼ are written
 *                                  │ PREPARE_ABORT ◀─────────────┼──┘                            COMPLETE_COMMIT
 *                                  │ │   ▲                       │                                     │
 *                                  │ │   └───────────────────────┼──── EndTxn(abort), version 2 ───────┤
 *                                  │ │ all markers are written   │                                     │
 *                                  │ ▼                           │                                     │
 *                                  └─COMPLETE_ABORT ─────────────┴──── partitions added ───────────────┘
 * </pre>
 *
 * From EMPTY, COMPLETE_COMMIT and COMPLETE_ABORT an id that nobody uses expires. Kafka has two more states, which it passes through without
 * writing them: PREPARE_EPOCH_FENCE before an abort that the coordinator decides, and DEAD before an expiry. Here each of them is one step.
 *
 * @param timeoutMs       {@code Integer.MAX_VALUE}: never (KIP-939)
 * @param partitions      what the transaction has written to; empty but in ONGOING and PREPARE_*
 * @param startedAtMillis −1 before the first transaction of a producer
 * @param clientVersion   what the client spoke that brought it into this state
 */
record TransactionMetadata(
        ProducerIdentity producer,
        int timeoutMs,
        TransactionState state,
        Set<TopicPartition> partitions,
        long startedAtMillis,
        long updatedAtMillis,
        TransactionVersion clientVersion) {

    static final long NEVER_STARTED = -1;

    TransactionMetadata {
        partitions = Collections.unmodifiableSet(new LinkedHashSet<>(partitions)); // in order: a run from a seed is always the same
    }

    /** A transactional id that is heard of for the first time: to be {@link #initialised}. */
    static TransactionMetadata fresh(long producerId, int timeoutMs, long nowMillis) {
        return new TransactionMetadata(ProducerIdentity.unused(producerId), timeoutMs, TransactionState.EMPTY, Set.of(), NEVER_STARTED,
                nowMillis, TransactionVersion.TV_0);
    }

    TransactionMetadata initialised(ProducerIdentity next, int newTimeoutMs, long nowMillis) {
        return new TransactionMetadata(next, newTimeoutMs, TransactionState.EMPTY, Set.of(), NEVER_STARTED, nowMillis, clientVersion);
    }

    TransactionMetadata withPartitions(Collection<TopicPartition> added, TransactionVersion version, long nowMillis) {
        Set<TopicPartition> all = new LinkedHashSet<>(partitions);
        all.addAll(added);
        long started = state == TransactionState.ONGOING ? startedAtMillis : nowMillis;
        return new TransactionMetadata(producer.kept(), timeoutMs, TransactionState.ONGOING, all, started, nowMillis, version);
    }

    /** The end that an EndTxn of this version decides. @param successor producer id that takes over; −1 where none does */
    TransactionMetadata ending(boolean commit, TransactionVersion version, long successor, long nowMillis) {
        return ending(producer, commit, version, successor, nowMillis);
    }

    /** The coordinator aborts; the producer is out. In version 2 the end raises the epoch anyway. */
    TransactionMetadata fencing(TransactionVersion version, long successor, long nowMillis) {
        ProducerIdentity out = version.bumpsEpoch() ? producer : producer.fenced();
        return ending(out, false, version, successor, nowMillis);
    }

    private TransactionMetadata ending(ProducerIdentity who, boolean commit, TransactionVersion version, long successor, long nowMillis) {
        TransactionState next = commit ? TransactionState.PREPARE_COMMIT : TransactionState.PREPARE_ABORT;
        long started = state == TransactionState.ONGOING ? startedAtMillis : nowMillis;
        return new TransactionMetadata(who.ending(version, successor), timeoutMs, next, partitions, started, nowMillis, version);
    }

    TransactionMetadata ended(long nowMillis) {
        TransactionState next = state == TransactionState.PREPARE_COMMIT ? TransactionState.COMPLETE_COMMIT : TransactionState.COMPLETE_ABORT;
        return new TransactionMetadata(
                producer.ended(clientVersion), timeoutMs, next, Set.of(), startedAtMillis, nowMillis, clientVersion);
    }

    boolean isEnding() {
        return state == TransactionState.PREPARE_COMMIT || state == TransactionState.PREPARE_ABORT;
    }

    /** KIP-939: its end is decided together with another system, however long that takes. */
    boolean waitsForever() {
        return timeoutMs == Integer.MAX_VALUE;
    }

    boolean isTimedOut(long nowMillis) {
        return state == TransactionState.ONGOING && !waitsForever() && startedAtMillis + timeoutMs < nowMillis;
    }

    /** True where ending it in that version takes a producer id that nobody had. */
    boolean endsWithNewId(TransactionVersion version) {
        return version.bumpsEpoch() && producer.isExhausted();
    }

    /** Who takes over when it has ended, for {@link #ending} and {@link #fencing}. @param freshId there where {@link #endsWithNewId} */
    long successor(TransactionVersion version, OptionalLong freshId) {
        return endsWithNewId(version) ? freshId.getAsLong() : ProducerIdentity.NO_ID;
    }
}
