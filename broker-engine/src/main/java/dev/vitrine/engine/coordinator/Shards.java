package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.replica.TransactionMarker;
import dev.vitrine.engine.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.utils.Utils;

/**
 * The shards of one coordinator that this broker hosts: one for each partition of the coordinator's topic that it leads. Any thread may call.
 *
 * @param <S> the shard
 * @param <R> its records
 */
public final class Shards<S extends CoordinatorShard<S, R>, R> {

    private final Map<Integer, CoordinatorRuntime<S, R>> hosted = new ConcurrentHashMap<>();
    private final Map<Integer, Queue<CompletableFuture<Void>>> awaited = new ConcurrentHashMap<>();
    private final String topic;
    private final Surroundings around;
    private final IntSupplier partitions;

    /**
     * @param topic      that the coordinator keeps its state in
     * @param partitions of that topic, as it is or will be
     */
    public Shards(String topic, Surroundings around, IntSupplier partitions) {
        this.topic = topic;
        this.around = around;
        this.partitions = partitions;
    }

    /** This broker leads that partition now: its shard is read from the log and served from here. */
    public CompletionStage<LoadReport> host(int partition, CommittedLog log, ShardType<S, R> type) {
        String name = topic + "-" + partition;
        CoordinatorRuntime<S, R> runtime = new CoordinatorRuntime<>(name, log, type, around);
        CoordinatorRuntime<S, R> former = hosted.put(partition, runtime);
        CompletionStage<LoadReport> loaded = former == null ? runtime.load() : former.close().thenCompose(closed -> runtime.load());
        return loaded.whenComplete((report, failure) -> {
            Queue<CompletableFuture<Void>> waiting = awaited.remove(partition);
            if (waiting != null) {
                waiting.forEach(one -> one.complete(null));
            }
        });
    }

    /** Completes when the shard of that partition has been read and is served from here; never exceptionally, and after so long in any case. */
    public CompletionStage<Void> whenServed(int partition, long limitMs) {
        CompletableFuture<Void> served = new CompletableFuture<>();
        awaited.computeIfAbsent(partition, p -> new ConcurrentLinkedQueue<>()).add(served);
        CoordinatorRuntime<S, R> runtime = hosted.get(partition);
        if (runtime != null) {
            runtime.load().thenRun(() -> served.complete(null));
        }
        Scheduler.Timer limit = around.scheduler().schedule(limitMs, () -> served.complete(null));
        return served.whenComplete((nothing, never) -> {
            limit.cancel();
            awaited.computeIfPresent(partition, (p, waiting) -> waiting.remove(served) && waiting.isEmpty() ? null : waiting);
        });
    }

    /** This broker no longer leads it; whoever waits is sent to look for the new coordinator. */
    public CompletionStage<Void> letGo(int partition) {
        CoordinatorRuntime<S, R> runtime = hosted.remove(partition);
        return runtime == null ? CompletableFuture.completedStage(null) : runtime.close();
    }

    /** The partition that keeps what has this key (a group id, a transactional id), as every Kafka broker and client computes it. */
    public int partitionFor(String key) {
        return Utils.abs(key.hashCode()) % partitions.getAsInt();
    }

    /** @param refusal the answer where the key's shard isn't here, or can't take it */
    public <T> CompletionStage<T> write(String key, Function<ReplyTo<T>, ? extends Command<S, R>> operation, Function<Errors, T> refusal) {
        return write(partitionFor(key), operation, refusal);
    }

    public <T> CompletionStage<T> write(int partition, Function<ReplyTo<T>, ? extends Command<S, R>> operation, Function<Errors, T> refusal) {
        CoordinatorRuntime<S, R> runtime = hosted.get(partition);
        return runtime == null
                ? CompletableFuture.completedStage(refusal.apply(Errors.NOT_COORDINATOR))
                : runtime.write(operation::apply, refusal);
    }

    /** See {@link CoordinatorRuntime#writeInTransaction}. */
    public <T> CompletionStage<T> writeInTransaction(String key, TransactionalProducer producer,
            Function<ReplyTo<T>, ? extends Command<S, R>> operation, Function<Errors, T> refusal) {
        CoordinatorRuntime<S, R> runtime = hosted.get(partitionFor(key));
        return runtime == null
                ? CompletableFuture.completedStage(refusal.apply(Errors.NOT_COORDINATOR))
                : runtime.writeInTransaction(producer, operation::apply, refusal);
    }

    /** See {@link CoordinatorRuntime#endTransaction}. */
    public CompletionStage<Errors> endTransaction(int partition, TransactionMarker marker, Command<S, R> news) {
        CoordinatorRuntime<S, R> runtime = hosted.get(partition);
        return runtime == null ? CompletableFuture.completedStage(Errors.NOT_COORDINATOR) : runtime.endTransaction(marker, news);
    }

    public <T> CompletionStage<T> read(int partition, Function<S, T> query, Function<Errors, T> refusal) {
        CoordinatorRuntime<S, R> runtime = hosted.get(partition);
        return runtime == null
                ? CompletableFuture.completedStage(refusal.apply(Errors.NOT_COORDINATOR))
                : runtime.read((shard, now) -> query.apply(shard), refusal);
    }

    /** Waits for shards that are being loaded, then does it in each. */
    public CompletionStage<List<Errors>> everywhere(Function<ReplyTo<Errors>, ? extends Command<S, R>> operation) {
        List<CompletionStage<Errors>> done = new ArrayList<>();
        hosted.values().forEach(runtime ->
                done.add(runtime.load().thenCompose(loaded -> runtime.write(operation::apply, Function.identity()))));
        return all(done);
    }

    /** Asks every shard that is here. */
    public <T> CompletionStage<List<T>> readAll(Function<S, T> query, Function<Errors, T> refusal) {
        return all(hosted.keySet().stream().map(partition -> read(partition, query, refusal)).toList());
    }

    /** Asks each partition for its own of these keys, all at once. */
    public <T> CompletionStage<List<T>> forEachOf(List<String> keys, BiFunction<Integer, List<String>, CompletionStage<List<T>>> ask) {
        Map<Integer, List<String>> byPartition = new TreeMap<>();
        keys.forEach(id -> byPartition.computeIfAbsent(partitionFor(id), p -> new ArrayList<>()).add(id));
        List<CompletionStage<List<T>>> asked = byPartition.entrySet().stream().map(e -> ask.apply(e.getKey(), e.getValue())).toList();
        return all(asked).thenApply(lists -> lists.stream().flatMap(List::stream).toList());
    }

    /** All answers, in the order of the questions. */
    public static <T> CompletionStage<List<T>> all(List<CompletionStage<T>> stages) {
        CompletionStage<List<T>> gathered = CompletableFuture.completedStage(new ArrayList<>());
        for (CompletionStage<T> stage : stages) {
            gathered = gathered.thenCombine(stage, (list, one) -> {
                list.add(one);
                return list;
            });
        }
        return gathered;
    }
}
