package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumRequestData.PartitionData;
import org.apache.kafka.common.message.DescribeQuorumRequestData.TopicData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.Listener;
import org.apache.kafka.common.message.DescribeQuorumResponseData.Node;
import org.apache.kafka.common.message.DescribeQuorumResponseData.ReplicaState;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Tells how the metadata log is led and followed (KIP-595). One broker: it leads, and nobody follows.
 * <ul>
 *   <li>v1: when each was last heard of (KIP-836). v2: messages, directories and addresses (KIP-853).
 * </ul>
 */
public final class DescribeQuorum extends Api<DescribeQuorumRequestData, DescribeQuorumResponseData> {

    private static final short WITH_NODES = 2;

    private final MetadataCache metadata;
    private final Supplier<Quorum> quorum;
    private final Clock clock;

    public DescribeQuorum(MetadataCache metadata, Supplier<Quorum> quorum, Clock clock) {
        super(ApiKeys.DESCRIBE_QUORUM, 0, 2);
        this.metadata = metadata;
        this.quorum = quorum;
        this.clock = clock;
    }

    /** How the metadata log stands. */
    public record Quorum(int leaderEpoch, long endOffset) {}

    @Override
    public CompletionStage<DescribeQuorumResponseData> answer(RequestContext context, DescribeQuorumRequestData request) {
        DescribeQuorumResponseData response = new DescribeQuorumResponseData();
        boolean anyFound = false;
        for (TopicData topic : request.topics()) {
            DescribeQuorumResponseData.TopicData result = new DescribeQuorumResponseData.TopicData().setTopicName(topic.topicName());
            for (PartitionData partition : topic.partitions()) {
                boolean found = topic.topicName().equals(Topic.CLUSTER_METADATA_TOPIC_NAME) && partition.partitionIndex() == 0;
                result.partitions().add(found ? described() : unknown(partition.partitionIndex()));
                anyFound |= found;
            }
            response.topics().add(result);
        }
        if (anyFound && context.version() >= WITH_NODES) {
            metadata.image().brokers().forEach(broker -> response.nodes().add(node(broker)));
        }
        return now(response);
    }

    private DescribeQuorumResponseData.PartitionData described() {
        Quorum now = quorum.get();
        int leader = metadata.image().controllerId();
        return new DescribeQuorumResponseData.PartitionData()
                .setPartitionIndex(0)
                .setLeaderId(leader)
                .setLeaderEpoch(now.leaderEpoch())
                .setHighWatermark(now.endOffset())
                .setCurrentVoters(List.of(new ReplicaState()
                        .setReplicaId(leader)
                        .setLogEndOffset(now.endOffset())
                        .setLastFetchTimestamp(clock.millis())
                        .setLastCaughtUpTimestamp(clock.millis())));
    }

    private static DescribeQuorumResponseData.PartitionData unknown(int index) {
        return new DescribeQuorumResponseData.PartitionData()
                .setPartitionIndex(index)
                .setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code())
                .setErrorMessage(Errors.UNKNOWN_TOPIC_OR_PARTITION.message());
    }

    private static Node node(BrokerImage broker) {
        Node node = new Node().setNodeId(broker.id());
        broker.endpoints().forEach(endpoint -> node.listeners().add(
                new Listener().setName(endpoint.listener()).setHost(endpoint.host()).setPort(endpoint.port())));
        return node;
    }
}
