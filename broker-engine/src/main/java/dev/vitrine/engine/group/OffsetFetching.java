package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartition;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopic;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * The shapes that OffsetFetch has had: v1 can tell errors by partition only; v2 at the top, and null asks for all topics; v8 (KIP-709) asks
 * for many groups; v10 names topics by id. Inside there is one shape, that of v10 with names.
 */
final class OffsetFetching {

    private static final short ERROR_AT_TOP_SINCE = 2;
    private static final short MANY_GROUPS_SINCE = 8;
    private static final long NOTHING = -1L;

    private final Shards<GroupShard, GroupRecord> shards;
    private final TopicNames topics;

    OffsetFetching(Shards<GroupShard, GroupRecord> shards, TopicNames topics) {
        this.shards = shards;
        this.topics = topics;
    }

    CompletionStage<OffsetFetchResponseData> fetch(Caller caller, OffsetFetchRequestData request) {
        short version = caller.apiVersion();
        if (version < MANY_GROUPS_SINCE) {
            return fetch(asGroup(request), request.requireStable(), version).thenApply(OffsetFetching::flat);
        }
        List<CompletionStage<OffsetFetchResponseGroup>> groups = request.groups().stream().map(group -> fetch(group, request.requireStable(), version)).toList();
        return Shards.all(groups).thenApply(answers -> new OffsetFetchResponseData().setGroups(answers));
    }

    private CompletionStage<OffsetFetchResponseGroup> fetch(OffsetFetchRequestGroup group, boolean stable, short version) {
        boolean byId = version >= OffsetRequests.TOPICS_BY_ID_SINCE;
        List<OffsetFetchResponseTopics> unknown = new ArrayList<>();
        OffsetFetchRequestGroup asked = byId && group.topics() != null ? resolve(group, unknown) : group;
        CompletionStage<OffsetFetchResponseGroup> answer = shards.read(
                shards.partitionFor(group.groupId()),
                shard -> new FetchOffsets(asked, stable).from(shard),
                error -> refuse(asked, error, version));
        return answer.thenApply(fetched -> byId ? withIds(fetched, unknown) : fetched);
    }

    private OffsetFetchRequestGroup resolve(OffsetFetchRequestGroup group, List<OffsetFetchResponseTopics> unknown) {
        List<OffsetFetchRequestTopics> known = new ArrayList<>();
        for (OffsetFetchRequestTopics topic : group.topics()) {
            Optional<String> name = topics.name(topic.topicId());
            name.ifPresentOrElse(n -> known.add(topic.duplicate().setName(n)), () -> unknown.add(refuse(topic, Errors.UNKNOWN_TOPIC_ID)));
        }
        return group.duplicate().setTopics(known);
    }

    /** Where all topics were asked for, those that don't exist any more have no id to be named by. */
    private OffsetFetchResponseGroup withIds(OffsetFetchResponseGroup group, List<OffsetFetchResponseTopics> unknown) {
        if (group.errorCode() != Errors.NONE.code()) {
            return group;
        }
        List<OffsetFetchResponseTopics> known = new ArrayList<>(unknown);
        for (OffsetFetchResponseTopics topic : group.topics()) {
            Optional<Uuid> id = topic.topicId().equals(Uuid.ZERO_UUID) ? topics.id(topic.name()) : Optional.of(topic.topicId());
            id.ifPresent(found -> known.add(topic.setTopicId(found)));
        }
        return group.setTopics(known);
    }

    private static OffsetFetchResponseGroup refuse(OffsetFetchRequestGroup group, Errors error, short version) {
        // Clients before 3.9 know of no retry for COORDINATOR_NOT_AVAILABLE here; for this one they do.
        Errors told = error == Errors.COORDINATOR_NOT_AVAILABLE ? Errors.NOT_COORDINATOR : error;
        OffsetFetchResponseGroup refused = new OffsetFetchResponseGroup().setGroupId(group.groupId());
        return version >= ERROR_AT_TOP_SINCE
                ? refused.setErrorCode(told.code())
                : refused.setTopics(group.topics().stream().map(topic -> refuse(topic, told)).toList());
    }

    private static OffsetFetchResponseTopics refuse(OffsetFetchRequestTopics topic, Errors error) {
        return new OffsetFetchResponseTopics()
                .setName(topic.name())
                .setTopicId(topic.topicId())
                .setPartitions(topic.partitionIndexes().stream()
                        .map(partition -> new OffsetFetchResponsePartitions()
                                .setPartitionIndex(partition)
                                .setErrorCode(error.code())
                                .setCommittedOffset(NOTHING)
                                .setMetadata(""))
                        .toList());
    }

    private static OffsetFetchRequestGroup asGroup(OffsetFetchRequestData request) {
        return new OffsetFetchRequestGroup()
                .setGroupId(request.groupId())
                .setTopics(request.topics() == null ? null : request.topics().stream()
                        .map(topic -> new OffsetFetchRequestTopics().setName(topic.name()).setPartitionIndexes(topic.partitionIndexes()))
                        .toList());
    }

    private static OffsetFetchResponseData flat(OffsetFetchResponseGroup group) {
        return new OffsetFetchResponseData()
                .setErrorCode(group.errorCode())
                .setTopics(group.topics().stream()
                        .map(topic -> new OffsetFetchResponseTopic()
                                .setName(topic.name())
                                .setPartitions(topic.partitions().stream().map(OffsetFetching::flat).toList()))
                        .toList());
    }

    private static OffsetFetchResponsePartition flat(OffsetFetchResponsePartitions partition) {
        return new OffsetFetchResponsePartition()
                .setPartitionIndex(partition.partitionIndex())
                .setErrorCode(partition.errorCode())
                .setCommittedOffset(partition.committedOffset())
                .setCommittedLeaderEpoch(partition.committedLeaderEpoch())
                .setMetadata(partition.metadata());
    }
}
