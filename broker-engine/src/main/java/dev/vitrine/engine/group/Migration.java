package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.Event.GroupProtocolChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;

/**
 * Takes groups from one protocol to the other, with their members, while these work on: so that the consumers of an application can be restarted
 * one by one with {@code group.protocol=consumer}, or back.
 *
 * <pre>
 *              the first member of the consumer protocol joins
 *   classic ──────────────────────────────────────────────────► consumer, serving its classic members in their own protocol
 *           ◄──────────────────────────────────────────────────
 *              the last member of the consumer protocol goes, or its static place is taken by a classic one
 * </pre>
 *
 * Groups without members change over freely; {@code group.consumer.migration.policy} is about those that have some.
 */
final class Migration {

    /** {@code group.consumer.migration.policy}. */
    public enum Policy {
        BIDIRECTIONAL(true, true), UPGRADE(true, false), DOWNGRADE(false, true), DISABLED(false, false);

        private final boolean up;
        private final boolean down;

        Policy(boolean up, boolean down) {
            this.up = up;
            this.down = down;
        }
    }

    private final GroupShard shard;

    Migration(GroupShard shard) {
        this.shard = shard;
    }

    private Policy policy() {
        return shard.config().consumers().migration();
    }

    /** Whether classic clients may come into a consumer group that has members. */
    boolean takesClassicMembers() {
        return policy() != Policy.DISABLED;
    }

    /** A member of the consumer protocol wants to join a classic group. */
    Admission.Result upgrade(ClassicGroup classic, Turn turn) {
        if (classic.isEmpty()) {
            classic.tombstones().forEach(turn::write);
            turn.publish(new GroupProtocolChanged(classic.id(), "classic", "consumer", "it has no members, and one of the consumer protocol joins"));
            return new Admission.Result.Admitted(new ConsumerGroup(classic.id()));
        }
        Optional<String> obstacle = obstacle(classic);
        if (obstacle.isPresent()) {
            return Admission.notFound("Cannot upgrade classic group " + classic.id() + " to consumer group because " + obstacle.get() + ".");
        }
        return new ClassicMembers(classic, shard.image()).records()
                .<Admission.Result>map(records -> upgrade(classic, records, turn))
                .orElseGet(() -> Admission.notFound("Cannot upgrade classic group " + classic.id()
                        + " to consumer group because the embedded consumer protocol is malformed."));
    }

    private Optional<String> obstacle(ClassicGroup classic) {
        if (!policy().up) {
            return Optional.of("online upgrade is disabled");
        }
        if (!classic.isConsumers()) {
            return Optional.of("the group does not use the consumer embedded protocol");
        }
        if (classic.members().size() > shard.config().consumers().maxSize()) {
            return Optional.of("the group size exceeds the consumer group maximum size");
        }
        return ClassicMembers.usesOwnAssignor(classic)
                ? Optional.of("an unsupported custom assignor is in use. Please refer to the documentation or switch to a default assignor "
                        + "before re-attempting the upgrade")
                : Optional.empty();
    }

    private Admission.Result upgrade(ClassicGroup classic, List<GroupRecord> records, Turn turn) {
        for (Member member : classic.members().all()) {
            shard.rebalance().answerJoin(member, JoinReplies.error(member.id(), Errors.REBALANCE_IN_PROGRESS), turn);
            member.takeSync().ifPresent(sync -> turn.answer(sync, SyncReplies.error(Errors.REBALANCE_IN_PROGRESS)));
            shard.consumers().expectHeartbeat(classic.id(), member.id(), member.sessionTimeoutMs(), turn);
        }
        turn.stopTimer(new TimerKey.Join(classic.id()));
        turn.stopTimer(new TimerKey.Sync(classic.id()));
        classic.tombstones().forEach(turn::write);
        records.forEach(turn::write);
        turn.publish(new GroupProtocolChanged(classic.id(), "classic", "consumer", "a member of the consumer protocol joins"));
        return new Admission.Result.Admitted(new ConsumerGroup(classic.id()).with(records));
    }

    /** Members go: where only classic ones are left, the group becomes classic. @return whether it did */
    boolean downgrade(ConsumerGroup group, Set<ConsumerMember> going, String why, Turn turn) {
        List<ConsumerMember> staying = new ArrayList<>(group.members());
        staying.removeAll(going);
        if (staying.isEmpty() || !mayDowngrade(staying, staying.size())) {
            return false;
        }
        group.tombstones().forEach(turn::write);
        ClassicGroup classic = become(group, staying, turn);
        going.forEach(member -> shard.consumers().stopClocks(group.id(), member.id(), turn));
        shard.rebalance().prepare(classic, why, turn);
        return true;
    }

    /** Whether all that stay are classic, and a classic group may have that many members. */
    boolean mayDowngrade(List<ConsumerMember> staying, int size) {
        return policy().down && staying.stream().allMatch(ConsumerMember::isClassic) && size <= shard.config().maxSize();
    }

    /** Makes the classic group of what is a consumer group until now; the records that end that one have been written. */
    ClassicGroup become(ConsumerGroup group, List<ConsumerMember> members, Turn turn) {
        ClassicGroup classic = ClassicMembers.classicGroup(group, members, shard.image(), turn.now());
        shard.adopt(classic);
        turn.write(classic.record(Member::assignment));
        for (Member member : classic.members().all()) {
            shard.consumers().stopClocks(group.id(), member.id(), turn);
            shard.rebalance().expectHeartbeat(classic, member, turn);
        }
        turn.publish(new GroupProtocolChanged(group.id(), "consumer", "classic", "only classic members are left"));
        return classic;
    }
}
