package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;

/**
 * A static member comes back without its member id: its process was restarted (KIP-345). It gets a new id, its place and its partitions; in
 * a stable group nobody else notices.
 */
record StaticReturn(JoinGroupRequestData request, Caller caller, ReplyTo<JoinGroupResponseData> reply) {

    private static final short SKIP_ASSIGNMENT_SINCE = 9;

    void apply(GroupShard shard, ClassicGroup group, Member old, String newId, Turn turn) {
        String formerLeader = group.members().leader().orElse("");
        Rebalance rebalance = shard.rebalance();
        Member member = rebalance.replace(group, old, newId, turn);
        member.offer(request);
        String who = "static member " + request.groupInstanceId() + " is back as " + newId;
        switch (group.state()) {
            case STABLE -> {
                if (group.protocol().equals(group.members().chooseProtocol())) {
                    turn.write(group.record(Member::assignment));
                    turn.answer(reply, quietReturn(group, newId, formerLeader));
                } else {
                    member.park(reply);
                    rebalance.prepareOrGoOn(group, who + ", and the group's choice of protocol changes with it", turn);
                }
            }
            case COMPLETING_REBALANCE -> {
                // The leader may be sharing out work to the former id at this moment: nobody would get that share.
                member.park(reply);
                rebalance.prepare(group, who + ": " + JoinGroup.reason(request), turn);
            }
            default -> {
                member.park(reply);
                rebalance.goOn(group, who, turn);
            }
        }
    }

    private JoinGroupResponseData quietReturn(ClassicGroup group, String newId, String formerLeader) {
        if (caller.apiVersion() >= SKIP_ASSIGNMENT_SINCE) {
            return JoinReplies.joined(group, newId).setSkipAssignment(group.members().isLeader(newId));
        }
        // An older client would compute an assignment if it took itself for the leader: it is told of its former self instead.
        return JoinReplies.followed(group, newId).setLeader(formerLeader);
    }
}
