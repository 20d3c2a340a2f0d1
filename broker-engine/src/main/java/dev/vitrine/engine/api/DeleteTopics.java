package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Deletes topics.
 * <ul>
 *   <li>v3: says where deletion is switched off. v5: messages. v6: by topic id too.
 * </ul>
 */
public final class DeleteTopics extends ForwardedApi<DeleteTopicsRequestData, DeleteTopicsResponseData> {

    public DeleteTopics(Controller controller) {
        super(ApiKeys.DELETE_TOPICS, 1, 6, DeleteTopicsResponseData.class, controller);
    }
}
