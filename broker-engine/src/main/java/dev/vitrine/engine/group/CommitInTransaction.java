package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Keeps how far a group will have come when the transaction of a producer is committed (KIP-98). Since v3 the group fences members of old
 * generations here, too (KIP-447); before, nobody names a member. It is no sign of life: the member's heartbeats go another way.
 *
 * @param request with topics that exist only, each with its name
 */
record CommitInTransaction(OffsetCommitRequestData request, ReplyTo<OffsetCommitResponseData> reply) implements Operation {

    /** Which request version brings a commit in a transaction does not matter to a group. */
    private static final short ANY_VERSION = Short.MAX_VALUE;

    /** Commits in transactions are kept without the topic's id: their requests know none. */
    private static final Uuid NO_ID = Uuid.ZERO_UUID;

    @Override
    public void apply(GroupShard shard, Turn turn) {
        Errors refusal = shard.group(request.groupId())
                .map(group -> inWordsOfTransactions(CommitOffsets.check(request, group::checkTransactionalCommit, group, ANY_VERSION)))
                .orElse(request.generationIdOrMemberEpoch() < 0 ? Errors.NONE : Errors.ILLEGAL_GENERATION);
        if (refusal != Errors.NONE) {
            turn.answer(reply, CommitOffsets.all(request, refusal));
            return;
        }
        turn.answer(reply, CommitOffsets.each(request, shard.config(), (topic, partition, where) -> turn.write(
                new GroupRecord.Offset(request.groupId(), where,
                        Optional.of(CommitOffsets.offset(request, topic, partition, turn.now()).ofTopic(NO_ID))))));
    }

    /** Transactional producers know nothing of member epochs. */
    private static Errors inWordsOfTransactions(Errors error) {
        return error == Errors.STALE_MEMBER_EPOCH ? Errors.ILLEGAL_GENERATION : error;
    }
}
