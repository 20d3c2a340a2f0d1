package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.GroupState;
import java.util.List;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroupMember;
import org.apache.kafka.common.protocol.Errors;

/** Tells all about classic groups. What members said to each other shows in a stable group only. v6: an unknown group is an error. */
record DescribeGroups(List<String> ids, Caller caller) {

    private static final short GROUP_ID_NOT_FOUND_SINCE = 6;

    List<DescribedGroup> from(GroupShard shard) {
        return ids.stream().map(id -> shard.classic(id).map(DescribeGroups::describe)
                .orElseGet(() -> unknown(id, shard.group(id).isPresent()))).toList();
    }

    private static DescribedGroup describe(ClassicGroup group) {
        boolean stable = group.state() == GroupState.STABLE;
        DescribedGroup described = new DescribedGroup()
                .setGroupId(group.id())
                .setGroupState(group.state().label())
                .setProtocolType(group.protocolType().orElse(""))
                .setProtocolData(stable ? group.protocol().orElse("") : "");
        group.members().all().forEach(member -> described.members().add(describe(group, member, stable)));
        return described;
    }

    private static DescribedGroupMember describe(ClassicGroup group, Member member, boolean stable) {
        return new DescribedGroupMember()
                .setMemberId(member.id())
                .setGroupInstanceId(member.instanceId().orElse(null))
                .setClientId(member.clientId())
                .setClientHost(member.clientHost())
                .setMemberMetadata(stable ? member.metadata(group.protocol().orElse("")).bytes() : OpaqueBytes.EMPTY.bytes())
                .setMemberAssignment(member.assignment().bytes());
    }

    /** @param other there is a group of that name, but it speaks another protocol */
    private DescribedGroup unknown(String id, boolean other) {
        DescribedGroup described = new DescribedGroup().setGroupId(id).setGroupState(GroupState.DEAD.label());
        return caller.apiVersion() < GROUP_ID_NOT_FOUND_SINCE
                ? described
                : described.setErrorCode(Errors.GROUP_ID_NOT_FOUND.code())
                        .setErrorMessage("Group " + id + (other ? " is not a classic group." : " not found."));
    }
}
