package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.message.UpdateFeaturesResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Raises and lowers feature levels (KIP-584).
 * <ul>
 *   <li>v1: three kinds of change, and trying it out (KIP-778). v2: no result per feature.
 * </ul>
 */
public final class UpdateFeatures extends ForwardedApi<UpdateFeaturesRequestData, UpdateFeaturesResponseData> {

    public UpdateFeatures(Controller controller) {
        super(ApiKeys.UPDATE_FEATURES, 0, 2, UpdateFeaturesResponseData.class, controller);
    }
}
