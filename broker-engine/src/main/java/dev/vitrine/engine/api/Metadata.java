package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.IntPredicate;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Tells a client which brokers there are (at the addresses of the listener it came in by) and who leads what.
 * <ul>
 *   <li>v0: no topics named means all. v1+: null means all, an empty list none. v4: automatic creation can be declined. v10: topic ids. v12: topics asked for by id.
 *   <li>Nobody waits for a topic that makes itself: as in Kafka, who caused it hears that there is none (yet), and asks again.
 * </ul>
 */
public final class Metadata extends Api<MetadataRequestData, MetadataResponseData> {

    private static final short ALL_IS_NULL = 1;
    private static final short OFFLINE_IS_NO_ERROR = 1;
    private static final short CREATION_CAN_BE_DECLINED = 4;
    private static final short LISTENER_ERROR = 6;
    private static final short ASKED_BY_ID = 12;

    private final MetadataCache metadata;
    private final TopicCreator creator;
    private final boolean createsTopics;

    /** @param createsTopics {@code auto.create.topics.enable} */
    public Metadata(MetadataCache metadata, TopicCreator creator, boolean createsTopics) {
        super(ApiKeys.METADATA, 0, 13);
        this.metadata = metadata;
        this.creator = creator;
        this.createsTopics = createsTopics;
    }

    /** Makes topics that somebody asked for and that aren't there. */
    @FunctionalInterface
    public interface TopicCreator {

        /** @param client whom it is charged to @return what became of each; NONE too where it was there already */
        CompletionStage<Map<String, Errors>> create(Set<String> topics, String client);
    }

    @Override
    public CompletionStage<MetadataResponseData> answer(RequestContext context, MetadataRequestData request) {
        Optional<Errors> unaskable = unaskable(context.version(), request);
        if (unaskable.isPresent()) {
            return now(refused(request, unaskable.get()));
        }
        Set<String> missing = missing(context.version(), request);
        if (missing.isEmpty()) {
            return now(response(context, request));
        }
        MetadataResponseData before = response(context, request);
        creator.create(missing, context.clientId());
        return now(before);
    }

    /** Versions 10 and 11 have ids in requests, but must not use them; and a topic that is neither named nor identified is none. */
    private static Optional<Errors> unaskable(short version, MetadataRequestData request) {
        if (request.topics() == null) {
            return Optional.empty();
        }
        if (version < ASKED_BY_ID) {
            return request.topics().stream().anyMatch(topic -> topic.name() == null || !topic.topicId().equals(Uuid.ZERO_UUID))
                    ? Optional.of(Errors.INVALID_REQUEST) : Optional.empty();
        }
        return request.topics().stream().anyMatch(topic -> topic.name() == null && topic.topicId().equals(Uuid.ZERO_UUID))
                ? Optional.of(Errors.UNKNOWN_SERVER_ERROR) : Optional.empty();
    }

    private static MetadataResponseData refused(MetadataRequestData request, Errors error) {
        MetadataResponseData response = new MetadataResponseData().setErrorCode(error.code());
        request.topics().forEach(topic -> response.topics().add(new MetadataResponseTopic()
                .setName(topic.name() == null ? "" : topic.name()).setTopicId(topic.topicId()).setErrorCode(error.code())));
        return response;
    }

    private Set<String> missing(short version, MetadataRequestData request) {
        boolean allowed = createsTopics && (version < CREATION_CAN_BE_DECLINED || request.allowAutoTopicCreation());
        Set<String> missing = new LinkedHashSet<>();
        if (allowed && request.topics() != null && !asksById(request)) {
            ClusterImage image = metadata.image();
            for (MetadataRequestTopic topic : request.topics()) {
                if (topic.name() != null && image.topic(topic.name()).isEmpty() && validName(topic.name())) {
                    missing.add(topic.name());
                }
            }
        }
        return missing;
    }

    private static boolean validName(String name) {
        try {
            Topic.validate(name);
            return true;
        } catch (InvalidTopicException invalid) {
            return false;
        }
    }

    private MetadataResponseData response(RequestContext context, MetadataRequestData request) {
        ClusterImage image = metadata.image();
        MetadataResponseData response = new MetadataResponseData().setClusterId(image.clusterId()).setControllerId(image.controllerId());
        image.alive().forEach(broker -> broker.endpoint(context.listener()).ifPresent(endpoint -> response.brokers().add(
                new MetadataResponseBroker().setNodeId(broker.id()).setHost(endpoint.host()).setPort(endpoint.port())
                        .setRack(broker.rack().orElse(null)))));
        for (MetadataResponseTopic topic : topics(context, request, image)) {
            if (request.includeTopicAuthorizedOperations() && topic.errorCode() == Errors.NONE.code()) {
                topic.setTopicAuthorizedOperations(AuthorizedOperations.all(ResourceType.TOPIC));
            }
            response.topics().add(topic);
        }
        if (request.includeClusterAuthorizedOperations()) {
            response.setClusterAuthorizedOperations(AuthorizedOperations.all(ResourceType.CLUSTER));
        }
        return response;
    }

    private List<MetadataResponseTopic> topics(RequestContext context, MetadataRequestData request, ClusterImage image) {
        boolean all = request.topics() == null || (context.version() < ALL_IS_NULL && request.topics().isEmpty());
        if (all) {
            return image.topics().values().stream().map(topic -> found(context, image, topic)).toList();
        }
        Set<Uuid> ids = new LinkedHashSet<>();
        request.topics().stream().map(MetadataRequestTopic::topicId).filter(Metadata::isGiven).forEach(ids::add);
        if (!ids.isEmpty()) { // one by id, and all are: names beside them are not looked at
            return ids.stream().map(id -> byId(context, image, id)).toList();
        }
        return request.topics().stream().map(MetadataRequestTopic::name).distinct().map(name -> byName(context, image, name)).toList();
    }

    /** Where one topic is asked for by its id, those that are not don't count. The Java client sends an empty name along with an id, not null. */
    private static boolean asksById(MetadataRequestData request) {
        return request.topics().stream().anyMatch(topic -> isGiven(topic.topicId()));
    }

    private static boolean isGiven(Uuid id) {
        return !id.equals(Uuid.ZERO_UUID);
    }

    /** Why a topic could not make itself, nobody is told: to clients it is one that isn't there (yet). */
    private static MetadataResponseTopic byName(RequestContext context, ClusterImage image, String name) {
        return image.topic(name).map(topic -> found(context, image, topic)).orElseGet(() -> new MetadataResponseTopic()
                .setName(name)
                .setIsInternal(Topic.isInternal(name))
                .setErrorCode((validName(name) ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.INVALID_TOPIC_EXCEPTION).code()));
    }

    private static MetadataResponseTopic byId(RequestContext context, ClusterImage image, Uuid id) {
        return image.topic(id)
                .map(topic -> found(context, image, topic))
                .orElseGet(() -> new MetadataResponseTopic().setName(null).setTopicId(id).setErrorCode(Errors.UNKNOWN_TOPIC_ID.code()));
    }

    private static MetadataResponseTopic found(RequestContext context, ClusterImage image, TopicImage topic) {
        MetadataResponseTopic answer =
                new MetadataResponseTopic().setName(topic.name()).setTopicId(topic.id()).setIsInternal(topic.isInternal());
        Map<Integer, Boolean> known = new HashMap<>();
        IntPredicate reachable = id -> known.computeIfAbsent(id, any -> Reachable.is(any, image, context.listener()));
        topic.partitions().forEach(partition -> answer.partitions().add(found(context.version(), partition, reachable)));
        return answer;
    }

    private static MetadataResponsePartition found(short version, PartitionImage partition, IntPredicate reachable) {
        boolean led = reachable.test(partition.leader());
        List<Integer> offline = partition.replicas().stream().filter(id -> !reachable.test(id)).toList();
        boolean onlyReachable = version < OFFLINE_IS_NO_ERROR;
        Errors error = leaderError(partition.leader(), led, version);
        return new MetadataResponsePartition()
                .setPartitionIndex(partition.index())
                .setLeaderId(led ? partition.leader() : -1)
                .setLeaderEpoch(partition.leaderEpoch())
                .setReplicaNodes(onlyReachable ? without(partition.replicas(), offline) : partition.replicas())
                .setIsrNodes(onlyReachable ? without(partition.inSync(), offline) : partition.inSync())
                .setOfflineReplicas(offline)
                .setErrorCode((onlyReachable && error == Errors.NONE && !offline.isEmpty() ? Errors.REPLICA_NOT_AVAILABLE : error).code());
    }

    private static List<Integer> without(List<Integer> brokers, List<Integer> offline) {
        return brokers.stream().filter(id -> !offline.contains(id)).toList();
    }

    private static Errors leaderError(int leader, boolean reachable, short version) {
        if (reachable) {
            return Errors.NONE;
        }
        return leader >= 0 && version >= LISTENER_ERROR ? Errors.LISTENER_NOT_FOUND : Errors.LEADER_NOT_AVAILABLE;
    }
}
