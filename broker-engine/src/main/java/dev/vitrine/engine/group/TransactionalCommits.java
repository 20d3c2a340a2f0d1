package dev.vitrine.engine.group;

import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData.TxnOffsetCommitResponsePartition;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData.TxnOffsetCommitResponseTopic;
import org.apache.kafka.common.protocol.Errors;

/** TxnOffsetCommit says what OffsetCommit says, in messages of its own. */
final class TransactionalCommits {

    private static final short KNOWS_LOADING_SINCE = 2;

    private TransactionalCommits() {}

    static OffsetCommitRequestData request(TxnOffsetCommitRequestData request) {
        return new OffsetCommitRequestData()
                .setGroupId(request.groupId())
                .setGenerationIdOrMemberEpoch(request.generationId())
                .setMemberId(request.memberId())
                .setGroupInstanceId(request.groupInstanceId())
                .setTopics(request.topics().stream().map(TransactionalCommits::topic).toList());
    }

    private static OffsetCommitRequestTopic topic(TxnOffsetCommitRequestTopic topic) {
        return new OffsetCommitRequestTopic().setName(topic.name()).setPartitions(topic.partitions().stream()
                .map(partition -> new OffsetCommitRequestPartition()
                        .setPartitionIndex(partition.partitionIndex())
                        .setCommittedOffset(partition.committedOffset())
                        .setCommittedLeaderEpoch(partition.committedLeaderEpoch())
                        .setCommittedMetadata(partition.committedMetadata()))
                .toList());
    }

    /** Before v2, clients took a coordinator that is loading for a reason to give up (KAFKA-7296). */
    static TxnOffsetCommitResponseData response(OffsetCommitResponseData committed, short version) {
        TxnOffsetCommitResponseData response = new TxnOffsetCommitResponseData();
        committed.topics().forEach(topic -> response.topics().add(new TxnOffsetCommitResponseTopic()
                .setName(topic.name())
                .setPartitions(topic.partitions().stream()
                        .map(partition -> new TxnOffsetCommitResponsePartition()
                                .setPartitionIndex(partition.partitionIndex())
                                .setErrorCode(told(Errors.forCode(partition.errorCode()), version).code()))
                        .toList())));
        return response;
    }

    private static Errors told(Errors error, short version) {
        return error == Errors.COORDINATOR_LOAD_IN_PROGRESS && version < KNOWS_LOADING_SINCE ? Errors.COORDINATOR_NOT_AVAILABLE : error;
    }
}
