package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.resource.ResourceType;

/** Tells all about classic groups. v3: what the client may do with them (KIP-430). v4: instance ids (KIP-345). v6: an unknown group is an error (KIP-1043). */
public final class DescribeGroups extends Api<DescribeGroupsRequestData, DescribeGroupsResponseData> {

    private final GroupCoordinator groups;

    public DescribeGroups(GroupCoordinator groups) {
        super(ApiKeys.DESCRIBE_GROUPS, 0, 6);
        this.groups = groups;
    }

    @Override
    public CompletionStage<DescribeGroupsResponseData> answer(RequestContext context, DescribeGroupsRequestData request) {
        CompletionStage<DescribeGroupsResponseData> described = groups.describe(context.caller(), request);
        return request.includeAuthorizedOperations() ? described.thenApply(DescribeGroups::withOperations) : described;
    }

    private static DescribeGroupsResponseData withOperations(DescribeGroupsResponseData response) {
        response.groups().stream()
                .filter(group -> group.errorCode() == Errors.NONE.code())
                .forEach(group -> group.setAuthorizedOperations(AuthorizedOperations.all(ResourceType.GROUP)));
        return response;
    }
}
