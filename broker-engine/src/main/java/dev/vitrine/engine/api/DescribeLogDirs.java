package dev.vitrine.engine.api;

import dev.vitrine.engine.replica.Partition;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.DescribeLogDirsRequestData;
import org.apache.kafka.common.message.DescribeLogDirsResponseData;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsPartition;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsResult;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsTopic;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Tells where partitions lie and how large they are (KIP-113).
 * <ul>
 *   <li>No list of topics means all; an empty one, none. v4: room on the disk (KIP-827). v5: cordoned folders; here there are none.
 *   <li>What isn't here is left out, without an error.
 * </ul>
 */
public final class DescribeLogDirs extends Api<DescribeLogDirsRequestData, DescribeLogDirsResponseData> {

    private final Supplier<Collection<Partition>> partitions;
    private final Supplier<LogDir> folder;
    private final Executor disk;

    /**
     * @param partitions all that lie on this broker
     * @param folder     looks at the data folder; may wait for the disk
     * @param disk       where waiting for the disk holds nobody up
     */
    public DescribeLogDirs(Supplier<Collection<Partition>> partitions, Supplier<LogDir> folder, Executor disk) {
        super(ApiKeys.DESCRIBE_LOG_DIRS, 1, 5);
        this.partitions = partitions;
        this.folder = folder;
        this.disk = disk;
    }

    /** A folder with logs. @param totalBytes of its disk, −1 where not known @param usableBytes of its disk, −1 where not known */
    public record LogDir(String path, long totalBytes, long usableBytes) {}

    @Override
    public CompletionStage<DescribeLogDirsResponseData> answer(RequestContext context, DescribeLogDirsRequestData request) {
        return CompletableFuture.supplyAsync(() -> describe(request), disk);
    }

    private DescribeLogDirsResponseData describe(DescribeLogDirsRequestData request) {
        LogDir dir = folder.get();
        Map<String, List<Partition>> byTopic = partitions.get().stream()
                .filter(partition -> isWanted(partition, request))
                .sorted(Comparator.comparingInt(partition -> partition.name().partition()))
                .collect(Collectors.groupingBy(partition -> partition.name().topic(), TreeMap::new, Collectors.toList()));
        DescribeLogDirsResult result = new DescribeLogDirsResult()
                .setLogDir(dir.path())
                .setTotalBytes(dir.totalBytes())
                .setUsableBytes(dir.usableBytes());
        byTopic.forEach((name, found) -> result.topics().add(
                new DescribeLogDirsTopic().setName(name).setPartitions(found.stream().map(DescribeLogDirs::size).toList())));
        return new DescribeLogDirsResponseData().setResults(List.of(result));
    }

    private static boolean isWanted(Partition partition, DescribeLogDirsRequestData request) {
        return request.topics() == null || request.topics().stream().anyMatch(topic ->
                topic.topic().equals(partition.name().topic()) && topic.partitions().contains(partition.name().partition()));
    }

    private static DescribeLogDirsPartition size(Partition partition) {
        return new DescribeLogDirsPartition()
                .setPartitionIndex(partition.name().partition())
                .setPartitionSize(partition.log().sizeInBytes())
                .setOffsetLag(Math.max(0, partition.highWatermark() - partition.log().endOffset()));
    }
}
