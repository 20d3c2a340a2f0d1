package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A client joins a group; the answer waits until a generation begins.
 * <ul>
 *   <li>v1: a rebalance timeout of its own. v4: a member id must be asked for first (KIP-394). v5: static members (KIP-345).
 *   <li>v7: protocol type (KIP-559). v8: the reason (KIP-800). v9: a static leader that returns skips the assignment (KIP-814).
 * </ul>
 */
public final class JoinGroup extends Api<JoinGroupRequestData, JoinGroupResponseData> {

    private final GroupCoordinator groups;

    public JoinGroup(GroupCoordinator groups) {
        super(ApiKeys.JOIN_GROUP, 0, 9);
        this.groups = groups;
    }

    @Override
    public CompletionStage<JoinGroupResponseData> answer(RequestContext context, JoinGroupRequestData request) {
        return groups.join(context.caller(), request);
    }
}
