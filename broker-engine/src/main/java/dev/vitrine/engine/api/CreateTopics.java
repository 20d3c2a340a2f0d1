package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Makes topics. The answer comes when their leaders can be produced to.
 * <ul>
 *   <li>v4: −1 for partitions or replicas takes the broker's default (KIP-464). v5: tells what was made (KIP-525). v7: topic ids.
 * </ul>
 */
public final class CreateTopics extends ForwardedApi<CreateTopicsRequestData, CreateTopicsResponseData> {

    public CreateTopics(Controller controller) {
        super(ApiKeys.CREATE_TOPICS, 2, 7, CreateTopicsResponseData.class, controller);
    }
}
