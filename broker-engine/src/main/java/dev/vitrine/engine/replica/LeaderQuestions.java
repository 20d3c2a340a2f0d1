package dev.vitrine.engine.replica;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.replica.CopySession.Saying;
import dev.vitrine.engine.replica.Copying.Asked;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ForgottenTopic;
import org.apache.kafka.common.message.FetchRequestData.ReplicaState;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/** What a follower asks its leader, in Kafka's messages. Used in a fetcher's mailbox; answers come on any thread. */
final class LeaderQuestions {

    private static final short FETCH_VERSION = 18;
    private static final short LIST_OFFSETS_VERSION = 11;
    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    /** The least that is waited for an answer beyond what the question itself allows. */
    private static final int SHORTEST_PATIENCE_MS = 1_000;
    /** Kafka waits for half a minute, but of a connection that is lost TCP would know sooner: after a link is mended nobody shall wait so long. */
    private static final int LONGEST_PATIENCE_MS = 10_000;

    private final int leader;
    private final ReplicaSurroundings around;
    private final Links links;
    private volatile int patienceMs = SHORTEST_PATIENCE_MS;

    LeaderQuestions(int leader, ReplicaSurroundings around, Links links) {
        this.leader = leader;
        this.around = around;
        this.links = links;
    }

    /** @param waitMs how long the leader may wait for something to tell */
    CompletionStage<Optional<FetchResponseData>> fetch(Saying saying, int waitMs) {
        ReplicationSettings settings = around.settings();
        FetchRequestData request = new FetchRequestData()
                .setReplicaState(new ReplicaState().setReplicaId(around.broker()).setReplicaEpoch(around.neighbours().epoch(around.broker())))
                .setMaxWaitMs(waitMs)
                .setMinBytes(settings.fetchMinBytes())
                .setMaxBytes(settings.responseMaxBytes())
                .setSessionId(saying.id())
                .setSessionEpoch(saying.epoch())
                .setTopics(topics(saying.named()))
                .setForgottenTopicsData(forgotten(saying.forgotten()));
        return ask(new Question(request, FETCH_VERSION), FetchResponseData.class, waitMs);
    }

    private List<FetchTopic> topics(List<Asked> asked) {
        Map<Uuid, FetchTopic> topics = new LinkedHashMap<>();
        for (Asked one : asked) {
            Partition partition = one.copy().partition();
            Log log = partition.log();
            topics.computeIfAbsent(log.topicId(), id -> new FetchTopic().setTopicId(id)).partitions().add(new FetchPartition()
                    .setPartition(partition.name().partition())
                    .setCurrentLeaderEpoch(one.copy().epoch())
                    .setFetchOffset(one.offset())
                    .setLastFetchedEpoch(log.latestEpoch().orElse(-1))
                    .setLogStartOffset(log.startOffset())
                    .setPartitionMaxBytes(around.settings().fetchMaxBytes())
                    .setHighWatermark(partition.highWatermark()));
        }
        return List.copyOf(topics.values());
    }

    private static List<ForgottenTopic> forgotten(List<TopicIdPartition> partitions) {
        Map<Uuid, ForgottenTopic> topics = new LinkedHashMap<>();
        partitions.forEach(one -> topics.computeIfAbsent(one.topicId(), id -> new ForgottenTopic().setTopicId(id)).partitions().add(one.partition()));
        return List.copyOf(topics.values());
    }

    /** What an answer says of each partition that was asked for; topics are named by their ids there. */
    static Map<TopicPartition, PartitionData> byName(List<Asked> asked, FetchResponseData answer) {
        Map<Uuid, String> names = new HashMap<>();
        asked.forEach(one -> names.put(one.copy().partition().topicId(), one.copy().partition().name().topic()));
        Map<TopicPartition, PartitionData> found = new HashMap<>();
        answer.responses().forEach(topic -> topic.partitions().forEach(data ->
                found.put(new TopicPartition(names.getOrDefault(topic.topicId(), ""), data.partitionIndex()), data)));
        return found;
    }

    /** Where the leader's log ends; empty where it doesn't tell. */
    CompletionStage<OptionalLong> end(Copy copy) {
        return offset(copy, LATEST);
    }

    /** Where the leader's log begins; empty where it doesn't tell. */
    CompletionStage<OptionalLong> start(Copy copy) {
        return offset(copy, EARLIEST);
    }

    private CompletionStage<OptionalLong> offset(Copy copy, long which) {
        TopicPartition name = copy.partition().name();
        ListOffsetsRequestData request = new ListOffsetsRequestData().setReplicaId(around.broker()).setTopics(List.of(new ListOffsetsTopic()
                .setName(name.topic())
                .setPartitions(List.of(new ListOffsetsPartition()
                        .setPartitionIndex(name.partition())
                        .setCurrentLeaderEpoch(copy.epoch())
                        .setTimestamp(which)))));
        return ask(new Question(request, LIST_OFFSETS_VERSION), ListOffsetsResponseData.class, 0).thenApply(answer -> answer.stream()
                .flatMap(whole -> whole.topics().stream())
                .flatMap(topic -> topic.partitions().stream())
                .filter(found -> found.errorCode() == Errors.NONE.code())
                .mapToLong(ListOffsetsResponseData.ListOffsetsPartitionResponse::offset)
                .findFirst());
    }

    /** Whoever doesn't answer is given more time the next time: a link may be slow. But a question that was lost must not cost half a minute each time. */
    private <A extends ApiMessage> CompletionStage<Optional<A>> ask(Question question, Class<A> answer, int waitMs) {
        int patience = patienceMs;
        return links.ask(around.broker(), leader, question, answer, waitMs + (long) patience).thenApply(came -> {
            patienceMs = came.isPresent()
                    ? Math.max(SHORTEST_PATIENCE_MS, patience - patience / 4)
                    : Math.min(Math.min(around.settings().answerTimeoutMs(), LONGEST_PATIENCE_MS), patience * 2);
            return came;
        });
    }
}
