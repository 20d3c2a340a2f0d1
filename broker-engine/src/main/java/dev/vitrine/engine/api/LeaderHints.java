package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.metadata.PartitionImage;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.NodeEndpoint;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/** Tells a client that came to the wrong broker, or with an old epoch, who leads: it need not ask for metadata first (KIP-951). */
final class LeaderHints {

    private static final short SINCE = 16;
    private static final Set<Errors> TELLING = EnumSet.of(Errors.NOT_LEADER_OR_FOLLOWER, Errors.FENCED_LEADER_EPOCH);

    private final MetadataCache metadata;

    LeaderHints(MetadataCache metadata) {
        this.metadata = metadata;
    }

    /** @param answer of this partition, which goes into the response; followers know the addresses */
    void add(RequestContext context, Optional<TopicPartition> partition, PartitionData answer, FetchResponseData response, boolean follower) {
        if (context.version() < SINCE || partition.isEmpty() || !TELLING.contains(Errors.forCode(answer.errorCode()))) {
            return;
        }
        ClusterImage image = metadata.image();
        image.topic(partition.get().topic()).flatMap(topic -> topic.partition(partition.get().partition())).ifPresent(led -> {
            answer.currentLeader().setLeaderId(led.leader()).setLeaderEpoch(led.leaderEpoch());
            if (!follower) {
                addEndpoint(context, image, led, response);
            }
        });
    }

    private static void addEndpoint(RequestContext context, ClusterImage image, PartitionImage led, FetchResponseData response) {
        if (response.nodeEndpoints().find(led.leader()) != null) {
            return;
        }
        image.aliveBroker(led.leader()).ifPresent(broker -> broker.endpoint(context.listener()).ifPresent(endpoint ->
                response.nodeEndpoints().add(new NodeEndpoint()
                        .setNodeId(broker.id())
                        .setHost(endpoint.host())
                        .setPort(endpoint.port())
                        .setRack(broker.rack().orElse(null)))));
    }
}
