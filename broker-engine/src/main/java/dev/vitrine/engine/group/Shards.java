package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.coordinator.CoordinatorRuntime;
import dev.vitrine.engine.coordinator.LoadReport;
import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.coordinator.ShardType;
import dev.vitrine.engine.coordinator.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.utils.Utils;

/** The shards of the group coordinator that this broker hosts: one for each partition of {@code __consumer_offsets} that it leads. */
final class Shards {

    private final Map<Integer, CoordinatorRuntime<GroupShard, GroupRecord>> hosted = new ConcurrentHashMap<>();
    private final ShardType<GroupShard, GroupRecord> type;
    private final Surroundings around;
    private final IntSupplier partitions;

    Shards(ShardType<GroupShard, GroupRecord> type, Surroundings around, IntSupplier partitions) {
        this.type = type;
        this.around = around;
        this.partitions = partitions;
    }

    CompletionStage<LoadReport> host(int partition, CommittedLog log) {
        String name = Topic.GROUP_METADATA_TOPIC_NAME + "-" + partition;
        CoordinatorRuntime<GroupShard, GroupRecord> runtime = new CoordinatorRuntime<>(name, log, type, around);
        CoordinatorRuntime<GroupShard, GroupRecord> former = hosted.put(partition, runtime);
        return former == null ? runtime.load() : former.close().thenCompose(closed -> runtime.load());
    }

    CompletionStage<Void> letGo(int partition) {
        CoordinatorRuntime<GroupShard, GroupRecord> runtime = hosted.remove(partition);
        return runtime == null ? CompletableFuture.completedStage(null) : runtime.close();
    }

    /** The partition that keeps a group, as every Kafka broker and client computes it. */
    int partitionFor(String groupId) {
        return Utils.abs(groupId.hashCode()) % partitions.getAsInt();
    }

    /** @param refusal the answer where the group's shard isn't here, or can't take it */
    <T> CompletionStage<T> write(String groupId, Function<ReplyTo<T>, Operation> operation, Function<Errors, T> refusal) {
        return write(partitionFor(groupId), operation, refusal);
    }

    <T> CompletionStage<T> write(int partition, Function<ReplyTo<T>, Operation> operation, Function<Errors, T> refusal) {
        CoordinatorRuntime<GroupShard, GroupRecord> runtime = hosted.get(partition);
        return runtime == null
                ? CompletableFuture.completedStage(refusal.apply(Errors.NOT_COORDINATOR))
                : runtime.write(operation::apply, refusal);
    }

    <T> CompletionStage<T> read(int partition, Function<GroupShard, T> query, Function<Errors, T> refusal) {
        CoordinatorRuntime<GroupShard, GroupRecord> runtime = hosted.get(partition);
        return runtime == null
                ? CompletableFuture.completedStage(refusal.apply(Errors.NOT_COORDINATOR))
                : runtime.read((shard, now) -> query.apply(shard), refusal);
    }

    /** Waits for shards that are being loaded, then does it in each. */
    CompletionStage<List<Errors>> everywhere(Function<ReplyTo<Errors>, Operation> operation) {
        List<CompletionStage<Errors>> done = new ArrayList<>();
        hosted.values().forEach(runtime ->
                done.add(runtime.load().thenCompose(loaded -> runtime.write(operation::apply, Function.identity()))));
        return all(done);
    }

    /** Asks every shard that is here. */
    <T> CompletionStage<List<T>> readAll(Function<GroupShard, T> query, Function<Errors, T> refusal) {
        return all(hosted.keySet().stream().map(partition -> read(partition, query, refusal)).toList());
    }

    /** Asks each partition for its own of these groups, all at once. */
    <T> CompletionStage<List<T>> forEachOf(List<String> groupIds, BiFunction<Integer, List<String>, CompletionStage<List<T>>> ask) {
        Map<Integer, List<String>> byPartition = new TreeMap<>();
        groupIds.forEach(id -> byPartition.computeIfAbsent(partitionFor(id), p -> new ArrayList<>()).add(id));
        List<CompletionStage<List<T>>> asked = byPartition.entrySet().stream().map(e -> ask.apply(e.getKey(), e.getValue())).toList();
        return all(asked).thenApply(lists -> lists.stream().flatMap(List::stream).toList());
    }

    /** All answers, in the order of the questions. */
    static <T> CompletionStage<List<T>> all(List<CompletionStage<T>> stages) {
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
