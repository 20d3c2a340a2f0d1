package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.protocol.Errors;

/**
 * A group of any protocol, as committed offsets and the administrator's requests see it. KIP-848 consumer groups, share groups and streams
 * groups will stand beside {@link ClassicGroup}.
 */
sealed interface Group permits ClassicGroup {

    String id();

    /** Kafka's name of the protocol: {@code classic}. */
    String type();

    GroupState state();

    /** {@code consumer}, {@code connect}, …; empty for a group that only commits offsets. */
    Optional<String> protocolType();

    /** Whether this commit is welcome; {@link Errors#NONE} where it is. */
    Errors checkCommit(OffsetCommitter committer);

    /**
     * Whether this commit as part of a transaction is welcome. Clients before KIP-447 name no member here; and a rebalance is no obstacle, since
     * the generation has been checked.
     */
    default Errors checkTransactionalCommit(OffsetCommitter committer) {
        Errors error = committer.outsider() ? Errors.NONE : checkCommit(committer);
        return switch (error) {
            case REBALANCE_IN_PROGRESS -> Errors.NONE;
            case STALE_MEMBER_EPOCH -> Errors.ILLEGAL_GENERATION;
            default -> error;
        };
    }

    /** Whether its offsets may be deleted one by one. */
    Errors checkOffsetDelete();

    /** Whether it may be deleted as a whole. */
    Errors checkDelete();

    /** Whether someone in it reads this topic now. */
    boolean subscribesTo(String topic);

    /** From when on the retention of an offset counts; empty where offsets of this group don't expire as it is now. */
    Optional<ToLongFunction<OffsetAndMetadata>> retentionStart();

    /** For observers. The lag in {@code offsets} is filled in by those who know it. */
    GroupView view(int broker, List<CommittedOffset> offsets);

    /**
     * Who commits.
     *
     * @param memberId   empty where a client does not take part in the group
     * @param generation −1 where a client does not take part in the group
     */
    record OffsetCommitter(String memberId, Optional<String> instanceId, int generation) {

        /** Says nothing of a membership: an administrator, or a consumer that assigns its partitions by itself. */
        boolean outsider() {
            return generation < 0 && memberId.isEmpty() && instanceId.isEmpty();
        }
    }
}
