package dev.vitrine.engine.group;

import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;

/** What a sync is answered. */
final class SyncReplies {

    private SyncReplies() {}

    static SyncGroupResponseData error(Errors error) {
        return new SyncGroupResponseData().setErrorCode(error.code());
    }

    static SyncGroupResponseData assigned(ClassicGroup group, OpaqueBytes assignment) {
        return new SyncGroupResponseData()
                .setProtocolType(group.protocolType().orElse(null))
                .setProtocolName(group.protocol().orElse(null))
                .setAssignment(assignment.bytes())
                .setErrorCode(Errors.NONE.code());
    }
}
