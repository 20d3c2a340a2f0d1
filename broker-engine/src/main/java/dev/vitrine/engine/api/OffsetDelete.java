package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** An administrator deletes committed offsets one by one (KIP-496). */
public final class OffsetDelete extends Api<OffsetDeleteRequestData, OffsetDeleteResponseData> {

    private final GroupCoordinator groups;

    public OffsetDelete(GroupCoordinator groups) {
        super(ApiKeys.OFFSET_DELETE, 0, 0);
        this.groups = groups;
    }

    @Override
    public CompletionStage<OffsetDeleteResponseData> answer(RequestContext context, OffsetDeleteRequestData request) {
        return groups.deleteOffsets(request);
    }
}
