package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Members leave a group. v3: several at once, static ones by their instance (KIP-345). v5: the reason (KIP-800). */
public final class LeaveGroup extends Api<LeaveGroupRequestData, LeaveGroupResponseData> {

    private final GroupCoordinator groups;

    public LeaveGroup(GroupCoordinator groups) {
        super(ApiKeys.LEAVE_GROUP, 0, 5);
        this.groups = groups;
    }

    @Override
    public CompletionStage<LeaveGroupResponseData> answer(RequestContext context, LeaveGroupRequestData request) {
        return groups.leave(context.caller(), request);
    }
}
