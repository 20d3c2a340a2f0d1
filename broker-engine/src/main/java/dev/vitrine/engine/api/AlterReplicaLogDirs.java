package dev.vitrine.engine.api;

import dev.vitrine.engine.api.DescribeLogDirs.LogDir;
import dev.vitrine.engine.replica.PartitionLookup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData;
import org.apache.kafka.common.message.AlterReplicaLogDirsResponseData;
import org.apache.kafka.common.message.AlterReplicaLogDirsResponseData.AlterReplicaLogDirPartitionResult;
import org.apache.kafka.common.message.AlterReplicaLogDirsResponseData.AlterReplicaLogDirTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Moves logs between the data folders of a broker (KIP-113), which every broker answers for its own replicas. There is one folder: a log can only stay
 * where it is, as on a Kafka with one {@code log.dirs}.
 */
public final class AlterReplicaLogDirs extends Api<AlterReplicaLogDirsRequestData, AlterReplicaLogDirsResponseData> {

    /** While a log moves, this is added to the name of its new folder. */
    private static final String MOVING = ".0123456789abcdef0123456789abcdef-future";
    private static final int LONGEST_FILE_NAME = 255;

    private final PartitionLookup partitions;
    private final Supplier<LogDir> folder;
    private final Executor disk;

    /** @param folder looks at the data folder; may wait for the disk @param disk where that holds nobody up */
    public AlterReplicaLogDirs(PartitionLookup partitions, Supplier<LogDir> folder, Executor disk) {
        super(ApiKeys.ALTER_REPLICA_LOG_DIRS, 1, 2);
        this.partitions = partitions;
        this.folder = folder;
        this.disk = disk;
    }

    @Override
    public CompletionStage<AlterReplicaLogDirsResponseData> answer(RequestContext context, AlterReplicaLogDirsRequestData request) {
        return CompletableFuture.supplyAsync(() -> answer(request, folder.get().path()), disk);
    }

    private AlterReplicaLogDirsResponseData answer(AlterReplicaLogDirsRequestData request, String own) {
        Map<TopicPartition, String> wanted = new LinkedHashMap<>(); // of a partition that is named twice, the last folder counts
        request.dirs().forEach(dir -> dir.topics().forEach(topic -> topic.partitions().forEach(index ->
                wanted.put(new TopicPartition(topic.name(), index), dir.path()))));
        Map<String, AlterReplicaLogDirTopicResult> byTopic = new LinkedHashMap<>();
        wanted.forEach((partition, path) ->
                byTopic.computeIfAbsent(partition.topic(), name -> new AlterReplicaLogDirTopicResult().setTopicName(name)).partitions().add(
                        new AlterReplicaLogDirPartitionResult()
                                .setPartitionIndex(partition.partition())
                                .setErrorCode(outcome(partition, path, own).code())));
        return new AlterReplicaLogDirsResponseData().setResults(List.copyOf(byTopic.values()));
    }

    private Errors outcome(TopicPartition partition, String wanted, String own) {
        if (partition.toString().length() + MOVING.length() > LONGEST_FILE_NAME) {
            return Errors.INVALID_TOPIC_EXCEPTION;
        }
        if (!wanted.equals(own)) {
            return Errors.LOG_DIR_NOT_FOUND;
        }
        return partitions.replica(partition).isPresent() ? Errors.NONE : partitions.absence(partition);
    }
}
