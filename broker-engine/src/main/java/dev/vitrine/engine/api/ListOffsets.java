package dev.vitrine.engine.api;

import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.Log.TimestampedOffset;
import dev.vitrine.engine.replica.Isolation;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Finds offsets by time: the first record at or after a timestamp, or one of the special places: −1 the end, −2 the start, −3 the record with
 * the largest timestamp (v7), −4 the start on local disk (v8), −5 the end of tiered storage (v9), −6 what tiered storage still has to take
 * (v11). There is no tiered storage: −4 is the start, −5 and −6 are unknown.
 */
public final class ListOffsets extends Api<ListOffsetsRequestData, ListOffsetsResponseData> {

    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long MAX_TIMESTAMP = -3;
    private static final long EARLIEST_LOCAL = -4;
    private static final long LATEST_TIERED = -5;
    private static final long EARLIEST_PENDING_UPLOAD = -6;
    private static final int FROM_CONSUMER = -1;
    private static final short LEADER_EPOCHS = 4;
    private static final short OFFSET_NOT_AVAILABLE = 5;

    private final PartitionLookup partitions;
    private final Executor pool;

    /** @param pool searches by timestamp read the disk there */
    public ListOffsets(PartitionLookup partitions, Executor pool) {
        super(ApiKeys.LIST_OFFSETS, 1, 11);
        this.partitions = partitions;
        this.pool = pool;
    }

    @Override
    public CompletionStage<ListOffsetsResponseData> answer(RequestContext context, ListOffsetsRequestData request) {
        return CompletableFuture.supplyAsync(() -> search(context.version(), request), pool);
    }

    /** Answers another broker of this process. */
    public CompletionStage<ListOffsetsResponseData> ofFollower(short version, ListOffsetsRequestData request) {
        return CompletableFuture.supplyAsync(() -> search(version, request), pool);
    }

    private ListOffsetsResponseData search(short version, ListOffsetsRequestData request) {
        if (!Isolation.exists(request.isolationLevel())) {
            return failed(request);
        }
        Map<String, ListOffsetsTopicResponse> topics = new LinkedHashMap<>();
        Isolation isolation = Isolation.of(request.isolationLevel());
        namings(request).forEach((name, namings) -> {
            ListOffsetsPartition asked = namings.getFirst();
            ListOffsetsPartitionResponse answer = namings.size() > 1
                    ? refused(asked, Errors.INVALID_REQUEST)
                    : find(version, name, asked, request.replicaId() == FROM_CONSUMER ? Optional.of(isolation) : Optional.empty());
            topics.computeIfAbsent(name.topic(), key -> new ListOffsetsTopicResponse().setName(key)).partitions().add(answer);
        });
        return new ListOffsetsResponseData().setTopics(List.copyOf(topics.values()));
    }

    /** Of an isolation level that doesn't exist Kafka says no more than this. */
    private static ListOffsetsResponseData failed(ListOffsetsRequestData request) {
        return new ListOffsetsResponseData().setTopics(request.topics().stream()
                .map(topic -> new ListOffsetsTopicResponse().setName(topic.name()).setPartitions(
                        topic.partitions().stream().map(asked -> refused(asked, Errors.UNKNOWN_SERVER_ERROR)).toList()))
                .toList());
    }

    /** What is asked of each partition: one that is asked for twice is refused, and answered once. */
    private static Map<TopicPartition, List<ListOffsetsPartition>> namings(ListOffsetsRequestData request) {
        Map<TopicPartition, List<ListOffsetsPartition>> namings = new LinkedHashMap<>();
        request.topics().forEach(topic -> topic.partitions().forEach(asked ->
                namings.computeIfAbsent(new TopicPartition(topic.name(), asked.partitionIndex()), name -> new ArrayList<>()).add(asked)));
        return namings;
    }

    /** @param isolation empty for a reader that may see everything */
    private ListOffsetsPartitionResponse find(
            short version, TopicPartition name, ListOffsetsPartition asked, Optional<Isolation> isolation) {
        Errors error = asked.timestamp() < oldestSpecial(version)
                ? Errors.UNSUPPORTED_VERSION : LeaderEpochs.check(partitions, name, asked.currentLeaderEpoch());
        Optional<Partition> partition = partitions.find(name);
        if (error != Errors.NONE || partition.isEmpty()) {
            return refused(asked, error == Errors.NONE ? Errors.NOT_LEADER_OR_FOLLOWER : error);
        }
        long limit = isolation.map(partition.get()::visibleEnd).orElseGet(() -> partition.get().log().endOffset());
        Optional<TimestampedOffset> offset = offset(partition.get().log(), asked.timestamp(), limit);
        boolean mayBeCommitted = asked.timestamp() == LATEST || offset.isEmpty() && !isFixed(asked.timestamp());
        if (isolation.isPresent() && mayBeCommitted && !partition.get().knowsCommitted()) {
            return refused(asked, version >= OFFSET_NOT_AVAILABLE ? Errors.OFFSET_NOT_AVAILABLE : Errors.LEADER_NOT_AVAILABLE);
        }
        ListOffsetsPartitionResponse answer = unknown(asked);
        offset.ifPresent(found -> answer
                .setTimestamp(found.timestamp())
                .setOffset(found.offset())
                .setLeaderEpoch(version >= LEADER_EPOCHS ? found.leaderEpoch().orElse(-1) : -1));
        return answer;
    }

    /** Does not depend on how much is committed. */
    private static boolean isFixed(long timestamp) {
        return timestamp == EARLIEST || timestamp == EARLIEST_LOCAL || timestamp == LATEST_TIERED || timestamp == EARLIEST_PENDING_UPLOAD;
    }

    private static long oldestSpecial(short version) {
        if (version >= 11) {
            return EARLIEST_PENDING_UPLOAD;
        } else if (version >= 9) {
            return LATEST_TIERED;
        } else if (version >= 8) {
            return EARLIEST_LOCAL;
        }
        return version >= 7 ? MAX_TIMESTAMP : EARLIEST;
    }

    private static Optional<TimestampedOffset> offset(Log log, long timestamp, long limit) {
        if (timestamp == LATEST) {
            return Optional.of(new TimestampedOffset(-1, limit, log.latestEpoch()));
        } else if (timestamp == EARLIEST || timestamp == EARLIEST_LOCAL) {
            return Optional.of(new TimestampedOffset(-1, log.startOffset(), log.epochAt(log.startOffset())));
        } else if (timestamp == MAX_TIMESTAMP) {
            return log.maxTimestamp().filter(found -> found.offset() < limit);
        } else if (timestamp == LATEST_TIERED || timestamp == EARLIEST_PENDING_UPLOAD) {
            return Optional.empty();
        }
        return log.offsetForTimestamp(timestamp, limit);
    }

    private static ListOffsetsPartitionResponse unknown(ListOffsetsPartition asked) {
        return new ListOffsetsPartitionResponse().setPartitionIndex(asked.partitionIndex()).setTimestamp(-1).setOffset(-1).setLeaderEpoch(-1);
    }

    private static ListOffsetsPartitionResponse refused(ListOffsetsPartition asked, Errors error) {
        return unknown(asked).setErrorCode(error.code());
    }
}
