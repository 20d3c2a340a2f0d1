package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import dev.vitrine.engine.metadata.FeatureRange;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.message.UpdateFeaturesResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Raises and lowers feature levels (KIP-584).
 * <ul>
 *   <li>v1: three kinds of change, and trying it out (KIP-778). v2: no result per feature.
 * </ul>
 */
public final class UpdateFeatures extends Api<UpdateFeaturesRequestData, UpdateFeaturesResponseData> {

    private final Controller controller;
    private final Map<String, FeatureRange> supported;

    /** @param supported levels that this broker can work at */
    public UpdateFeatures(Controller controller, Map<String, FeatureRange> supported) {
        super(ApiKeys.UPDATE_FEATURES, 0, 2);
        this.controller = controller;
        this.supported = supported;
    }

    @Override
    public CompletionStage<UpdateFeaturesResponseData> answer(RequestContext context, UpdateFeaturesRequestData request) {
        return controller.updateFeatures(request, supported, context.version());
    }
}
