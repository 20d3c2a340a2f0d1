package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** The one request of members of the consumer protocol (KIP-848). v1: patterns of topics (KIP-848's RE2), member ids made by clients (KIP-1082). */
public final class ConsumerGroupHeartbeat extends Api<ConsumerGroupHeartbeatRequestData, ConsumerGroupHeartbeatResponseData> {

    private final GroupCoordinator groups;

    public ConsumerGroupHeartbeat(GroupCoordinator groups) {
        super(ApiKeys.CONSUMER_GROUP_HEARTBEAT, 0, 1);
        this.groups = groups;
    }

    @Override
    public CompletionStage<ConsumerGroupHeartbeatResponseData> answer(RequestContext context, ConsumerGroupHeartbeatRequestData request) {
        return groups.consumerHeartbeat(context.caller(), request);
    }
}
