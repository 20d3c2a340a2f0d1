package dev.vitrine.engine.observe;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A group.
 *
 * @param type             Kafka's name of the protocol: {@code classic}, {@code consumer}, {@code share}, {@code streams}
 * @param generation       generation (classic) or epoch
 * @param targetEpoch      the epoch that the newest target belongs to; empty for a classic group
 * @param protocolType     {@code consumer}, {@code connect}, …; empty where no member has joined yet
 * @param protocol         the assignor that the group chose
 * @param coordinator      broker id
 * @param stateSinceMillis wall-clock time of the last change of state
 */
public record GroupView(
        String id,
        String type,
        GroupState state,
        int generation,
        OptionalInt targetEpoch,
        String protocolType,
        Optional<String> protocol,
        Optional<String> leader,
        int coordinator,
        long stateSinceMillis,
        List<MemberView> members,
        List<CommittedOffset> offsets) {

    /** A classic group. */
    public GroupView(
            String id,
            String type,
            GroupState state,
            int generation,
            String protocolType,
            Optional<String> protocol,
            Optional<String> leader,
            int coordinator,
            long stateSinceMillis,
            List<MemberView> members,
            List<CommittedOffset> offsets) {
        this(id, type, state, generation, OptionalInt.empty(), protocolType, protocol, leader, coordinator, stateSinceMillis, members, offsets);
    }

    public GroupView {
        members = List.copyOf(members);
        offsets = List.copyOf(offsets);
    }
}
