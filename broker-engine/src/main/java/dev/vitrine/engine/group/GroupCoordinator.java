package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.coordinator.LoadReport;
import dev.vitrine.engine.coordinator.ShardType;
import dev.vitrine.engine.coordinator.Shards;
import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.group.assign.Assignors;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.log.VerificationGuard;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.replica.TransactionMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DeleteGroupsResponseData;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResult;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * The group coordinator of one broker, as its APIs and observers see it. Any thread may call; nothing blocks. Every error is a value in the
 * answer: NOT_COORDINATOR where a group's shard is not on this broker, COORDINATOR_LOAD_IN_PROGRESS while it is being read.
 */
public final class GroupCoordinator {

    private static final short LEAVES_ONE_BY_ONE_UNTIL = 2;
    private static final short PROTOCOL_NAME_MAY_BE_NULL_SINCE = 7;

    private final Shards<GroupShard, GroupRecord> shards;
    private final ShardType<GroupShard, GroupRecord> type;
    private final OffsetRequests offsets;
    private final Lag lag;
    private final int broker;
    private final Assignors assignors;

    /**
     * @param ids        the random part of member ids
     * @param partitions of {@code __consumer_offsets}, as it is or will be
     */
    public GroupCoordinator(
            GroupConfig config, Surroundings around, Supplier<UUID> ids, IntSupplier partitions, Neighbours neighbours) {
        this.shards = new Shards<>(Topic.GROUP_METADATA_TOPIC_NAME, around, partitions);
        this.type = new ShardType<>(() -> new GroupShard(config, ids, neighbours.cluster(), neighbours.broker()), new GroupRecordCodec());
        this.offsets = new OffsetRequests(shards, neighbours.topics());
        this.lag = new Lag(neighbours.ends());
        this.broker = neighbours.broker();
        this.assignors = Assignors.of(config.consumers().assignors());
    }

    /**
     * What the coordinator knows of the broker around it.
     *
     * @param broker  its id
     * @param topics  which topics there are
     * @param cluster the cluster as it is at the moment
     * @param ends    high watermark of a partition; empty where it is unknown
     */
    public record Neighbours(
            int broker, TopicNames topics, Supplier<ClusterImage> cluster, Function<TopicPartition, OptionalLong> ends) {}

    /** This broker leads that partition of {@code __consumer_offsets} now: its groups are read from the log and served from here. */
    public CompletionStage<LoadReport> host(int partition, CommittedLog log) {
        return shards.host(partition, log, type);
    }

    /** This broker no longer leads it. Whoever waits is sent to look for the new coordinator. */
    public CompletionStage<Void> letGo(int partition) {
        return shards.letGo(partition);
    }

    /** The partition of {@code __consumer_offsets} whose leader coordinates this group. */
    public int partitionFor(String groupId) {
        return shards.partitionFor(groupId);
    }

    /** Completes when the coordinator of that partition is served from here; after so long in any case. */
    public CompletionStage<Void> whenServed(int partition, long limitMs) {
        return shards.whenServed(partition, limitMs);
    }

    public CompletionStage<JoinGroupResponseData> join(Caller caller, JoinGroupRequestData request) {
        return shards.<JoinGroupResponseData>write(
                        request.groupId(),
                        reply -> new JoinGroup(request, caller, reply),
                        error -> JoinReplies.error("", error))
                .thenApply(answer -> legible(answer, caller.apiVersion()));
    }

    /** Before v7 the name of no protocol is an empty one, from then on it is null. */
    private static JoinGroupResponseData legible(JoinGroupResponseData answer, short version) {
        boolean named = answer.protocolName() != null && !answer.protocolName().isEmpty();
        return named ? answer : answer.setProtocolName(version >= PROTOCOL_NAME_MAY_BE_NULL_SINCE ? null : "");
    }

    public CompletionStage<SyncGroupResponseData> sync(SyncGroupRequestData request) {
        return shards.write(request.groupId(), reply -> new SyncGroup(request, reply), SyncReplies::error);
    }

    /** While its group is being read, a member is told that all is well: it could do nothing about it. */
    public CompletionStage<HeartbeatResponseData> heartbeat(HeartbeatRequestData request) {
        return shards.write(request.groupId(), reply -> new Heartbeat(request, reply), error -> new HeartbeatResponseData()
                .setErrorCode(error == Errors.COORDINATOR_LOAD_IN_PROGRESS ? Errors.NONE.code() : error.code()));
    }

    /** Up to v2 one member leaves, and the answer has its error at the top. */
    public CompletionStage<LeaveGroupResponseData> leave(Caller caller, LeaveGroupRequestData request) {
        boolean one = caller.apiVersion() <= LEAVES_ONE_BY_ONE_UNTIL;
        LeaveGroupRequestData asked = !one ? request : new LeaveGroupRequestData()
                .setGroupId(request.groupId())
                .setMembers(List.of(new MemberIdentity().setMemberId(request.memberId())));
        CompletionStage<LeaveGroupResponseData> answer = shards.write(
                request.groupId(),
                reply -> new LeaveGroup(asked, reply),
                error -> new LeaveGroupResponseData().setErrorCode(error.code()));
        return one ? answer.thenApply(GroupCoordinator::ofOne) : answer;
    }

    private static LeaveGroupResponseData ofOne(LeaveGroupResponseData answer) {
        short error = answer.members().isEmpty() ? answer.errorCode() : answer.members().get(0).errorCode();
        return new LeaveGroupResponseData().setErrorCode(error);
    }

    /** A sign of life of a member of the consumer protocol (KIP-848): it joins, lives, leaves, and hears what it should have. */
    public CompletionStage<ConsumerGroupHeartbeatResponseData> consumerHeartbeat(Caller caller, ConsumerGroupHeartbeatRequestData request) {
        Optional<Refusal> refusal = new HeartbeatRules(assignors, caller.apiVersion()).refusal(request);
        return refusal.isPresent()
                ? CompletableFuture.completedStage(ConsumerHeartbeat.error(refusal.get()))
                : shards.write(
                        request.groupId(),
                        reply -> new ConsumerHeartbeat(request, caller, reply),
                        error -> ConsumerHeartbeat.error(Refusal.because(error, error.message())));
    }

    public CompletionStage<OffsetCommitResponseData> commitOffsets(Caller caller, OffsetCommitRequestData request) {
        return offsets.commit(caller, request);
    }

    /**
     * Commits as part of a producer's transaction: the offsets count when {@link #endTransaction} commits it.
     *
     * @param admission asks the transaction's coordinator whether it may; called where there is something to commit
     */
    public CompletionStage<TxnOffsetCommitResponseData> commitInTransaction(
            Caller caller, TxnOffsetCommitRequestData request, Supplier<CompletionStage<Admission>> admission) {
        return offsets.commitInTransaction(caller, request, admission);
    }

    /** The word of a transaction's coordinator. @param error NONE where it agrees */
    public record Admission(Errors error, VerificationGuard guard) {}

    /** Ends a producer's transaction in that partition of {@code __consumer_offsets}. NONE when it is committed. */
    public CompletionStage<Errors> endTransaction(int partition, TransactionMarker marker) {
        return shards.endTransaction(partition, marker, (Operation) (shard, turn) -> TransactionNews.tell(shard, marker, turn));
    }

    public CompletionStage<OffsetFetchResponseData> fetchOffsets(Caller caller, OffsetFetchRequestData request) {
        return offsets.fetch(caller, request);
    }

    public CompletionStage<OffsetDeleteResponseData> deleteOffsets(OffsetDeleteRequestData request) {
        return offsets.delete(request);
    }

    /** Topics are gone: so are the offsets in them. Completes when they are. */
    public CompletionStage<Void> topicsDeleted(Set<String> topics) {
        Set<String> names = Set.copyOf(topics);
        return shards.everywhere(reply -> new ForgetTopics(names, reply)).thenApply(done -> null);
    }

    public CompletionStage<DescribeGroupsResponseData> describe(Caller caller, DescribeGroupsRequestData request) {
        CompletionStage<List<DescribedGroup>> described = shards.forEachOf(request.groups(), (partition, ids) -> shards.read(
                partition,
                shard -> new DescribeGroups(ids, caller).from(shard),
                error -> ids.stream().map(id -> new DescribedGroup().setGroupId(id).setErrorCode(error.code())).toList()));
        return described.thenApply(groups -> new DescribeGroupsResponseData().setGroups(groups));
    }

    /** Tells all about groups of the consumer protocol. */
    public CompletionStage<ConsumerGroupDescribeResponseData> describeConsumers(List<String> groupIds) {
        CompletionStage<List<ConsumerGroupDescribeResponseData.DescribedGroup>> described = shards.forEachOf(groupIds, (partition, ids) ->
                shards.read(partition, shard -> new DescribeConsumerGroups(ids).from(shard), error -> DescribeConsumerGroups.refused(ids, error)));
        return described.thenApply(groups -> new ConsumerGroupDescribeResponseData().setGroups(groups));
    }

    /** The groups that are coordinated here. A shard that is still being read makes the whole list an error: it would look complete. */
    public CompletionStage<ListGroupsResponseData> list(ListGroupsRequestData request) {
        return shards.readAll(shard -> new ListGroupsResponseData().setGroups(new ListGroups(request).from(shard)), GroupCoordinator::notListed)
                .thenApply(parts -> {
                    ListGroupsResponseData all = new ListGroupsResponseData().setGroups(new ArrayList<>());
                    parts.forEach(part -> all.groups().addAll(part.groups()));
                    parts.stream().filter(part -> part.errorCode() != Errors.NONE.code()).findFirst()
                            .ifPresent(part -> all.setErrorCode(part.errorCode()).setGroups(List.of()));
                    return all;
                });
    }

    private static ListGroupsResponseData notListed(Errors error) {
        return new ListGroupsResponseData().setErrorCode(error == Errors.NOT_COORDINATOR ? Errors.NONE.code() : error.code());
    }

    public CompletionStage<DeleteGroupsResponseData> delete(DeleteGroupsRequestData request) {
        CompletionStage<List<DeletableGroupResult>> deleted = shards.forEachOf(
                request.groupsNames().stream().distinct().toList(),
                (partition, ids) -> shards.write(
                        partition,
                        reply -> new DeleteGroups(ids, reply),
                        error -> ids.stream().map(id -> new DeletableGroupResult().setGroupId(id).setErrorCode(error.code())).toList()));
        return deleted.thenApply(results -> {
            DeleteGroupsResponseData response = new DeleteGroupsResponseData();
            results.forEach(result -> response.results().add(result));
            return response;
        });
    }

    /** All groups that are coordinated here, for observers; those of shards that are being read are left out. */
    public CompletionStage<List<GroupView>> views() {
        return shards.<List<GroupView>>readAll(shard -> new ViewGroups(broker, shard).all(), error -> List.of())
                .thenApply(parts -> parts.stream().flatMap(List::stream).map(lag::fillIn).toList());
    }
}
