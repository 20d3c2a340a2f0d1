package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.Shards;
import dev.vitrine.engine.coordinator.TransactionalProducer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopicCollection;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponsePartition;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponseTopic;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponseTopicCollection;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.protocol.Errors;

/** Requests about committed offsets: sorts out topics that don't exist, before a shard sees the others. */
final class OffsetRequests {

    static final short TOPICS_BY_ID_SINCE = 10;

    private final Shards<GroupShard, GroupRecord> shards;
    private final TopicNames topics;
    private final OffsetFetching fetching;

    OffsetRequests(Shards<GroupShard, GroupRecord> shards, TopicNames topics) {
        this.shards = shards;
        this.topics = topics;
        this.fetching = new OffsetFetching(shards, topics);
    }

    CompletionStage<OffsetFetchResponseData> fetch(Caller caller, OffsetFetchRequestData request) {
        return fetching.fetch(caller, request);
    }

    CompletionStage<OffsetCommitResponseData> commit(Caller caller, OffsetCommitRequestData request) {
        CommitScreening screening = new CommitScreening(topics, caller.apiVersion() >= TOPICS_BY_ID_SINCE);
        request.topics().forEach(screening::screen);
        if (screening.known().isEmpty()) {
            return CompletableFuture.completedStage(screening.refused());
        }
        OffsetCommitRequestData rest = request.duplicate().setTopics(screening.known());
        CompletionStage<OffsetCommitResponseData> answer = shards.write(
                request.groupId(), reply -> new CommitOffsets(rest, caller, reply), error -> CommitOffsets.all(rest, error));
        return answer.thenApply(screening::complete);
    }

    /** @param admission asks the transaction's coordinator; called where there is something to commit */
    CompletionStage<TxnOffsetCommitResponseData> commitInTransaction(
            Caller caller, TxnOffsetCommitRequestData request, Supplier<CompletionStage<GroupCoordinator.Admission>> admission) {
        OffsetCommitRequestData asked = TransactionalCommits.request(request);
        CommitScreening screening = new CommitScreening(topics, false);
        asked.topics().forEach(screening::screen);
        if (screening.known().isEmpty()) {
            return CompletableFuture.completedStage(TransactionalCommits.response(screening.refused(), caller.apiVersion()));
        }
        OffsetCommitRequestData rest = asked.duplicate().setTopics(screening.known());
        CompletionStage<OffsetCommitResponseData> answer = request.groupId().isEmpty()
                ? CompletableFuture.completedStage(CommitOffsets.all(rest, Errors.INVALID_GROUP_ID))
                : admission.get().thenCompose(admitted -> admitted.error() != Errors.NONE
                        ? CompletableFuture.completedStage(CommitOffsets.all(rest, admitted.error()))
                        : commitInTransaction(rest, new TransactionalProducer(request.producerId(), request.producerEpoch(), admitted.guard())));
        return answer.thenApply(screening::complete).thenApply(response -> TransactionalCommits.response(response, caller.apiVersion()));
    }

    private CompletionStage<OffsetCommitResponseData> commitInTransaction(OffsetCommitRequestData request, TransactionalProducer producer) {
        return shards.writeInTransaction(request.groupId(), producer,
                reply -> new CommitInTransaction(request, reply), error -> CommitOffsets.all(request, error));
    }

    CompletionStage<OffsetDeleteResponseData> delete(OffsetDeleteRequestData request) {
        OffsetDeleteResponseTopicCollection answers = new OffsetDeleteResponseTopicCollection();
        OffsetDeleteRequestTopicCollection known = new OffsetDeleteRequestTopicCollection();
        for (OffsetDeleteRequestTopic topic : request.topics()) {
            Map<Boolean, List<OffsetDeleteRequestPartition>> there = topic.partitions().stream()
                    .collect(Collectors.partitioningBy(partition -> topics.hasPartition(topic.name(), partition.partitionIndex())));
            if (!there.get(true).isEmpty()) {
                known.add(new OffsetDeleteRequestTopic().setName(topic.name()).setPartitions(there.get(true)));
            }
            if (!there.get(false).isEmpty()) {
                answers.add(unknown(topic.name(), there.get(false)));
            }
        }
        OffsetDeleteRequestData rest = new OffsetDeleteRequestData().setGroupId(request.groupId()).setTopics(known);
        CompletionStage<OffsetDeleteResponseData> answer = shards.write(
                request.groupId(),
                reply -> new DeleteOffsets(rest, reply),
                error -> new OffsetDeleteResponseData().setErrorCode(error.code()));
        return answer.thenApply(deleted -> {
            if (deleted.errorCode() == Errors.NONE.code()) {
                deleted.topics().forEach(topic -> add(answers, topic));
                deleted.setTopics(answers);
            }
            return deleted;
        });
    }

    private static void add(OffsetDeleteResponseTopicCollection answers, OffsetDeleteResponseTopic topic) {
        OffsetDeleteResponseTopic begun = answers.find(topic.name());
        if (begun == null) {
            answers.add(topic.duplicate());
        } else {
            topic.partitions().forEach(partition -> begun.partitions().add(partition.duplicate()));
        }
    }

    private static OffsetDeleteResponseTopic unknown(String name, List<OffsetDeleteRequestPartition> missing) {
        OffsetDeleteResponseTopic result = new OffsetDeleteResponseTopic().setName(name);
        missing.forEach(partition -> result.partitions().add(new OffsetDeleteResponsePartition()
                .setPartitionIndex(partition.partitionIndex())
                .setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code())));
        return result;
    }
}
