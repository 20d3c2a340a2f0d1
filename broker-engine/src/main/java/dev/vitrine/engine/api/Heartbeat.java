package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** A member is alive, and hears of a rebalance. v3: static members (KIP-345). */
public final class Heartbeat extends Api<HeartbeatRequestData, HeartbeatResponseData> {

    private final GroupCoordinator groups;

    public Heartbeat(GroupCoordinator groups) {
        super(ApiKeys.HEARTBEAT, 0, 4);
        this.groups = groups;
    }

    @Override
    public CompletionStage<HeartbeatResponseData> answer(RequestContext context, HeartbeatRequestData request) {
        return groups.heartbeat(request);
    }
}
