package dev.vitrine.engine.group;

import dev.vitrine.engine.group.ConsumerGroupRecord.GroupEpoch;
import dev.vitrine.engine.group.assign.MetadataHash;
import dev.vitrine.engine.group.assign.Subscriptions;
import dev.vitrine.engine.observe.Event.GroupStateChanged;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.Event.MemberLeft;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a shard does to its {@link ConsumerGroup}s beside heartbeats: members that go or are fenced, the clocks that watch them. */
final class ConsumerGroups {

    private final GroupShard shard;
    private final Set<TimerKey.ClassicJoin> awaitedJoins = new HashSet<>();

    ConsumerGroups(GroupShard shard) {
        this.shard = shard;
    }

    /** Starts the member's session anew. */
    void expectHeartbeat(String group, ConsumerMember member, Turn turn) {
        expectHeartbeat(group, member.id(), sessionTimeoutMs(group, member), turn);
    }

    private int sessionTimeoutMs(String group, ConsumerMember member) {
        return member.classic().map(MemberSubscription.ClassicSide::sessionTimeoutMs).orElseGet(() -> shard.settings(group).sessionTimeoutMs());
    }

    void expectHeartbeat(String group, String member, int withinMs, Turn turn) {
        turn.startTimer(new TimerKey.Session(group, member), withinMs, fence(group, member, LeaveCause.SESSION_TIMEOUT,
                "member " + member + " was not heard of within its session timeout"));
    }

    /** A member that must give something up has its rebalance timeout for it. */
    void watchRevocation(String group, ConsumerMember member, Turn turn) {
        TimerKey key = new TimerKey.Revocation(group, member.id());
        if (member.ownership().state() != MemberState.UNREVOKED_PARTITIONS) {
            turn.stopTimer(key);
            return;
        }
        int epoch = member.epoch();
        Operation fence = fence(group, member.id(), LeaveCause.REBALANCE_TIMEOUT,
                "member " + member.id() + " did not give up its partitions within its rebalance timeout");
        turn.startTimer(key, member.subscription().rebalanceTimeoutMs(), (later, then) -> {
            if (later.consumer(group).flatMap(g -> g.find(member.id())).filter(m -> m.epoch() == epoch).isPresent()) {
                fence.apply(later, then);
            }
        });
    }

    /** A classic member has been told to join again; the clock runs from the first time it was. */
    void expectJoin(String group, ConsumerMember member, Turn turn) {
        TimerKey.ClassicJoin key = new TimerKey.ClassicJoin(group, member.id());
        if (awaitedJoins.add(key)) {
            Operation fence = fence(group, member.id(), LeaveCause.NOT_REJOINED,
                    "classic member " + member.id() + " did not join again within its rebalance timeout");
            turn.startTimer(key, member.subscription().rebalanceTimeoutMs(), (later, then) -> {
                later.consumers().awaitedJoins.remove(key);
                fence.apply(later, then);
            });
        }
    }

    void joined(String group, String member, Turn turn) {
        TimerKey.ClassicJoin key = new TimerKey.ClassicJoin(group, member);
        if (awaitedJoins.remove(key)) {
            turn.stopTimer(key);
        }
    }

    void expectSync(String group, String member, int withinMs, Turn turn) {
        turn.startTimer(new TimerKey.ClassicSync(group, member), withinMs, fence(group, member, LeaveCause.REBALANCE_TIMEOUT,
                "classic member " + member + " did not fetch its assignment within its rebalance timeout"));
    }

    void synced(String group, String member, Turn turn) {
        turn.stopTimer(new TimerKey.ClassicSync(group, member));
    }

    private static Operation fence(String groupId, String memberId, LeaveCause cause, String why) {
        return (shard, turn) -> shard.consumer(groupId).ifPresent(group -> group.find(memberId)
                .ifPresent(member -> shard.consumers().remove(group, Set.of(member), cause, why, turn)));
    }

    /** Members are out. Where only classic ones are left, the group becomes classic again; else there is a new epoch for the others. */
    void remove(ConsumerGroup group, Set<ConsumerMember> going, LeaveCause cause, String why, Turn turn) {
        if (going.isEmpty()) {
            return;
        }
        for (ConsumerMember member : going) {
            turn.publish(new MemberLeft(group.id(), member.id(), member.subscription().clientId(), member.subscription().clientHost(), cause, "",
                    waited(group.id(), member, cause)));
        }
        if (shard.migration().downgrade(group, going, why, turn)) {
            return;
        }
        shard.topicsSeen().memberGoes(group, shard.image());
        going.forEach(member -> erase(group.id(), member.id(), turn));
        dropRegexes(group, going, turn);
        ConsumerGroup rest = group.with(turn.written());
        Subscriptions asked = rest.subscriptions();
        long hash = MetadataHash.of(asked.topics(), shard.image());
        turn.write(new ConsumerGroupRecord.Epoch(group.id(), Optional.of(new GroupEpoch(group.epoch() + 1, hash))));
        going.forEach(member -> stopClocks(group.id(), member.id(), turn));
        tellState(group, why, turn);
    }

    private long waited(String group, ConsumerMember member, LeaveCause cause) {
        return switch (cause) {
            case SESSION_TIMEOUT -> sessionTimeoutMs(group, member);
            case REBALANCE_TIMEOUT, NOT_REJOINED -> member.subscription().rebalanceTimeoutMs();
            default -> 0;
        };
    }

    /** A member's records go in the order in which its parts rest upon each other. */
    void erase(String group, String member, Turn turn) {
        turn.write(new ConsumerGroupRecord.Current(group, member, Optional.empty()));
        turn.write(new ConsumerGroupRecord.Target(group, member, Optional.empty()));
        turn.write(new ConsumerGroupRecord.Member(group, member, Optional.empty()));
    }

    /** The next incarnation of a static member: its former self's partitions, in an epoch that it must hear of first. */
    ConsumerMember replace(ConsumerGroup group, ConsumerMember former, String nextId, Turn turn) {
        ConsumerMember next = new ConsumerMember(nextId, former.subscription(), former.ownership().reborn());
        erase(group.id(), former.id(), turn);
        turn.write(new ConsumerGroupRecord.Member(group.id(), nextId, Optional.of(next.subscription())));
        turn.write(new ConsumerGroupRecord.Target(group.id(), nextId, Optional.of(group.target(former.id()))));
        turn.write(new ConsumerGroupRecord.Current(group.id(), nextId, Optional.of(next.ownership())));
        return next;
    }

    private static void dropRegexes(ConsumerGroup group, Set<ConsumerMember> going, Turn turn) {
        going.stream().map(member -> member.subscription().regex()).filter(regex -> !regex.isEmpty()).distinct()
                .filter(regex -> group.subscribers(regex) == going.stream().filter(m -> m.subscription().regex().equals(regex)).count())
                .forEach(regex -> turn.write(new ConsumerGroupRecord.Regex(group.id(), regex, Optional.empty())));
    }

    void stopClocks(String group, String member, Turn turn) {
        turn.stopTimer(new TimerKey.Session(group, member));
        turn.stopTimer(new TimerKey.Revocation(group, member));
        synced(group, member, turn);
        joined(group, member, turn);
    }

    /** Tells observers where what is about to be written moves the group on. */
    void tellState(ConsumerGroup group, String why, Turn turn) {
        List<GroupRecord> written = turn.written();
        if (!written.isEmpty()) {
            ConsumerGroup next = group.with(written);
            if (next.state() != group.state()) {
                turn.publish(new GroupStateChanged(group.id(), group.state(), next.state(), next.epoch(), why));
            }
        }
    }

    /** After the log was read: the members that were there must be heard from again. */
    void resume(ConsumerGroup group, Turn turn) {
        for (ConsumerMember member : group.members()) {
            expectHeartbeat(group.id(), member.id(), shard.settings(group.id()).sessionTimeoutMs(), turn);
            if (member.ownership().state() == MemberState.UNREVOKED_PARTITIONS) {
                watchRevocation(group.id(), member, turn);
            }
        }
    }
}
