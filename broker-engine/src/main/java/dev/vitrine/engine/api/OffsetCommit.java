package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A group says how far it has come. v2–4: a retention of its own. v6: leader epochs (KIP-320). v7: static members (KIP-345). v9: KIP-848
 * groups. v10: topics by id.
 */
public final class OffsetCommit extends Api<OffsetCommitRequestData, OffsetCommitResponseData> {

    private final GroupCoordinator groups;

    public OffsetCommit(GroupCoordinator groups) {
        super(ApiKeys.OFFSET_COMMIT, 2, 10);
        this.groups = groups;
    }

    @Override
    public CompletionStage<OffsetCommitResponseData> answer(RequestContext context, OffsetCommitRequestData request) {
        return groups.commitOffsets(context.caller(), request);
    }
}
