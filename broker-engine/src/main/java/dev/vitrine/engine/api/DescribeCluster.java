package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Tells which brokers there are, at the addresses of the client's listener.
 * <ul>
 *   <li>v1: asks brokers or controllers (KIP-919). v2: fenced brokers too, on request (KIP-1073).
 * </ul>
 */
public final class DescribeCluster extends Api<DescribeClusterRequestData, DescribeClusterResponseData> {

    private static final byte BROKERS = 1;
    private static final byte CONTROLLERS = 2;

    private final MetadataCache metadata;

    public DescribeCluster(MetadataCache metadata) {
        super(ApiKeys.DESCRIBE_CLUSTER, 0, 2);
        this.metadata = metadata;
    }

    @Override
    public CompletionStage<DescribeClusterResponseData> answer(RequestContext context, DescribeClusterRequestData request) {
        return now(switch (request.endpointType()) {
            case BROKERS -> brokers(context, request);
            case CONTROLLERS -> refused(Errors.MISMATCHED_ENDPOINT_TYPE,
                    "The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER");
            default -> refused(Errors.UNSUPPORTED_ENDPOINT_TYPE, "Unsupported endpoint type " + request.endpointType());
        });
    }

    private DescribeClusterResponseData brokers(RequestContext context, DescribeClusterRequestData request) {
        ClusterImage image = metadata.image();
        DescribeClusterResponseData response = new DescribeClusterResponseData()
                .setErrorMessage(null)
                .setClusterId(image.clusterId());
        Collection<BrokerImage> brokers = request.includeFencedBrokers() ? image.brokers() : image.alive();
        brokers.forEach(broker -> broker.endpoint(context.listener()).ifPresent(endpoint -> response.brokers().add(
                new DescribeClusterBroker()
                        .setBrokerId(broker.id())
                        .setHost(endpoint.host())
                        .setPort(endpoint.port())
                        .setRack(broker.rack().orElse(null))
                        .setIsFenced(broker.fenced()))));
        response.setControllerId(response.brokers().find(image.controllerId()) == null ? -1 : image.controllerId());
        if (request.includeClusterAuthorizedOperations()) {
            response.setClusterAuthorizedOperations(AuthorizedOperations.all(ResourceType.CLUSTER));
        }
        return response;
    }

    private static DescribeClusterResponseData refused(Errors error, String message) {
        return new DescribeClusterResponseData().setErrorCode(error.code()).setErrorMessage(message);
    }
}
