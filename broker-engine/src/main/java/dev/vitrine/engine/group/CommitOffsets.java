package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.group.Group.OffsetCommitter;
import dev.vitrine.engine.observe.GroupState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponsePartition;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponseTopic;
import org.apache.kafka.common.protocol.Errors;

/**
 * Keeps how far a group has come. v2–4: a retention of its own; v6: leader epoch; v7: static members; v9 (KIP-848): an unknown group has an
 * error of its own; v10: topics by id.
 *
 * @param request with topics that exist only, each with its name
 */
record CommitOffsets(OffsetCommitRequestData request, Caller caller, ReplyTo<OffsetCommitResponseData> reply) implements Operation {

    private static final short GROUP_ID_NOT_FOUND_SINCE = 9;
    private static final long NO_RETENTION = -1;

    @Override
    public void apply(GroupShard shard, Turn turn) {
        Optional<Group> group = shard.group(request.groupId());
        Errors refusal = group.map(known -> check(request, known::checkCommit, known, caller.apiVersion())).orElseGet(this::checkWithoutGroup);
        if (refusal != Errors.NONE) {
            turn.answer(reply, all(request, refusal));
            return;
        }
        group.ifPresent(known -> keepSession(shard, known, turn));
        Map<TopicPartition, Long> committed = new HashMap<>();
        OffsetCommitResponseData response = each(request, shard.config(), (topic, partition, where) -> {
            turn.write(new GroupRecord.Offset(request.groupId(), where, Optional.of(offset(request, topic, partition, turn.now()))));
            committed.put(where, partition.committedOffset());
        });
        if (!committed.isEmpty()) {
            shard.news().committed(request.groupId(), request.memberId(), caller.clientId(), committed, turn);
        }
        turn.answer(reply, response);
    }

    /** Takes one offset that may be committed. */
    interface Taker {
        void take(OffsetCommitRequestTopic topic, OffsetCommitRequestPartition partition, TopicPartition where);
    }

    /** Hands on what may be committed, one by one. @return the answer */
    static OffsetCommitResponseData each(OffsetCommitRequestData request, GroupConfig config, Taker taker) {
        OffsetCommitResponseData response = new OffsetCommitResponseData();
        for (OffsetCommitRequestTopic topic : request.topics()) {
            OffsetCommitResponseTopic result = new OffsetCommitResponseTopic().setName(topic.name()).setTopicId(topic.topicId());
            for (OffsetCommitRequestPartition partition : topic.partitions()) {
                Errors error = check(partition, config);
                result.partitions().add(answer(partition, error));
                if (error == Errors.NONE) {
                    taker.take(topic, partition, new TopicPartition(topic.name(), partition.partitionIndex()));
                }
            }
            response.topics().add(result);
        }
        return response;
    }

    /** One partition that the committer does not have spoils the whole commit. */
    static Errors check(OffsetCommitRequestData request, Function<OffsetCommitter, Errors> check, Group group, short version) {
        OffsetCommitter committer = new OffsetCommitter(
                request.memberId(), Optional.ofNullable(request.groupInstanceId()), request.generationIdOrMemberEpoch(), version);
        Errors welcome = check.apply(committer);
        for (OffsetCommitRequestTopic topic : request.topics()) {
            for (OffsetCommitRequestPartition partition : topic.partitions()) {
                welcome = welcome != Errors.NONE ? welcome : group.checkCommit(committer, topic.topicId(), partition.partitionIndex());
            }
        }
        return welcome;
    }

    /** Who claims no membership may commit to a group that does not exist: it does from then on. */
    private Errors checkWithoutGroup() {
        if (request.generationIdOrMemberEpoch() < 0) {
            return Errors.NONE;
        }
        return caller.apiVersion() >= GROUP_ID_NOT_FOUND_SINCE ? Errors.GROUP_ID_NOT_FOUND : Errors.ILLEGAL_GENERATION;
    }

    /** In the classic protocol a commit is a sign of life. */
    private void keepSession(GroupShard shard, Group group, Turn turn) {
        if (group instanceof ClassicGroup classic
                && (classic.state() == GroupState.STABLE || classic.state() == GroupState.PREPARING_REBALANCE)) {
            classic.members().find(request.memberId()).ifPresent(member -> shard.rebalance().expectHeartbeat(classic, member, turn));
        }
    }

    private static Errors check(OffsetCommitRequestPartition partition, GroupConfig config) {
        String metadata = partition.committedMetadata();
        boolean tooLarge = metadata != null && metadata.length() > config.offsetMetadataMaxBytes();
        return tooLarge ? Errors.OFFSET_METADATA_TOO_LARGE : Errors.NONE;
    }

    static OffsetAndMetadata offset(
            OffsetCommitRequestData request, OffsetCommitRequestTopic topic, OffsetCommitRequestPartition partition, long now) {
        OptionalLong expiry =
                request.retentionTimeMs() == NO_RETENTION ? OptionalLong.empty() : OptionalLong.of(now + request.retentionTimeMs());
        return OffsetAndMetadata.at(
                        partition.committedOffset(), partition.committedLeaderEpoch(), partition.committedMetadata(), now)
                .expiringAt(expiry)
                .ofTopic(topic.topicId());
    }

    /** The same error for all that was asked. */
    static OffsetCommitResponseData all(OffsetCommitRequestData request, Errors error) {
        OffsetCommitResponseData response = new OffsetCommitResponseData();
        for (OffsetCommitRequestTopic topic : request.topics()) {
            response.topics().add(all(topic, error));
        }
        return response;
    }

    static OffsetCommitResponseTopic all(OffsetCommitRequestTopic topic, Errors error) {
        return new OffsetCommitResponseTopic()
                .setName(topic.name())
                .setTopicId(topic.topicId())
                .setPartitions(topic.partitions().stream().map(partition -> answer(partition, error)).toList());
    }

    private static OffsetCommitResponsePartition answer(OffsetCommitRequestPartition partition, Errors error) {
        return new OffsetCommitResponsePartition().setPartitionIndex(partition.partitionIndex()).setErrorCode(error.code());
    }
}
