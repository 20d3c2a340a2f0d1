package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.MetadataCache;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumRequestData.PartitionData;
import org.apache.kafka.common.message.DescribeQuorumRequestData.TopicData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.Listener;
import org.apache.kafka.common.message.DescribeQuorumResponseData.Node;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Tells how the metadata log is led and followed (KIP-595), as its leader knows it, whichever broker is asked.
 * <ul>
 *   <li>v1: when each was last heard of (KIP-836). v2: messages, folders, and the addresses of voters (KIP-853): those by which administrators reach them.
 * </ul>
 */
public final class DescribeQuorum extends Api<DescribeQuorumRequestData, DescribeQuorumResponseData> {

    private static final short WITH_NODES = 2;

    private final MetadataCache metadata;
    private final Supplier<CompletionStage<Optional<DescribeQuorumResponseData.PartitionData>>> quorum;

    /** @param quorum empty where nobody leads */
    public DescribeQuorum(MetadataCache metadata, Supplier<CompletionStage<Optional<DescribeQuorumResponseData.PartitionData>>> quorum) {
        super(ApiKeys.DESCRIBE_QUORUM, 0, 2);
        this.metadata = metadata;
        this.quorum = quorum;
    }

    @Override
    public CompletionStage<DescribeQuorumResponseData> answer(RequestContext context, DescribeQuorumRequestData request) {
        boolean asksForIt = request.topics().stream().anyMatch(topic -> topic.partitions().stream().anyMatch(partition -> isIt(topic, partition)));
        return asksForIt
                ? quorum.get().thenApply(found -> response(context, request, found.orElseGet(DescribeQuorum::unled)))
                : now(response(context, request, unled()));
    }

    private static boolean isIt(TopicData topic, PartitionData partition) {
        return topic.topicName().equals(Topic.CLUSTER_METADATA_TOPIC_NAME) && partition.partitionIndex() == 0;
    }

    private DescribeQuorumResponseData response(
            RequestContext context, DescribeQuorumRequestData request, DescribeQuorumResponseData.PartitionData metadataLog) {
        DescribeQuorumResponseData response = new DescribeQuorumResponseData();
        boolean anyFound = false;
        for (TopicData topic : request.topics()) {
            DescribeQuorumResponseData.TopicData result = new DescribeQuorumResponseData.TopicData().setTopicName(topic.topicName());
            for (PartitionData partition : topic.partitions()) {
                boolean found = isIt(topic, partition);
                result.partitions().add(found ? told(metadataLog, context.version()) : unknown(partition.partitionIndex()));
                anyFound |= found;
            }
            response.topics().add(result);
        }
        if (anyFound && context.version() >= WITH_NODES) {
            metadataLog.currentVoters().forEach(voter ->
                    metadata.image().broker(voter.replicaId()).ifPresent(broker -> response.nodes().add(node(broker))));
        }
        return response;
    }

    /** Older versions have no word for folders. */
    private static DescribeQuorumResponseData.PartitionData told(DescribeQuorumResponseData.PartitionData quorum, short version) {
        DescribeQuorumResponseData.PartitionData told = quorum.duplicate();
        if (version < WITH_NODES) {
            told.currentVoters().forEach(voter -> voter.setReplicaDirectoryId(Uuid.ZERO_UUID));
            told.observers().forEach(observer -> observer.setReplicaDirectoryId(Uuid.ZERO_UUID));
        }
        return told;
    }

    private static DescribeQuorumResponseData.PartitionData unled() {
        return new DescribeQuorumResponseData.PartitionData()
                .setPartitionIndex(0)
                .setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code())
                .setErrorMessage(Errors.NOT_LEADER_OR_FOLLOWER.message());
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
