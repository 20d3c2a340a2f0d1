package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.VerificationGuard;
import dev.vitrine.engine.log.VerificationGuard.Start;
import dev.vitrine.engine.time.Scheduler;
import dev.vitrine.engine.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * Sees to it that what begins a transaction in a partition belongs to one that its coordinator knows (KIP-890): else a late batch could begin one
 * that nobody ends.
 *
 * <pre>
 * a transactional batch ──▶ open here, same epoch ──────────────────────────────────────────────▶ append
 *                      └──▶ not open: a guard is set ──▶ the coordinator verifies or adds ──▶ append with the guard
 *                                                                                       └──▶ refused
 * </pre>
 * A marker or another batch that is appended in between takes the guard away, and the log refuses the batch.
 */
public final class TransactionAdmission {

    private final PartitionLookup partitions;
    private final TransactionGate gate;
    private final BooleanSupplier verifies;
    private final Patience patience;

    /**
     * How long a producer's question is asked again while its last transaction is still being ended.
     *
     * @param mostMs    {@code add.partitions.to.txn.retry.backoff.max.ms}
     * @param backoffMs {@code add.partitions.to.txn.retry.backoff.ms}
     */
    public record Patience(long mostMs, long backoffMs, Clock clock, Scheduler scheduler) {}

    /** @param verifies {@code transaction.partition.verification.enable} as it is now */
    public TransactionAdmission(PartitionLookup partitions, TransactionGate gate, BooleanSupplier verifies, Patience patience) {
        this.partitions = partitions;
        this.gate = gate;
        this.verifies = verifies;
        this.patience = patience;
    }

    /**
     * What wants to be written.
     *
     * @param sequences of the first batch in each partition; −1 where it bears none
     */
    public record Entry(
            String transactionalId, long producerId, short producerEpoch, Map<TopicPartition, Integer> sequences, TransactionSupport support) {}

    /** Where it may be written. @param guards of the partitions in which it begins a transaction */
    public record Admitted(Map<TopicPartition, Errors> refused, Map<TopicPartition, VerificationGuard> guards) {

        /** Where nobody needs to be asked. */
        public static final Admitted UNASKED = new Admitted(Map.of(), Map.of());

        public VerificationGuard guard(TopicPartition partition) {
            return guards.getOrDefault(partition, VerificationGuard.NONE);
        }

        boolean concurrent() {
            return refused.containsValue(Errors.CONCURRENT_TRANSACTIONS);
        }
    }

    /** Asks once. */
    public CompletionStage<Admitted> admit(Entry entry) {
        if (entry.support() != TransactionSupport.IMPLICIT_ADD && !verifies.getAsBoolean()) {
            return CompletableFuture.completedStage(Admitted.UNASKED);
        }
        Map<TopicPartition, Errors> refused = new HashMap<>();
        Map<TopicPartition, VerificationGuard> guards = new HashMap<>();
        entry.sequences().forEach((partition, sequence) -> start(partition, sequence, entry, refused, guards));
        if (guards.isEmpty()) {
            return CompletableFuture.completedStage(new Admitted(refused, guards));
        }
        CompletableFuture<Admitted> admitted = new CompletableFuture<>();
        ask(entry, List.copyOf(guards.keySet()), errors -> {
            errors.forEach((partition, error) -> {
                if (error != Errors.NONE) {
                    refused.put(partition, told(error, entry.support()));
                }
            });
            admitted.complete(new Admitted(refused, guards));
        });
        return admitted;
    }

    /** Asks again while the producer's last transaction is still being ended: its next one is only a moment away, and its records are costly to send. */
    public CompletionStage<Admitted> admitPatiently(Entry entry) {
        if (entry.support() != TransactionSupport.IMPLICIT_ADD) {
            return admit(entry);
        }
        long until = patience.clock().millis() + patience.mostMs();
        CompletableFuture<Admitted> admitted = new CompletableFuture<>();
        attempt(entry, until, admitted);
        return admitted;
    }

    private void attempt(Entry entry, long until, CompletableFuture<Admitted> result) {
        admit(entry).whenComplete((admitted, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (admitted.concurrent() && patience.clock().millis() < until) {
                patience.scheduler().schedule(patience.backoffMs(), () -> attempt(entry, until, result));
            } else {
                result.complete(admitted);
            }
        });
    }

    private void start(TopicPartition name, int sequence, Entry entry, Map<TopicPartition, Errors> refused,
            Map<TopicPartition, VerificationGuard> guards) {
        Partition partition = partitions.find(name).orElse(null);
        if (partition == null) {
            refused.put(name, partitions.notLed(name));
            return;
        }
        boolean implicit = entry.support() == TransactionSupport.IMPLICIT_ADD;
        switch (partition.log().startVerification(entry.producerId(), entry.producerEpoch(), sequence, implicit)) {
            case Start.Fenced fenced -> refused.put(name, Errors.INVALID_PRODUCER_EPOCH);
            case Start.Guarded(VerificationGuard guard) when guard.equals(VerificationGuard.NONE) -> { }
            case Start.Guarded(VerificationGuard guard) -> guards.put(name, guard);
        }
    }

    private interface Answer {
        void take(Map<TopicPartition, Errors> errors);
    }

    private void ask(Entry entry, List<TopicPartition> asked, Answer answer) {
        TransactionGate.Question question =
                new TransactionGate.Question(entry.transactionalId(), entry.producerId(), entry.producerEpoch(), asked);
        if (entry.support() == TransactionSupport.IMPLICIT_ADD) {
            gate.add(question, answer::take);
        } else {
            gate.verify(question, answer::take);
        }
    }

    /** Who produces has always been told INVALID_PRODUCER_EPOCH where transaction requests say PRODUCER_FENCED. */
    private static Errors told(Errors error, TransactionSupport support) {
        return switch (error) {
            case PRODUCER_FENCED -> Errors.INVALID_PRODUCER_EPOCH;
            case TRANSACTION_ABORTABLE -> support == TransactionSupport.BASIC ? Errors.INVALID_TXN_STATE : error;
            default -> error;
        };
    }
}
