package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/**
 * A group of any protocol, as committed offsets and the administrator's requests see it.
 */
sealed interface Group permits ClassicGroup, ConsumerGroup {

    String id();

    /** Kafka's name of the protocol: {@code classic}, {@code consumer}. */
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
        return error == Errors.REBALANCE_IN_PROGRESS ? Errors.NONE : error;
    }

    /** Whether it is welcome for this partition, where nothing was to be said against the committer. */
    default Errors checkCommit(OffsetCommitter committer, Uuid topic, int partition) {
        return Errors.NONE;
    }

    /** Whether someone who asks for offsets is who it should be; who says nothing of a membership always is. */
    default Errors checkFetch(Optional<String> memberId, int memberEpoch) {
        return Errors.NONE;
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
    GroupView view(ViewGroups by, List<CommittedOffset> offsets);

    /** Takes away all that the log holds of it, but its offsets. */
    List<GroupRecord> tombstones();

    /**
     * Who commits.
     *
     * @param memberId   empty where a client does not take part in the group
     * @param generation or member epoch; −1 where a client does not take part in the group
     * @param apiVersion of the request
     */
    record OffsetCommitter(String memberId, Optional<String> instanceId, int generation, short apiVersion) {

        /** Says nothing of a membership: an administrator, or a consumer that assigns its partitions by itself. */
        boolean outsider() {
            return generation < 0 && memberId.isEmpty() && instanceId.isEmpty();
        }
    }
}
