package org.apache.kafka.coordinator.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.common.metadata.RemoveTopicRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.common.runtime.CoordinatorResult;
import org.apache.kafka.coordinator.common.runtime.KRaftCoordinatorMetadataDelta;
import org.apache.kafka.coordinator.common.runtime.KRaftCoordinatorMetadataImage;
import org.apache.kafka.coordinator.common.runtime.MockCoordinatorTimer.ExpiredTimeout;
import org.apache.kafka.coordinator.group.classic.ClassicGroup;
import org.apache.kafka.coordinator.group.classic.ClassicGroupState;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.MetadataProvenance;

/**
 * Kafka's own group coordinator, without threads, as the oracle beside ours. It stands in Kafka's package because Kafka's test context keeps
 * most of itself to that package.
 */
public final class KafkaGroups {

    private final GroupMetadataManagerTestContext context;
    private final List<CoordinatorRecord> written = new ArrayList<>();
    private MetadataImage image = MetadataImage.EMPTY;
    private long version;

    public KafkaGroups(Map<String, String> settings, long startMillis) {
        GroupMetadataManagerTestContext.Builder builder = new GroupMetadataManagerTestContext.Builder();
        settings.forEach(builder::withConfig);
        context = builder.build();
        context.time.setCurrentTimeMs(startMillis);
    }

    /** What was written since this was last asked. */
    public List<CoordinatorRecord> written() {
        List<CoordinatorRecord> taken = List.copyOf(written);
        written.clear();
        return taken;
    }

    public CompletableFuture<ConsumerGroupHeartbeatResponseData> heartbeat(ConsumerGroupHeartbeatRequestData request) {
        return answered(() -> context.consumerGroupHeartbeat(request), failure -> new ConsumerGroupHeartbeatResponseData()
                .setErrorCode(Errors.forException(failure).code()).setErrorMessage(failure.getMessage()));
    }

    public CompletableFuture<HeartbeatResponseData> heartbeat(HeartbeatRequestData request) {
        return answered(() -> context.sendClassicGroupHeartbeat(request),
                failure -> new HeartbeatResponseData().setErrorCode(Errors.forException(failure).code()));
    }

    /** The context replays nothing here by itself. Where the group is unknown, Kafka's service answers for each member by itself. */
    public CompletableFuture<LeaveGroupResponseData> leave(LeaveGroupRequestData request) {
        return answered(() -> {
            CoordinatorResult<LeaveGroupResponseData, CoordinatorRecord> result = context.sendClassicGroupLeave(request);
            if (result.replayRecords()) {
                result.records().forEach(context::replay);
            }
            return result;
        }, failure -> {
            LeaveGroupResponseData answer = new LeaveGroupResponseData();
            request.members().forEach(member -> answer.members().add(new LeaveGroupResponseData.MemberResponse()
                    .setMemberId(member.memberId()).setGroupInstanceId(member.groupInstanceId())
                    .setErrorCode(Errors.forException(failure).code())));
            return answer;
        });
    }

    public CompletableFuture<JoinGroupResponseData> join(JoinGroupRequestData request) {
        try {
            GroupMetadataManagerTestContext.JoinResult result = context.sendClassicGroupJoin(request, true, true);
            written.addAll(result.records);
            if (result.appendFuture != null) {
                result.appendFuture.complete(null);
            }
            return result.joinFuture;
        } catch (RuntimeException failure) {
            return CompletableFuture.completedFuture(new JoinGroupResponseData().setErrorCode(Errors.forException(failure).code()));
        }
    }

    public CompletableFuture<SyncGroupResponseData> sync(SyncGroupRequestData request) {
        try {
            GroupMetadataManagerTestContext.SyncResult result = context.sendClassicGroupSync(request);
            written.addAll(result.records);
            if (result.appendFuture != null) {
                result.appendFuture.complete(null);
            }
            return result.syncFuture;
        } catch (RuntimeException failure) {
            return CompletableFuture.completedFuture(new SyncGroupResponseData().setErrorCode(Errors.forException(failure).code()));
        }
    }

    private <T> CompletableFuture<T> answered(Supplier<CoordinatorResult<T, CoordinatorRecord>> ask, Function<Throwable, T> refusal) {
        try {
            CoordinatorResult<T, CoordinatorRecord> result = ask.get();
            take(result);
            return CompletableFuture.completedFuture(result.response());
        } catch (RuntimeException failure) {
            return CompletableFuture.completedFuture(refusal.apply(failure));
        }
    }

    private void take(CoordinatorResult<?, CoordinatorRecord> result) {
        written.addAll(result.records());
        if (result.appendFuture() != null) {
            result.appendFuture().complete(null);
        }
    }

    /**
     * Lets time pass, and runs what is due then.
     *
     * @return whether Kafka's state is no measure any more. Several things that were due at one moment wrote something: the test's timer runs all of
     *     them before it replays any, which Kafka's own runtime does not. Or a rebalance's clock ran out of which the group has been a consumer group
     *     since: Kafka does not stop it, and now puts members out that nobody had asked to join
     */
    public boolean pass(long ms) {
        Set<String> joining = classicGroupsIn(ClassicGroupState.PREPARING_REBALANCE);
        List<CoordinatorResult<Void, CoordinatorRecord>> due = new ArrayList<>();
        boolean oldClock = false;
        for (ExpiredTimeout<CoordinatorRecord> expired : context.sleep(ms)) {
            due.add(expired.result());
            oldClock |= classicGroups().anyMatch(group -> expired.key().equals(GroupMetadataManager.classicGroupJoinKey(group.groupId()))
                    && !joining.contains(group.groupId()));
        }
        due.forEach(this::take);
        context.processTasks().forEach(done -> take(done.result()));
        return oldClock || due.stream().filter(result -> !result.records().isEmpty()).count() > 1;
    }

    private Set<String> classicGroupsIn(ClassicGroupState state) {
        return classicGroups().filter(group -> group.isInState(state)).map(ClassicGroup::groupId).collect(Collectors.toSet());
    }

    private Stream<ClassicGroup> classicGroups() {
        return context.groupMetadataManager.groupIds().stream().map(context.groupMetadataManager::group)
                .filter(ClassicGroup.class::isInstance).map(ClassicGroup.class::cast);
    }

    /** @param replicas of each of its partitions */
    public void topic(Uuid id, String name, int from, List<List<Integer>> replicas) {
        MetadataDelta delta = delta();
        if (from == 0) {
            delta.replay(new TopicRecord().setTopicId(id).setName(name));
        }
        for (int partition = from; partition < replicas.size(); partition++) {
            delta.replay(new PartitionRecord().setTopicId(id).setPartitionId(partition).setReplicas(replicas.get(partition))
                    .setLeader(replicas.get(partition).get(0)));
        }
        publish(delta);
    }

    /** The broker is there from now on. */
    public void rack(int broker, String rack) {
        MetadataDelta delta = delta();
        delta.replay(new RegisterBrokerRecord().setBrokerId(broker).setIncarnationId(new Uuid(broker, version + 1)).setBrokerEpoch(version + 1)
                .setRack(rack).setFenced(false));
        publish(delta);
    }

    public void removeTopic(Uuid id) {
        MetadataDelta delta = delta();
        delta.replay(new RemoveTopicRecord().setTopicId(id));
        publish(delta);
    }

    private MetadataDelta delta() {
        return new MetadataDelta.Builder().setImage(image).build();
    }

    private void publish(MetadataDelta delta) {
        image = delta.apply(new MetadataProvenance(++version, 0, 0L, true));
        context.groupMetadataManager.onMetadataUpdate(new KRaftCoordinatorMetadataDelta(delta), new KRaftCoordinatorMetadataImage(image));
    }

    /** Kafka's word for a group's state; empty where there is none. */
    public String state(String group) {
        try {
            return context.groupMetadataManager.group(group).stateAsString();
        } catch (RuntimeException none) {
            return "";
        }
    }
}
