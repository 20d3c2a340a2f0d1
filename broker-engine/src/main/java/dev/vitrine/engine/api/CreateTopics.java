package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Makes topics. The answer comes when their leaders can be produced to.
 * <ul>
 *   <li>v4: −1 for partitions or replicas takes the broker's default (KIP-464). v5: tells what was made (KIP-525). v7: topic ids.
 * </ul>
 */
public final class CreateTopics extends Api<CreateTopicsRequestData, CreateTopicsResponseData> {

    /** From here on an answer may say THROTTLING_QUOTA_EXCEEDED (KIP-599). */
    private static final short KNOWS_QUOTAS = 6;

    private final Controller controller;

    public CreateTopics(Controller controller) {
        super(ApiKeys.CREATE_TOPICS, 2, 7);
        this.controller = controller;
    }

    @Override
    public CompletionStage<CreateTopicsResponseData> answer(RequestContext context, CreateTopicsRequestData request) {
        return controller.createTopics(request, context.account().mutations(context.version() >= KNOWS_QUOTAS));
    }
}
