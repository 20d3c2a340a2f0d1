package dev.vitrine.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.RuntimeOptions;
import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.group.GroupCoordinator.Neighbours;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.offsets.MemoryView;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCoordinatorTest {

    private static final int PARTITIONS = 5;
    private static final Uuid ORDERS = new Uuid(1, 1);

    private final VirtualTime time = new VirtualTime(1_000_000);
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Uuid> topics = new HashMap<>(Map.of("orders", ORDERS));
    private final Map<Integer, MemoryLog> logs = new HashMap<>();
    private final GroupCoordinator coordinator = new GroupCoordinator(
            GroupHarness.quick(),
            new Surroundings(time, time, new MemoryView(), events::add, RuntimeOptions.DEFAULT),
            UUID::randomUUID,
            () -> PARTITIONS,
            new Neighbours(1, names(), () -> ClusterImage.empty("cluster", 1), partition -> OptionalLong.of(100)));

    private TopicNames names() {
        return new TopicNames() {
            @Override
            public Optional<String> name(Uuid id) {
                return topics.entrySet().stream().filter(topic -> topic.getValue().equals(id)).map(Map.Entry::getKey).findFirst();
            }

            @Override
            public Optional<Uuid> id(String name) {
                return Optional.ofNullable(topics.get(name));
            }

            @Override
            public boolean hasPartition(String topic, int partition) {
                return id(topic).isPresent() && partition < 2;
            }
        };
    }

    @BeforeEach
    void allShardsAreHere() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            host(partition);
        }
        time.settle();
    }

    private void host(int partition) {
        MemoryLog log = logs.computeIfAbsent(partition, p -> new MemoryLog(new Mailbox("offsets-" + p, time.executor())));
        coordinator.host(partition, log);
    }

    private static Caller version(int version) {
        return new Caller("app", "/127.0.0.1", (short) version);
    }

    private <T> T answer(CompletionStage<T> stage) {
        time.settle();
        return stage.toCompletableFuture().getNow(null);
    }

    private static OffsetCommitRequestTopic topic(String name, Uuid id, long offset) {
        return new OffsetCommitRequestTopic().setName(name).setTopicId(id).setPartitions(List.of(
                new OffsetCommitRequestPartition().setPartitionIndex(0).setCommittedOffset(offset)));
    }

    private OffsetCommitResponseData commit(String group, int version, OffsetCommitRequestTopic... topics) {
        return answer(coordinator.commitOffsets(
                version(version), new OffsetCommitRequestData().setGroupId(group).setTopics(List.of(topics))));
    }

    private static Errors error(OffsetCommitResponseData answer, int topic) {
        return Errors.forCode(answer.topics().get(topic).partitions().get(0).errorCode());
    }

    @Test
    void the_partition_of_a_group_is_where_kafka_puts_it() {
        assertThat(coordinator.partitionFor("email-group")).isEqualTo(Math.abs("email-group".hashCode()) % PARTITIONS);
        String lowest = "polygenelubricants";
        assertThat(lowest.hashCode()).isEqualTo(Integer.MIN_VALUE);
        assertThat(coordinator.partitionFor(lowest)).isZero();
    }

    @Test
    void topics_that_do_not_exist_are_refused_and_the_others_are_committed() {
        OffsetCommitResponseData byName = commit("g", 9, topic("ghost", Uuid.ZERO_UUID, 1), topic("orders", Uuid.ZERO_UUID, 2));
        OffsetCommitResponseData byId = commit("g", 10, topic("", new Uuid(9, 9), 1), topic("", ORDERS, 3));

        assertThat(byName.topics()).extracting(t -> t.name()).containsExactly("ghost", "orders");
        assertThat(error(byName, 0)).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(error(byName, 1)).isEqualTo(Errors.NONE);
        assertThat(error(byId, 0)).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
        assertThat(error(byId, 1)).isEqualTo(Errors.NONE);
        assertThat(byId.topics().get(1).topicId()).isEqualTo(ORDERS);
        assertThat(error(commit("g", 9, topic("ghost", Uuid.ZERO_UUID, 1)), 0)).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @Test
    void partitions_that_do_not_exist_are_refused_and_the_others_of_their_topic_are_committed() {
        OffsetCommitRequestTopic topic = topic("orders", Uuid.ZERO_UUID, 5).setPartitions(List.of(
                new OffsetCommitRequestPartition().setPartitionIndex(1).setCommittedOffset(5),
                new OffsetCommitRequestPartition().setPartitionIndex(2).setCommittedOffset(5)));

        OffsetCommitResponseData answer = commit("g", 9, topic);

        assertThat(answer.topics()).singleElement().satisfies(t -> assertThat(t.partitions())
                .extracting(p -> p.partitionIndex() + " " + Errors.forCode(p.errorCode()))
                .containsExactly("2 UNKNOWN_TOPIC_OR_PARTITION", "1 NONE"));
    }

    @Test
    void every_version_of_offset_fetch_tells_the_same() {
        commit("g", 9, topic("orders", Uuid.ZERO_UUID, 42));
        OffsetFetchRequestData old = new OffsetFetchRequestData().setGroupId("g").setTopics(List.of(
                new OffsetFetchRequestTopic().setName("orders").setPartitionIndexes(List.of(0, 1))));
        for (int version = 1; version <= 7; version++) {
            OffsetFetchResponseData answer = answer(coordinator.fetchOffsets(version(version), old));
            assertThat(answer.topics().get(0).partitions()).extracting(p -> p.committedOffset()).containsExactly(42L, -1L);
        }
        OffsetFetchRequestTopics asked = new OffsetFetchRequestTopics().setName("orders").setTopicId(ORDERS).setPartitionIndexes(List.of(0));
        OffsetFetchRequestData many = new OffsetFetchRequestData().setGroups(List.of(
                new OffsetFetchRequestGroup().setGroupId("g").setTopics(List.of(asked)),
                new OffsetFetchRequestGroup().setGroupId("other").setTopics(null),
                new OffsetFetchRequestGroup().setGroupId("g").setTopics(null)));
        for (int version = 8; version <= 10; version++) {
            OffsetFetchResponseData answer = answer(coordinator.fetchOffsets(version(version), many));
            assertThat(answer.groups()).extracting(g -> g.groupId()).containsExactly("g", "other", "g");
            assertThat(answer.groups().get(0).topics().get(0).partitions().get(0).committedOffset()).isEqualTo(42);
            assertThat(answer.groups().get(1).topics()).isEmpty();
            assertThat(answer.groups().get(2).topics().get(0).partitions().get(0).committedOffset()).isEqualTo(42);
            assertThat(answer.groups().get(2).topics().get(0).topicId()).isEqualTo(version == 10 ? ORDERS : Uuid.ZERO_UUID);
        }
    }

    @Test
    void by_id_an_unknown_topic_is_an_error_and_a_deleted_one_is_left_out_of_all() {
        commit("g", 9, topic("orders", Uuid.ZERO_UUID, 42));
        topics.remove("orders");
        OffsetFetchRequestTopics asked = new OffsetFetchRequestTopics().setTopicId(ORDERS).setPartitionIndexes(List.of(0));
        OffsetFetchRequestData request = new OffsetFetchRequestData().setGroups(List.of(
                new OffsetFetchRequestGroup().setGroupId("g").setTopics(List.of(asked)),
                new OffsetFetchRequestGroup().setGroupId("g").setTopics(null)));

        OffsetFetchResponseData answer = answer(coordinator.fetchOffsets(version(10), request));

        assertThat(answer.groups().get(0).topics().get(0).partitions().get(0).errorCode()).isEqualTo(Errors.UNKNOWN_TOPIC_ID.code());
        assertThat(answer.groups().get(1).topics()).isEmpty();
    }

    @Test
    void a_group_whose_shard_is_elsewhere_is_not_coordinated_here() {
        coordinator.letGo(coordinator.partitionFor("g"));
        OffsetFetchRequestData fetch = new OffsetFetchRequestData().setGroupId("g").setTopics(List.of(
                new OffsetFetchRequestTopic().setName("orders").setPartitionIndexes(List.of(0))));

        assertThat(answer(coordinator.heartbeat(new HeartbeatRequestData().setGroupId("g"))).errorCode())
                .isEqualTo(Errors.NOT_COORDINATOR.code());
        assertThat(error(commit("g", 9, topic("orders", Uuid.ZERO_UUID, 1)), 0)).isEqualTo(Errors.NOT_COORDINATOR);
        assertThat(answer(coordinator.fetchOffsets(version(2), fetch)).errorCode()).isEqualTo(Errors.NOT_COORDINATOR.code());
        assertThat(answer(coordinator.fetchOffsets(version(1), fetch)).topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(Errors.NOT_COORDINATOR.code());
        assertThat(answer(coordinator.describe(version(5), new DescribeGroupsRequestData().setGroups(List.of("g")))).groups())
                .extracting(g -> g.errorCode()).containsExactly(Errors.NOT_COORDINATOR.code());
        assertThat(answer(coordinator.list(new ListGroupsRequestData())).errorCode()).isEqualTo(Errors.NONE.code());
    }

    @Test
    void a_member_whose_group_is_being_read_is_told_that_all_is_well() {
        int partition = coordinator.partitionFor("g");
        CompletionStage<?> closed = coordinator.letGo(partition);
        answer(closed);
        host(partition);
        CompletionStage<?> heartbeat = coordinator.heartbeat(new HeartbeatRequestData().setGroupId("g"));
        CompletionStage<?> list = coordinator.list(new ListGroupsRequestData());

        assertThat(answer(heartbeat)).hasFieldOrPropertyWithValue("errorCode", Errors.NONE.code());
        assertThat(answer(list)).hasFieldOrPropertyWithValue("errorCode", Errors.COORDINATOR_LOAD_IN_PROGRESS.code());
    }

    @Test
    void whoever_waits_when_the_shard_goes_is_sent_away() {
        CompletionStage<JoinGroupResponseData> first = join(3);
        time.settle();
        CompletionStage<JoinGroupResponseData> parked = join(3);
        time.settle();
        assertThat(first.toCompletableFuture()).isDone();
        assertThat(parked.toCompletableFuture()).isNotDone();

        coordinator.letGo(coordinator.partitionFor("g"));

        assertThat(answer(parked).errorCode()).isEqualTo(Errors.NOT_COORDINATOR.code());
    }

    private CompletionStage<JoinGroupResponseData> join(int version) {
        JoinGroupRequestData request = new JoinGroupRequestData()
                .setGroupId("g").setProtocolType("consumer").setSessionTimeoutMs(10_000).setRebalanceTimeoutMs(60_000);
        request.protocols().add(Client.consumer("range", "orders"));
        return coordinator.join(version(version), request);
    }

    @Test
    void up_to_version_2_one_member_leaves_and_its_error_is_at_the_top() {
        LeaveGroupRequestData request = new LeaveGroupRequestData().setGroupId("g").setMemberId("nobody");

        assertThat(answer(coordinator.leave(version(2), request)).errorCode()).isEqualTo(Errors.UNKNOWN_MEMBER_ID.code());
        JoinGroupResponseData joined = answer(join(2));
        request.setMemberId(joined.memberId());
        assertThat(answer(coordinator.leave(version(0), request)).errorCode()).isEqualTo(Errors.NONE.code());
    }

    @Test
    void requests_about_many_groups_go_to_all_their_shards() {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            groups.add("group-" + i);
            commit("group-" + i, 9, topic("orders", Uuid.ZERO_UUID, i));
        }
        groups.add("");

        assertThat(answer(coordinator.list(new ListGroupsRequestData())).groups()).hasSize(20);
        assertThat(answer(coordinator.describe(version(5), new DescribeGroupsRequestData().setGroups(groups))).groups())
                .hasSize(21)
                .filteredOn(group -> group.groupState().equals("Dead"))
                .extracting(group -> group.groupId()).containsExactly("");
        List<GroupView> views = answer(coordinator.views());
        assertThat(views).hasSize(20).allSatisfy(view ->
                assertThat(view.offsets().get(0).lag()).hasValue(100 - view.offsets().get(0).offset()));
        groups.add("nobody");
        assertThat(answer(coordinator.delete(new DeleteGroupsRequestData().setGroupsNames(groups))).results())
                .filteredOn(result -> result.errorCode() != Errors.NONE.code())
                .extracting(result -> Errors.forCode(result.errorCode()))
                .containsExactlyInAnyOrder(Errors.GROUP_ID_NOT_FOUND, Errors.GROUP_ID_NOT_FOUND);
    }

    @Test
    void an_error_of_the_group_goes_before_errors_of_topics_when_offsets_are_deleted() {
        OffsetDeleteRequestData request = new OffsetDeleteRequestData().setGroupId("g");
        for (String topic : List.of("ghost", "orders")) {
            request.topics().add(new OffsetDeleteRequestTopic().setName(topic).setPartitions(List.of(
                    new OffsetDeleteRequestPartition().setPartitionIndex(0))));
        }
        assertThat(answer(coordinator.deleteOffsets(request)).errorCode()).isEqualTo(Errors.GROUP_ID_NOT_FOUND.code());
        assertThat(answer(coordinator.deleteOffsets(request)).topics()).isEmpty();
        commit("g", 9, topic("orders", Uuid.ZERO_UUID, 1));

        var answer = answer(coordinator.deleteOffsets(request));

        assertThat(answer.topics().find("ghost").partitions().find(0).errorCode()).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        assertThat(answer.topics().find("orders").partitions().find(0).errorCode()).isEqualTo(Errors.NONE.code());
    }

    @Test
    void when_topics_go_their_offsets_go_in_every_shard_even_one_that_is_being_read() {
        topics.put("payments", new Uuid(2, 2));
        for (int i = 0; i < 10; i++) {
            commit("group-" + i, 9, topic("orders", Uuid.ZERO_UUID, i), topic("payments", Uuid.ZERO_UUID, i));
        }
        answer(coordinator.letGo(0));
        host(0);

        answer(coordinator.topicsDeleted(Set.of("orders")));

        assertThat(answer(coordinator.views())).hasSize(10).allSatisfy(view ->
                assertThat(view.offsets()).extracting(offset -> offset.partition()).containsExactly(new TopicPartition("payments", 0)));
    }

    @Test
    void what_the_log_refuses_is_not_remembered_either() {
        commit("g", 9, topic("orders", Uuid.ZERO_UUID, 1));
        MemoryLog log = logs.get(coordinator.partitionFor("g"));
        log.refuses = Errors.MESSAGE_TOO_LARGE;
        assertThat(error(commit("g", 9, topic("orders", Uuid.ZERO_UUID, 2)), 0)).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        log.refuses = null;
        time.advance(2_000);

        assertThat(answer(coordinator.views()).get(0).offsets().get(0).offset()).isEqualTo(1);
        assertThat(error(commit("g", 9, topic("orders", Uuid.ZERO_UUID, 3)), 0)).isEqualTo(Errors.NONE);
    }

    @Test
    void after_a_restart_all_is_there_again() {
        CompletionStage<JoinGroupResponseData> joining = join(3);
        JoinGroupResponseData joined = answer(joining);
        commit("h", 9, topic("orders", Uuid.ZERO_UUID, 7));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            answer(coordinator.letGo(partition));
            host(partition);
        }
        time.settle();

        assertThat(joined.generationId()).isEqualTo(1);
        assertThat(answer(coordinator.views())).extracting(GroupView::id).containsExactlyInAnyOrder("g", "h");
    }
}
