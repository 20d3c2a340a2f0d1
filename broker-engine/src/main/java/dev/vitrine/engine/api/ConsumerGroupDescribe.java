package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.resource.ResourceType;

/** Tells all about groups of the consumer protocol (KIP-848). v1: which protocol each member speaks (KIP-1099). */
public final class ConsumerGroupDescribe extends Api<ConsumerGroupDescribeRequestData, ConsumerGroupDescribeResponseData> {

    private final GroupCoordinator groups;

    public ConsumerGroupDescribe(GroupCoordinator groups) {
        super(ApiKeys.CONSUMER_GROUP_DESCRIBE, 0, 1);
        this.groups = groups;
    }

    @Override
    public CompletionStage<ConsumerGroupDescribeResponseData> answer(RequestContext context, ConsumerGroupDescribeRequestData request) {
        CompletionStage<ConsumerGroupDescribeResponseData> described = groups.describeConsumers(request.groupIds());
        return request.includeAuthorizedOperations() ? described.thenApply(ConsumerGroupDescribe::withOperations) : described;
    }

    private static ConsumerGroupDescribeResponseData withOperations(ConsumerGroupDescribeResponseData response) {
        response.groups().stream()
                .filter(group -> group.errorCode() == Errors.NONE.code())
                .forEach(group -> group.setAuthorizedOperations(AuthorizedOperations.all(ResourceType.GROUP)));
        return response;
    }
}
