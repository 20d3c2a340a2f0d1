package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Tells which broker coordinates a group (or a transaction, from v1 on). v4: many keys at once (KIP-699). v6: share groups (KIP-932).
 *
 * <p>The topic that the coordinators keep their state in is made when it is first needed. Kafka answers COORDINATOR_NOT_AVAILABLE meanwhile, and by
 * the time that clients ask again the coordinators are loaded; this one waits until the topic is there and, where the coordinator is this broker, until
 * it serves: some clients don't ask again where the first request to it is refused because it loads.
 */
public final class FindCoordinator extends Api<FindCoordinatorRequestData, FindCoordinatorResponseData> {

    private static final short MANY_KEYS_SINCE = 4;
    /** Clients ask again long after that; what takes longer is answered as it stands. */
    private static final long SERVED_WITHIN_MS = 2_000;

    private final int broker;
    private final MetadataCache metadata;
    private final Function<Set<String>, CompletionStage<Map<String, Errors>>> creator;
    private final Map<Byte, CoordinatorTopic> kinds;

    /**
     * @param broker  which one this is
     * @param creator makes topics, in the broker's own name
     * @param kinds   by key type: 0 groups, 1 transactions, 2 share groups; a type that isn't there is INVALID_REQUEST
     */
    public FindCoordinator(int broker, MetadataCache metadata, Function<Set<String>, CompletionStage<Map<String, Errors>>> creator,
            Map<Byte, CoordinatorTopic> kinds) {
        super(ApiKeys.FIND_COORDINATOR, 0, 6);
        this.broker = broker;
        this.metadata = metadata;
        this.creator = creator;
        this.kinds = Map.copyOf(kinds);
    }

    @Override
    public CompletionStage<FindCoordinatorResponseData> answer(RequestContext context, FindCoordinatorRequestData request) {
        CoordinatorTopic kind = kinds.get(request.keyType());
        if (kind == null || metadata.image().topic(kind.topic()).isPresent()) {
            return now(response(context, request, Optional.ofNullable(kind)));
        }
        return creator.apply(Set.of(kind.topic()))
                .thenCompose(created -> whenServed(kind, keys(context, request)))
                .thenApply(served -> response(context, request, Optional.of(kind)));
    }

    private static List<String> keys(RequestContext context, FindCoordinatorRequestData request) {
        return context.version() < MANY_KEYS_SINCE ? List.of(request.key()) : request.coordinatorKeys();
    }

    private CompletionStage<Void> whenServed(CoordinatorTopic kind, List<String> keys) {
        return CompletableFuture.allOf(keys.stream().mapToInt(kind.partition()).distinct()
                .filter(partition -> leader(kind, partition).filter(leader -> leader.id() == broker).isPresent())
                .mapToObj(partition -> kind.serving().whenServed(partition, SERVED_WITHIN_MS).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private Optional<BrokerImage> leader(CoordinatorTopic kind, int partition) {
        ClusterImage image = metadata.image();
        return image.topic(kind.topic()).flatMap(topic -> topic.partition(partition)).flatMap(led -> image.aliveBroker(led.leader()));
    }

    private FindCoordinatorResponseData response(
            RequestContext context, FindCoordinatorRequestData request, Optional<CoordinatorTopic> kind) {
        if (context.version() < MANY_KEYS_SINCE) {
            return single(find(context, kind, request.key()));
        }
        List<Coordinator> found = request.coordinatorKeys().stream().map(key -> find(context, kind, key)).toList();
        return new FindCoordinatorResponseData().setCoordinators(found);
    }

    private static FindCoordinatorResponseData single(Coordinator coordinator) {
        return new FindCoordinatorResponseData()
                .setErrorCode(coordinator.errorCode())
                .setErrorMessage(Errors.forCode(coordinator.errorCode()).message())
                .setNodeId(coordinator.nodeId())
                .setHost(coordinator.host())
                .setPort(coordinator.port());
    }

    private Coordinator find(RequestContext context, Optional<CoordinatorTopic> kind, String key) {
        if (kind.isEmpty()) {
            return none(key, Errors.INVALID_REQUEST).setErrorMessage(Errors.INVALID_REQUEST.message());
        }
        Optional<BrokerImage> leader = leader(kind.get(), kind.get().partition().applyAsInt(key));
        Optional<Endpoint> endpoint = leader.flatMap(broker -> broker.endpoint(context.listener()));
        return endpoint
                .map(at -> new Coordinator().setKey(key).setNodeId(leader.get().id()).setHost(at.host()).setPort(at.port()))
                .orElseGet(() -> none(key, Errors.COORDINATOR_NOT_AVAILABLE));
    }

    private static Coordinator none(String key, Errors error) {
        return new Coordinator().setKey(key).setErrorCode(error.code()).setNodeId(-1).setHost("").setPort(-1);
    }
}
