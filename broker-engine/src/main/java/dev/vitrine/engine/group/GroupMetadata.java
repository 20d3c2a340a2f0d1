package dev.vitrine.engine.group;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is durable of a classic group: the last generation that became stable, or that the group is empty.
 *
 * @param protocolType       {@code consumer}, {@code connect}, …; empty before the first generation
 * @param protocol           what the members agreed on; empty where there are none
 * @param stateSinceMillis   empty where a very old schema did not keep it
 */
record GroupMetadata(
        String protocolType,
        int generation,
        Optional<String> protocol,
        Optional<String> leader,
        OptionalLong stateSinceMillis,
        List<StoredMember> members) {

    GroupMetadata {
        members = List.copyOf(members);
    }

    /** A group that was just made: nothing has been agreed on. */
    static GroupMetadata created(long nowMillis) {
        return new GroupMetadata("", 0, Optional.empty(), Optional.empty(), OptionalLong.of(nowMillis), List.of());
    }

    /** A member as the log keeps it; of its protocols only the chosen one. */
    record StoredMember(
            String id,
            Optional<String> instanceId,
            String clientId,
            String clientHost,
            int rebalanceTimeoutMs,
            int sessionTimeoutMs,
            OpaqueBytes subscription,
            OpaqueBytes assignment) {}
}
