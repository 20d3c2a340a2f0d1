package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.message.ListConfigResourcesRequestData;
import org.apache.kafka.common.message.ListConfigResourcesResponseData;
import org.apache.kafka.common.message.ListConfigResourcesResponseData.ConfigResource;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Tells what has settings.
 * <ul>
 *   <li>v0: subscriptions to clients' metrics only (KIP-714; it was ListClientMetricsResources). v1: resources of any kind (KIP-1142).
 * </ul>
 */
public final class ListConfigResources extends Api<ListConfigResourcesRequestData, ListConfigResourcesResponseData> {

    private static final List<Type> KINDS = List.of(Type.BROKER_LOGGER, Type.CLIENT_METRICS, Type.BROKER, Type.TOPIC, Type.GROUP);

    private final MetadataCache metadata;

    public ListConfigResources(MetadataCache metadata) {
        super(ApiKeys.LIST_CONFIG_RESOURCES, 0, 1);
        this.metadata = metadata;
    }

    @Override
    public CompletionStage<ListConfigResourcesResponseData> answer(RequestContext context, ListConfigResourcesRequestData request) {
        List<Type> asked = context.version() == 0 ? List.of(Type.CLIENT_METRICS) : request.resourceTypes().stream().map(Type::forId).toList();
        if (!KINDS.containsAll(asked)) {
            return now(new ListConfigResourcesResponseData().setErrorCode(Errors.UNSUPPORTED_VERSION.code()));
        }
        ListConfigResourcesResponseData response = new ListConfigResourcesResponseData();
        KINDS.stream().filter(kind -> asked.isEmpty() || asked.contains(kind)).forEach(kind -> names(kind).forEach(name ->
                response.configResources().add(new ConfigResource().setResourceName(name).setResourceType(kind.id()))));
        return now(response);
    }

    private Collection<String> names(Type kind) {
        ClusterImage image = metadata.image();
        return switch (kind) {
            case TOPIC -> image.topics().keySet();
            case BROKER, BROKER_LOGGER -> image.brokers().stream().map(broker -> Integer.toString(broker.id())).toList();
            default -> image.configured(kind);
        };
    }
}
