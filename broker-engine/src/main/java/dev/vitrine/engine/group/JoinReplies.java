package dev.vitrine.engine.group;

import java.util.List;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.JoinGroupResponseData.JoinGroupResponseMember;
import org.apache.kafka.common.protocol.Errors;

/** What a join is answered. */
final class JoinReplies {

    private JoinReplies() {}

    static JoinGroupResponseData error(String memberId, Errors error) {
        return new JoinGroupResponseData().setMemberId(memberId).setErrorCode(error.code());
    }

    /** Another one with the same {@code group.instance.id} took this member's place. */
    static JoinGroupResponseData fenced(String memberId) {
        return error(memberId, Errors.FENCED_INSTANCE_ID).setProtocolName(null);
    }

    /** The generation as it is. Who leads it learns what the others said, to share out the work. */
    static JoinGroupResponseData joined(ClassicGroup group, String memberId) {
        return of(group, memberId).setMembers(group.members().isLeader(memberId) ? others(group) : List.of());
    }

    /** The generation as it is, for someone who has nothing to share out in it. */
    static JoinGroupResponseData followed(ClassicGroup group, String memberId) {
        return of(group, memberId);
    }

    private static JoinGroupResponseData of(ClassicGroup group, String memberId) {
        return new JoinGroupResponseData()
                .setMemberId(memberId)
                .setGenerationId(group.generation())
                .setProtocolType(group.protocolType().orElse(null))
                .setProtocolName(group.protocol().orElse(null))
                .setLeader(group.members().leader().orElse(""))
                .setErrorCode(Errors.NONE.code());
    }

    private static List<JoinGroupResponseMember> others(ClassicGroup group) {
        String protocol = group.protocol().orElseThrow();
        return group.members().all().stream()
                .map(member -> new JoinGroupResponseMember()
                        .setMemberId(member.id())
                        .setGroupInstanceId(member.instanceId().orElse(null))
                        .setMetadata(member.metadata(protocol).bytes()))
                .toList();
    }
}
