package dev.vitrine.engine.api;

import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.EpochEndOffset;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Tells where a leader epoch ended, so that a consumer or follower finds out where its log parts from the leader's (KIP-101, KIP-320). */
public final class OffsetForLeaderEpoch extends Api<OffsetForLeaderEpochRequestData, OffsetForLeaderEpochResponseData> {

    private final PartitionLookup partitions;

    public OffsetForLeaderEpoch(PartitionLookup partitions) {
        super(ApiKeys.OFFSET_FOR_LEADER_EPOCH, 2, 4);
        this.partitions = partitions;
    }

    @Override
    public CompletionStage<OffsetForLeaderEpochResponseData> answer(RequestContext context, OffsetForLeaderEpochRequestData request) {
        OffsetForLeaderEpochResponseData response = new OffsetForLeaderEpochResponseData();
        request.topics().forEach(topic -> {
            OffsetForLeaderTopicResult result = new OffsetForLeaderTopicResult().setTopic(topic.topic());
            topic.partitions().forEach(partition -> result.partitions().add(end(topic.topic(), partition)));
            response.topics().add(result);
        });
        return now(response);
    }

    private EpochEndOffset end(String topic, OffsetForLeaderPartition asked) {
        EpochEndOffset answer = new EpochEndOffset().setPartition(asked.partition());
        TopicPartition name = new TopicPartition(topic, asked.partition());
        Errors error = LeaderEpochs.check(partitions, name, asked.currentLeaderEpoch());
        Optional<Partition> partition = partitions.find(name);
        if (error != Errors.NONE || partition.isEmpty()) {
            return answer.setErrorCode((error == Errors.NONE ? Errors.NOT_LEADER_OR_FOLLOWER : error).code());
        }
        Optional<Log.EpochEnd> end = partition.get().log().endOfEpoch(asked.leaderEpoch());
        end.ifPresent(found -> answer.setLeaderEpoch(found.epoch()).setEndOffset(found.endOffset()));
        return answer;
    }
}
