package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.Event.MemberJoined;
import dev.vitrine.engine.observe.Event.MemberLeft;
import dev.vitrine.engine.observe.GroupState;
import java.util.List;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Moves a {@link ClassicGroup} from one generation to the next, within one {@link Turn}.
 *
 * <ol>
 *   <li>{@link #prepare}: everybody is asked to join again (heartbeats and syncs are answered REBALANCE_IN_PROGRESS). An empty group waits
 *       {@code group.initial.rebalance.delay.ms} for more members, others as long as the slowest member may take.
 *   <li>{@link #completeJoin}: who has not joined is out. The parked joins are answered with the new generation.
 *   <li>{@link SyncGroup}: the leader's assignment is written, then the parked syncs are answered.
 * </ol>
 */
final class Rebalance {

    private final GroupConfig config;

    Rebalance(GroupConfig config) {
        this.config = config;
    }

    /** Something changed that calls for another generation, or adds to the one that is being prepared. */
    void prepareOrGoOn(ClassicGroup group, String why, Turn turn) {
        if (group.state() == GroupState.PREPARING_REBALANCE) {
            goOn(group, why, turn);
        } else {
            prepare(group, why, turn);
        }
    }

    /** Ends the join phase where everybody is there. The first generation of an empty group waits for its delay instead. */
    void goOn(ClassicGroup group, String why, Turn turn) {
        if (group.state() == GroupState.PREPARING_REBALANCE && !group.inInitialRebalance() && group.allJoined()) {
            completeJoin(group, why, turn);
        }
    }

    void prepare(ClassicGroup group, String why, Turn turn) {
        if (group.state() == GroupState.COMPLETING_REBALANCE) {
            refuseSyncs(group, Errors.REBALANCE_IN_PROGRESS, turn);
        }
        group.pendingSyncs().clear();
        turn.stopTimer(new TimerKey.Sync(group.id()));
        boolean initial = group.state() == GroupState.EMPTY;
        group.moveTo(GroupState.PREPARING_REBALANCE, why, turn);
        if (initial) {
            int delay = config.initialRebalanceDelayMs();
            waitForMore(group, delay, Math.max(0, group.rebalanceTimeoutMs() - delay), turn);
        } else if (group.allJoined()) {
            completeJoin(group, why, turn);
        } else {
            startJoinTimer(group, turn);
        }
    }

    /** @param remainingMs how much longer newcomers may still draw out the wait after this one */
    void waitForMore(ClassicGroup group, int delayMs, int remainingMs, Turn turn) {
        turn.startTimer(new TimerKey.Join(group.id()), delayMs, new InitialDelayOver(group.id(), delayMs, remainingMs));
    }

    private void startJoinTimer(ClassicGroup group, Turn turn) {
        turn.startTimer(new TimerKey.Join(group.id()), group.rebalanceTimeoutMs(), new JoinTimeout(group.id()));
    }

    /** Ends the join phase. Dynamic members that did not come are out; static ones may be restarting, and keep their place (KIP-345). */
    void completeJoin(ClassicGroup group, String why, Turn turn) {
        turn.stopTimer(new TimerKey.Join(group.id()));
        for (Member member : group.members().copy()) {
            if (!member.awaitsJoin() && !member.isStatic()) {
                drop(group, member, LeaveCause.NOT_REJOINED, turn);
            }
        }
        if (!group.members().electJoinedLeader() && !group.members().isEmpty()) {
            // Only static members are left and none is back: their sessions will tell.
            startJoinTimer(group, turn);
            return;
        }
        group.startGeneration(why, turn);
        if (group.state() == GroupState.EMPTY) {
            turn.write(group.record(Member::assignment));
        } else {
            announce(group, turn);
        }
    }

    private void announce(ClassicGroup group, Turn turn) {
        for (Member member : group.members().all()) {
            answerJoin(member, JoinReplies.joined(group, member.id()), turn);
            member.settled();
            group.pendingSyncs().add(member.id());
            expectHeartbeat(group, member, turn);
        }
        turn.startTimer(
                new TimerKey.Sync(group.id()), group.rebalanceTimeoutMs(), new SyncTimeout(group.id(), group.generation()));
    }

    /** The member asked for its assignment (or is gone): the last one stops the clock. */
    void synced(ClassicGroup group, String memberId, Turn turn) {
        if (group.pendingSyncs().remove(memberId) && group.pendingSyncs().isEmpty()) {
            turn.stopTimer(new TimerKey.Sync(group.id()));
        }
    }

    private void refuseSyncs(ClassicGroup group, Errors error, Turn turn) {
        for (Member member : group.members().all()) {
            member.assign(OpaqueBytes.EMPTY);
            member.takeSync().ifPresent(sync -> {
                turn.answer(sync, SyncReplies.error(error));
                expectHeartbeat(group, member, turn);
            });
        }
    }

    /** Starts the member's session anew. */
    void expectHeartbeat(ClassicGroup group, Member member, Turn turn) {
        expectHeartbeat(group, member.id(), member.sessionTimeoutMs(), turn);
    }

    void expectHeartbeat(ClassicGroup group, String memberId, int withinMs, Turn turn) {
        turn.startTimer(new TimerKey.Session(group.id(), memberId), withinMs, new SessionTimeout(group.id(), memberId));
    }

    /** @param reason as its client gives it; empty where it gives none */
    void join(ClassicGroup group, Member member, String protocolType, String reason, Turn turn) {
        group.add(member, protocolType);
        turn.publish(new MemberJoined(group.id(), member.id(), member.clientId(), member.clientHost(), member.instanceId(), reason));
        // Its client may be gone while its join is parked, and come back as someone else, again and again.
        expectHeartbeat(group, member.id(), config.newMemberJoinTimeoutMs(), turn);
    }

    /** Takes a member out, whatever state the group is in. What it has parked is answered: a client still there will join anew. */
    void drop(ClassicGroup group, Member member, LeaveCause cause, Turn turn) {
        drop(group, member, cause, "", turn);
    }

    /** @param reason as its client gives it; empty where it gives none */
    void drop(ClassicGroup group, Member member, LeaveCause cause, String reason, Turn turn) {
        turn.stopTimer(new TimerKey.Session(group.id(), member.id()));
        answerJoin(member, JoinReplies.error("", Errors.UNKNOWN_MEMBER_ID), turn);
        member.takeSync().ifPresent(sync -> turn.answer(sync, SyncReplies.error(Errors.UNKNOWN_MEMBER_ID)));
        group.remove(member.id());
        turn.publish(new MemberLeft(group.id(), member.id(), member.clientId(), member.clientHost(), cause, reason, waited(group, member, cause)));
    }

    private static long waited(ClassicGroup group, Member member, LeaveCause cause) {
        return switch (cause) {
            case SESSION_TIMEOUT -> member.sessionTimeoutMs();
            case REBALANCE_TIMEOUT, NOT_REJOINED -> Math.max(member.rebalanceTimeoutMs(), group.rebalanceTimeoutMs());
            default -> 0;
        };
    }

    /** Members are gone: the others must share out their work. */
    void afterLoss(ClassicGroup group, String why, Turn turn) {
        switch (group.state()) {
            case STABLE, COMPLETING_REBALANCE -> prepare(group, why, turn);
            case PREPARING_REBALANCE -> {
                if (group.allJoined()) {
                    completeJoin(group, why, turn);
                }
            }
            default -> {}
        }
    }

    /** A static member is back under a new id. Its last incarnation is fenced off, and whatever that one has parked is answered so. */
    Member replace(ClassicGroup group, Member old, String newId, Turn turn) {
        turn.stopTimer(new TimerKey.Session(group.id(), old.id()));
        answerJoin(old, JoinReplies.fenced(old.id()), turn);
        old.takeSync().ifPresent(sync -> turn.answer(sync, SyncReplies.error(Errors.FENCED_INSTANCE_ID)));
        synced(group, old.id(), turn);
        Member successor = old.reborn(newId);
        group.members().replace(old, successor);
        expectHeartbeat(group, successor, turn);
        turn.publish(new MemberLeft(group.id(), old.id(), old.clientId(), old.clientHost(), LeaveCause.FENCED, "", 0));
        turn.publish(new MemberJoined(group.id(), newId, successor.clientId(), successor.clientHost(), successor.instanceId(), ""));
        return successor;
    }

    void answerJoin(Member member, JoinGroupResponseData reply, Turn turn) {
        member.takeJoin().ifPresent(join -> turn.answer(join, reply));
    }

    /** Members that did not ask for their assignment in time. */
    void dropLateToSync(ClassicGroup group, Turn turn) {
        List<String> late = List.copyOf(group.pendingSyncs());
        late.forEach(id -> group.members().find(id).ifPresent(member -> drop(group, member, LeaveCause.REBALANCE_TIMEOUT, turn)));
        prepare(group, "members did not fetch their assignment within the rebalance timeout: " + String.join(", ", late), turn);
    }
}
