package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** A member fetches its assignment; the leader brings everybody's. v3: static members. v5: the protocol is checked (KIP-559). */
public final class SyncGroup extends Api<SyncGroupRequestData, SyncGroupResponseData> {

    private static final short PROTOCOL_NAMED = 5;

    private final GroupCoordinator groups;

    public SyncGroup(GroupCoordinator groups) {
        super(ApiKeys.SYNC_GROUP, 0, 5);
        this.groups = groups;
    }

    @Override
    public CompletionStage<SyncGroupResponseData> answer(RequestContext context, SyncGroupRequestData request) {
        boolean unnamed = request.protocolType() == null || request.protocolName() == null;
        return context.version() >= PROTOCOL_NAMED && unnamed
                ? now(new SyncGroupResponseData().setErrorCode(Errors.INCONSISTENT_GROUP_PROTOCOL.code()))
                : groups.sync(request);
    }
}
