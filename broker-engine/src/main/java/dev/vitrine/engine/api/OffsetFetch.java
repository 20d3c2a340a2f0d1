package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A group asks how far it had come. v2: all topics, an error at the top. v5: leader epochs (KIP-320). v7: only what can't be aborted any more
 * (KIP-447). v8: many groups at once (KIP-709). v9: KIP-848 groups. v10: topics by id.
 */
public final class OffsetFetch extends Api<OffsetFetchRequestData, OffsetFetchResponseData> {

    private final GroupCoordinator groups;

    public OffsetFetch(GroupCoordinator groups) {
        super(ApiKeys.OFFSET_FETCH, 1, 10);
        this.groups = groups;
    }

    @Override
    public CompletionStage<OffsetFetchResponseData> answer(RequestContext context, OffsetFetchRequestData request) {
        return groups.fetchOffsets(context.caller(), request);
    }
}
