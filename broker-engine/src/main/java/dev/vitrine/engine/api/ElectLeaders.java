package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Elects leaders on request (KIP-183).
 * <ul>
 *   <li>v1: unclean elections too (KIP-460), and an error for the whole.
 * </ul>
 */
public final class ElectLeaders extends ForwardedApi<ElectLeadersRequestData, ElectLeadersResponseData> {

    private static final short ERROR_OF_THE_WHOLE = 1;

    public ElectLeaders(Controller controller) {
        super(ApiKeys.ELECT_LEADERS, 0, 2, ElectLeadersResponseData.class, controller);
    }

    @Override
    public CompletionStage<ElectLeadersResponseData> answer(RequestContext context, ElectLeadersRequestData request) {
        return super.answer(context, request)
                .thenApply(response -> context.version() < ERROR_OF_THE_WHOLE ? response.setErrorCode(Errors.NONE.code()) : response);
    }
}
