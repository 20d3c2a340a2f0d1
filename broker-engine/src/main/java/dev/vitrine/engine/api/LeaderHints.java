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
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.Errors;

/** Tells a client that came to the wrong broker, or with an old epoch, who leads: it need not ask for metadata first (KIP-951). */
final class LeaderHints {

    private static final short FETCH_SINCE = 16;
    private static final short PRODUCE_SINCE = 10;
    private static final Set<Errors> TELLING = EnumSet.of(Errors.NOT_LEADER_OR_FOLLOWER, Errors.FENCED_LEADER_EPOCH);

    private final MetadataCache metadata;

    LeaderHints(MetadataCache metadata) {
        this.metadata = metadata;
    }

    /**
     * @param client empty where a broker of this process asks: it knows the addresses
     * @param answer of this partition, which goes into the response
     */
    void add(short version, Optional<RequestContext> client, Optional<TopicPartition> partition, PartitionData answer, FetchResponseData response) {
        if (version < FETCH_SINCE || partition.isEmpty() || !TELLING.contains(Errors.forCode(answer.errorCode()))) {
            return;
        }
        ClusterImage image = metadata.image();
        led(image, partition.get()).ifPresent(led -> {
            answer.currentLeader().setLeaderId(led.leader()).setLeaderEpoch(led.leaderEpoch());
            client.filter(known -> response.nodeEndpoints().find(led.leader()) == null)
                    .flatMap(known -> address(known, image, led))
                    .ifPresent(at -> response.nodeEndpoints().add(new NodeEndpoint()
                            .setNodeId(at.id()).setHost(at.host()).setPort(at.port()).setRack(at.rack())));
        });
    }

    /** The same for who produces. */
    void add(RequestContext context, TopicPartition partition, PartitionProduceResponse answer, ProduceResponseData response) {
        if (context.version() < PRODUCE_SINCE || answer.errorCode() != Errors.NOT_LEADER_OR_FOLLOWER.code()) {
            return;
        }
        ClusterImage image = metadata.image();
        led(image, partition).ifPresent(led -> {
            answer.currentLeader().setLeaderId(led.leader()).setLeaderEpoch(led.leaderEpoch());
            if (response.nodeEndpoints().find(led.leader()) == null) {
                address(context, image, led).ifPresent(at -> response.nodeEndpoints().add(new ProduceResponseData.NodeEndpoint()
                        .setNodeId(at.id()).setHost(at.host()).setPort(at.port()).setRack(at.rack())));
            }
        });
    }

    private static Optional<PartitionImage> led(ClusterImage image, TopicPartition partition) {
        return image.topic(partition.topic()).flatMap(topic -> topic.partition(partition.partition()));
    }

    /** @param rack null for none */
    private record Address(int id, String host, int port, String rack) {}

    private static Optional<Address> address(RequestContext context, ClusterImage image, PartitionImage led) {
        return image.aliveBroker(led.leader()).flatMap(broker -> broker.endpoint(context.listener())
                .map(endpoint -> new Address(broker.id(), endpoint.host(), endpoint.port(), broker.rack().orElse(null))));
    }
}
