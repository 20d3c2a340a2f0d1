package dev.vitrine.engine.group;

import dev.vitrine.engine.group.Group.OffsetCommitter;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/**
 * Whether a commit to a {@link ConsumerGroup} comes from someone who has the partition. A member may not have heard of its newest epoch yet: a
 * commit of an older one is good for what it has had since then at least (KIP-1251).
 */
record ConsumerCommitCheck(ConsumerGroup group, OffsetCommitter committer) {

    private static final short MEMBER_EPOCHS_SINCE = 9;

    /** What can be said before any partition is looked at. */
    Errors beforePartitions() {
        if (committer.generation() < 0 && group.size() == 0) {
            return Errors.NONE;
        }
        Optional<ConsumerMember> member = group.find(committer.memberId());
        if (member.isEmpty()) {
            return Errors.UNKNOWN_MEMBER_ID;
        }
        if (!member.get().isClassic() && committer.apiVersion() < MEMBER_EPOCHS_SINCE) {
            return Errors.UNSUPPORTED_VERSION;
        }
        return committer.generation() > member.get().epoch() ? stale(member.get()) : Errors.NONE;
    }

    Errors ofPartition(Uuid topic, int partition) {
        Optional<ConsumerMember> member = group.find(committer.memberId());
        if (member.isEmpty() || committer.generation() >= member.get().epoch()) {
            return Errors.NONE;
        }
        Ownership ownership = member.get().ownership();
        OptionalInt assigned = ownership.assigned().epoch(topic, partition);
        OptionalInt since = assigned.isPresent() ? assigned : ownership.revoking().epoch(topic, partition);
        return since.isPresent() && committer.generation() >= since.getAsInt() ? Errors.NONE : stale(member.get());
    }

    /** In the words of the protocol that the member speaks. */
    static Errors stale(ConsumerMember member) {
        return member.isClassic() ? Errors.ILLEGAL_GENERATION : Errors.STALE_MEMBER_EPOCH;
    }
}
