package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Names the groups that are coordinated here. v4: by state (KIP-518). v5: by type (KIP-848). */
public final class ListGroups extends Api<ListGroupsRequestData, ListGroupsResponseData> {

    private final GroupCoordinator groups;

    public ListGroups(GroupCoordinator groups) {
        super(ApiKeys.LIST_GROUPS, 0, 5);
        this.groups = groups;
    }

    @Override
    public CompletionStage<ListGroupsResponseData> answer(RequestContext context, ListGroupsRequestData request) {
        return groups.list(request);
    }
}
