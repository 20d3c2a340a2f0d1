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

/** Moves logs between the data folders of a broker (KIP-113). There is one: a log can only stay where it is. */
public final class AlterReplicaLogDirs extends Api<AlterReplicaLogDirsRequestData, AlterReplicaLogDirsResponseData> {

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
        Map<String, AlterReplicaLogDirTopicResult> byTopic = new LinkedHashMap<>();
        request.dirs().forEach(dir -> dir.topics().forEach(topic -> topic.partitions().forEach(index ->
                byTopic.computeIfAbsent(topic.name(), name -> new AlterReplicaLogDirTopicResult().setTopicName(name)).partitions().add(
                        new AlterReplicaLogDirPartitionResult()
                                .setPartitionIndex(index)
                                .setErrorCode(outcome(new TopicPartition(topic.name(), index), dir.path(), own).code())))));
        return new AlterReplicaLogDirsResponseData().setResults(List.copyOf(byTopic.values()));
    }

    private Errors outcome(TopicPartition partition, String wanted, String own) {
        if (!wanted.equals(own)) {
            return Errors.LOG_DIR_NOT_FOUND;
        }
        return partitions.find(partition).isPresent() ? Errors.NONE : Errors.UNKNOWN_TOPIC_OR_PARTITION;
    }
}
