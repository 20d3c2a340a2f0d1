package dev.vitrine.engine.txn;

import com.google.re2j.PatternSyntaxException;
import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.coordinator.LoadReport;
import dev.vitrine.engine.coordinator.ShardType;
import dev.vitrine.engine.coordinator.Shards;
import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.observe.TransactionView;
import dev.vitrine.engine.replica.MarkerWriter;
import dev.vitrine.engine.replica.TransactionGate;
import dev.vitrine.engine.txn.InitProducerId.Expected;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeTransactionsResponseData.TransactionState;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.ListTransactionsResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * The transaction coordinator of one broker, as its APIs, its partitions and observers see it. Any thread may call; nothing blocks. Every error
 * is a value in the answer: NOT_COORDINATOR where an id's shard is not on this broker, COORDINATOR_LOAD_IN_PROGRESS while it is being read.
 * Errors are those of the newest version of an API; who speaks an older one is told in its words by the API.
 */
public final class TransactionCoordinator implements TransactionGate {

    private static final int MOST_VIEWED = 1_000;

    private final TransactionConfig config;
    private final Surroundings around;
    private final Neighbours neighbours;
    private final Shards<TransactionShard, TransactionRecord> shards;

    /** @param partitions of {@code __transaction_state}, as it is or will be */
    public TransactionCoordinator(TransactionConfig config, Surroundings around, IntSupplier partitions, Neighbours neighbours) {
        this.config = config;
        this.around = around;
        this.neighbours = neighbours;
        this.shards = new Shards<>(Topic.TRANSACTION_STATE_TOPIC_NAME, around, partitions);
    }

    /**
     * What the coordinator knows of the broker around it.
     *
     * @param broker      its id
     * @param producerIds never gives the same id twice, over restarts too
     * @param markers     ends transactions in the partitions
     * @param exists      which partitions there are
     * @param finalized   the cluster's level of {@code transaction.version}
     */
    public record Neighbours(
            int broker,
            Supplier<CompletionStage<Long>> producerIds,
            MarkerWriter markers,
            Predicate<TopicPartition> exists,
            Supplier<TransactionVersion> finalized) {}

    /**
     * This broker leads that partition of {@code __transaction_state} now: its ids are read from the log and served from here.
     *
     * @param epoch of that leadership
     */
    public CompletionStage<LoadReport> host(int partition, CommittedLog log, IntSupplier epoch) {
        ShardErrands errands = new ShardErrands(partition, shards, neighbours);
        return shards.host(partition, log, new ShardType<>(
                () -> new TransactionShard(config, errands, neighbours.finalized(), epoch), new TransactionRecordCodec(neighbours.finalized())));
    }

    /** This broker no longer leads it. Whoever waits is sent to look for the new coordinator. */
    public CompletionStage<Void> letGo(int partition) {
        return shards.letGo(partition);
    }

    /** The partition of {@code __transaction_state} whose leader coordinates this transactional id. */
    public int partitionFor(String transactionalId) {
        return shards.partitionFor(transactionalId);
    }

    /** Completes when the coordinator of that partition is served from here; after so long in any case. */
    public CompletionStage<Void> whenServed(int partition, long limitMs) {
        return shards.whenServed(partition, limitMs);
    }

    /** With no transactional id it is an idempotent producer's request, and gets an id that nobody had. */
    public CompletionStage<InitProducerIdResponseData> initProducerId(InitProducerIdRequestData request) {
        boolean half = (request.producerId() == ProducerIdentity.NO_ID) != (request.producerEpoch() == ProducerIdentity.NO_EPOCH);
        if (half) {
            return now(InitProducerId.refused(Errors.INVALID_REQUEST));
        }
        if (request.transactionalId() == null) {
            return neighbours.producerIds().get().handle((id, failure) -> failure == null
                    ? new InitProducerIdResponseData().setProducerId(id).setProducerEpoch((short) 0)
                    : InitProducerId.refused(Errors.COORDINATOR_LOAD_IN_PROGRESS));
        }
        Errors refusal = refusal(request);
        if (refusal != Errors.NONE) {
            return now(InitProducerId.refused(refusal));
        }
        InitProducerId.Asked asked = new InitProducerId.Asked(
                request.transactionalId(), request.enable2Pc() ? Integer.MAX_VALUE : request.transactionTimeoutMs(), expected(request));
        return attempt(
                freshId -> shards.write(asked.transactionalId(), reply -> new InitProducerId(asked, freshId, reply),
                        error -> new Attempt.Answered<>(InitProducerId.refused(error))),
                InitProducerId::refused);
    }

    private static Optional<Expected> expected(InitProducerIdRequestData request) {
        return request.producerId() == ProducerIdentity.NO_ID
                ? Optional.empty()
                : Optional.of(new Expected(request.producerId(), request.producerEpoch()));
    }

    /** KIP-939 is only begun in Kafka 4.3: a prepared transaction can't be kept over a restart of its client. */
    private Errors refusal(InitProducerIdRequestData request) {
        if (request.transactionalId().isEmpty()) {
            return Errors.INVALID_REQUEST;
        } else if (request.enable2Pc() && !config.twoPhaseCommit()) {
            return Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
        } else if (request.keepPreparedTxn()) {
            return Errors.UNSUPPORTED_VERSION;
        }
        return config.allowsTimeout(request.enable2Pc(), request.transactionTimeoutMs()) ? Errors.NONE : Errors.INVALID_TRANSACTION_TIMEOUT;
    }

    /** Makes partitions part of a transaction. All of them, or none. */
    public CompletionStage<Errors> addPartitions(Question question, TransactionVersion version) {
        if (isNoId(question.transactionalId())) {
            return now(Errors.INVALID_REQUEST);
        }
        return shards.write(question.transactionalId(), reply -> new AddPartitions(question, version, reply), Function.identity());
    }

    public CompletionStage<Map<TopicPartition, Errors>> verifyPartitions(Question question) {
        if (isNoId(question.transactionalId())) {
            return now(VerifyPartitions.all(question, Errors.INVALID_REQUEST));
        }
        return shards.read(partitionFor(question.transactionalId()), shard -> new VerifyPartitions(question).from(shard),
                error -> VerifyPartitions.all(question, error));
    }

    @Override
    public void verify(Question question, Consumer<Map<TopicPartition, Errors>> answer) {
        verifyPartitions(question).thenAccept(answer);
    }

    @Override
    public void add(Question question, Consumer<Map<TopicPartition, Errors>> answer) {
        addPartitions(question, TransactionVersion.TV_2).thenAccept(error -> answer.accept(VerifyPartitions.all(question, error)));
    }

    public CompletionStage<EndTxnResponseData> end(EndTxnRequestData request, TransactionVersion version) {
        if (isNoId(request.transactionalId())) {
            return now(EndTransaction.refused(Errors.INVALID_REQUEST));
        }
        EndTransaction.Asked asked = new EndTransaction.Asked(
                request.transactionalId(), request.producerId(), request.producerEpoch(), request.committed(), version);
        return attempt(
                freshId -> shards.write(asked.transactionalId(), reply -> new EndTransaction(asked, freshId, reply),
                        error -> new Attempt.Answered<>(EndTransaction.refused(error))),
                EndTransaction::refused);
    }

    private static boolean isNoId(String transactionalId) {
        return transactionalId == null || transactionalId.isEmpty();
    }

    private <T> CompletionStage<T> attempt(Function<OptionalLong, CompletionStage<Attempt<T>>> ask, Function<Errors, T> refusal) {
        return ask.apply(OptionalLong.empty()).thenCompose(attempt -> switch (attempt) {
            case Attempt.Answered<T>(T answer) -> now(answer);
            case Attempt.NeedsProducerId<T>() -> neighbours.producerIds().get()
                    .<Attempt<T>>thenCompose(id -> ask.apply(OptionalLong.of(id)))
                    .handle((again, failure) -> again instanceof Attempt.Answered<T>(T answer)
                            ? answer
                            : refusal.apply(Errors.COORDINATOR_LOAD_IN_PROGRESS));
        });
    }

    /** One answer for each id, in the order asked. */
    public CompletionStage<List<TransactionState>> describe(List<String> transactionalIds) {
        CompletionStage<List<TransactionState>> described = shards.forEachOf(transactionalIds, (partition, ids) -> shards.read(
                partition,
                shard -> new DescribeTransactions(ids).from(shard),
                error -> ids.stream().map(id -> new TransactionState().setTransactionalId(id).setErrorCode(error.code())).toList()));
        return described.thenApply(states -> {
            Map<String, TransactionState> byId = new HashMap<>();
            states.forEach(state -> byId.put(state.transactionalId(), state));
            return transactionalIds.stream().map(byId::get).toList();
        });
    }

    /** The ids that are coordinated here. A shard that is still being read makes the whole list an error: it would look complete. */
    public CompletionStage<ListTransactionsResponseData> list(ListTransactionsRequestData request) {
        ListTransactions query;
        try {
            query = new ListTransactions(request);
        } catch (PatternSyntaxException noPattern) {
            return now(new ListTransactionsResponseData().setErrorCode(Errors.INVALID_REGULAR_EXPRESSION.code()));
        }
        long now = around.clock().millis();
        return shards.readAll(
                        shard -> new ListTransactionsResponseData().setTransactionStates(query.from(shard, now)), TransactionCoordinator::notListed)
                .thenApply(parts -> joined(parts, ListTransactions.unknownStates(request)));
    }

    private static ListTransactionsResponseData notListed(Errors error) {
        return new ListTransactionsResponseData().setErrorCode(error == Errors.NOT_COORDINATOR ? Errors.NONE.code() : error.code());
    }

    private static ListTransactionsResponseData joined(List<ListTransactionsResponseData> parts, List<String> unknownStates) {
        Optional<ListTransactionsResponseData> failed = parts.stream().filter(part -> part.errorCode() != Errors.NONE.code()).findFirst();
        if (failed.isPresent()) {
            return new ListTransactionsResponseData().setErrorCode(failed.get().errorCode());
        }
        List<ListTransactionsResponseData.TransactionState> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(part.transactionStates()));
        return new ListTransactionsResponseData().setUnknownStateFilters(unknownStates).setTransactionStates(all);
    }

    /** The transactional ids that are coordinated here, for observers: the {@value #MOST_VIEWED} that were in use last. */
    public CompletionStage<List<TransactionView>> views() {
        return shards.<List<TransactionView>>readAll(shard -> new ViewTransactions(neighbours.broker()).from(shard), error -> List.of())
                .thenApply(parts -> parts.stream().flatMap(List::stream)
                        .sorted(Comparator.comparingLong(TransactionView::updatedAtMillis).reversed().thenComparing(TransactionView::transactionalId))
                        .limit(MOST_VIEWED)
                        .toList());
    }

    private static <T> CompletionStage<T> now(T answer) {
        return CompletableFuture.completedStage(answer);
    }
}
