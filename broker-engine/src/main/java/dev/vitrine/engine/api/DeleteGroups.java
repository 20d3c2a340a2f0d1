package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DeleteGroupsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Deletes groups without members, with their offsets (KIP-229). */
public final class DeleteGroups extends Api<DeleteGroupsRequestData, DeleteGroupsResponseData> {

    private final GroupCoordinator groups;

    public DeleteGroups(GroupCoordinator groups) {
        super(ApiKeys.DELETE_GROUPS, 0, 2);
        this.groups = groups;
    }

    @Override
    public CompletionStage<DeleteGroupsResponseData> answer(RequestContext context, DeleteGroupsRequestData request) {
        return groups.delete(request);
    }
}
