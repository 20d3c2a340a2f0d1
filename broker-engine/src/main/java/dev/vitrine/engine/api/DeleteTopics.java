package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Deletes topics.
 * <ul>
 *   <li>v3: says where deletion is switched off. v5: messages. v6: by topic id too.
 * </ul>
 */
public final class DeleteTopics extends Api<DeleteTopicsRequestData, DeleteTopicsResponseData> {

    /** From here on an answer may say THROTTLING_QUOTA_EXCEEDED (KIP-599). */
    private static final short KNOWS_QUOTAS = 5;

    private final Controller controller;

    public DeleteTopics(Controller controller) {
        super(ApiKeys.DELETE_TOPICS, 1, 6);
        this.controller = controller;
    }

    @Override
    public CompletionStage<DeleteTopicsResponseData> answer(RequestContext context, DeleteTopicsRequestData request) {
        return controller.deleteTopics(request, context.version(), context.account().mutations(context.version() >= KNOWS_QUOTAS));
    }
}
