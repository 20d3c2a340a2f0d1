package dev.vitrine.engine.api;

import dev.vitrine.engine.api.DescribeLogDirs.LogDir;
import dev.vitrine.engine.controller.Controller;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.Loggers;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.replica.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.common.message.DescribeQuorumResponseData.PartitionData;

/** The APIs of administrators: topics, partitions, configurations, and what lies on the disk. */
public final class AdminApis {

    private AdminApis() {}

    /**
     * What they are joined to.
     *
     * @param broker this one
     * @param folder looks at the data folder; may wait for the disk
     * @param disk   where waiting for the disk holds nobody up
     * @param quorum how the metadata quorum stands, as its leader knows it; empty where nobody leads
     */
    public record Parts(
            int broker,
            BrokerSettings settings,
            Controller controller,
            MetadataCache metadata,
            Partitions partitions,
            Supplier<LogDir> folder,
            Executor disk,
            Supplier<CompletionStage<Optional<PartitionData>>> quorum) {}

    public static List<Api<?, ?>> of(Parts parts) {
        Loggers loggers = Loggers.ofProcess();
        int mostPartitions = parts.settings().intValue("max.request.partition.size.limit");
        List<Api<?, ?>> apis = new ArrayList<>(WithoutSecurity.apis());
        apis.addAll(ofCluster(parts));
        apis.addAll(List.of(
                new CreateTopics(parts.controller()),
                new DeleteTopics(parts.controller()),
                new CreatePartitions(parts.controller()),
                new AlterConfigs(parts.controller()),
                new IncrementalAlterConfigs(parts.controller(), loggers, parts.broker()),
                new DescribeConfigs(parts.metadata(), parts.broker(), parts.settings(), loggers),
                new DescribeCluster(parts.metadata()),
                new DescribeTopicPartitions(parts.metadata(), mostPartitions),
                new DeleteRecords(parts.partitions(), parts.metadata(), parts.broker(), parts.settings()),
                new DescribeLogDirs(parts.partitions()::all, parts.folder(), parts.disk()),
                new DescribeProducers(parts.partitions(), parts.metadata()),
                new AlterReplicaLogDirs(parts.partitions(), parts.folder(), parts.disk())));
        return apis;
    }

    private static List<Api<?, ?>> ofCluster(Parts parts) {
        return List.of(
                new AlterPartitionReassignments(parts.controller()),
                new ListPartitionReassignments(parts.controller()),
                new ElectLeaders(parts.controller()),
                new UnregisterBroker(parts.controller()),
                new UpdateFeatures(parts.controller()),
                new AlterClientQuotas(parts.controller()),
                new AlterUserScramCredentials(parts.controller()),
                new DescribeUserScramCredentials(parts.metadata()),
                new DescribeClientQuotas(parts.metadata()),
                new DescribeQuorum(parts.metadata(), parts.quorum()),
                new AddRaftVoter(parts.controller()),
                new RemoveRaftVoter(parts.controller()),
                new ListConfigResources(parts.metadata()));
    }
}
