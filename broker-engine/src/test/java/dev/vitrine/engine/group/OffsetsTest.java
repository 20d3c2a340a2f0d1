package dev.vitrine.engine.group;

import static dev.vitrine.engine.group.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.group.GroupHarness.Awaited;
import dev.vitrine.engine.observe.Event.OffsetsCommitted;
import dev.vitrine.engine.observe.Event.OffsetsDeleted;
import dev.vitrine.engine.observe.GroupState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class OffsetsTest {

    private final GroupHarness harness = new GroupHarness(GroupHarness.quick());

    private OffsetFetchResponsePartitions fetch(String topic, Uuid topicId, int partition) {
        OffsetFetchRequestGroup request = new OffsetFetchRequestGroup().setGroupId(GROUP).setTopics(List.of(
                new OffsetFetchRequestTopics().setName(topic).setTopicId(topicId).setPartitionIndexes(List.of(partition))));
        return new FetchOffsets(request, false).from(harness.shard()).topics().get(0).partitions().get(0);
    }

    private long fetched(String topic, int partition) {
        return fetch(topic, Uuid.ZERO_UUID, partition).committedOffset();
    }

    @Test
    void a_member_commits_and_what_it_said_comes_back_whole() {
        Client client = new Client(harness);
        Client.stable(harness, client);
        OffsetCommitRequestData request = client.commitRequest("orders", 0, 42);
        request.topics().get(0).partitions().get(0).setCommittedLeaderEpoch(7).setCommittedMetadata("half way");

        client.commit(request);

        OffsetFetchResponsePartitions answer = fetch("orders", Uuid.ZERO_UUID, 0);
        assertThat(answer.committedOffset()).isEqualTo(42);
        assertThat(answer.committedLeaderEpoch()).isEqualTo(7);
        assertThat(answer.metadata()).isEqualTo("half way");
        assertThat(harness.written()).containsExactly(new GroupRecord.Offset(GROUP, new TopicPartition("orders", 0), Optional.of(
                new OffsetAndMetadata(42, OptionalInt.of(7), "half way", harness.now(), OptionalLong.empty(), Uuid.ZERO_UUID))));
    }

    @Test
    void what_was_never_committed_is_minus_one_and_no_error() {
        OffsetFetchResponsePartitions answer = fetch("orders", Uuid.ZERO_UUID, 0);

        assertThat(answer.committedOffset()).isEqualTo(-1);
        assertThat(answer.committedLeaderEpoch()).isEqualTo(-1);
        assertThat(answer.metadata()).isEmpty();
        assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
    }

    @Test
    void all_topics_are_told_where_none_is_named() {
        Client outsider = new Client(harness);
        outsider.commit("orders", 0, 1);
        outsider.commit("payments", 3, 2);

        var answer = new FetchOffsets(new OffsetFetchRequestGroup().setGroupId(GROUP).setTopics(null), false).from(harness.shard());

        assertThat(answer.topics()).extracting(t -> t.name() + "-" + t.partitions().get(0).partitionIndex())
                .containsExactlyInAnyOrder("orders-0", "payments-3");
    }

    @Test
    void an_offset_of_another_topic_of_the_same_name_is_none() {
        Uuid former = new Uuid(1, 1);
        Client outsider = new Client(harness);
        OffsetCommitRequestData request = outsider.commitRequest("orders", 0, 42);
        request.topics().get(0).setTopicId(former);
        outsider.commit(request);

        assertThat(fetch("orders", former, 0).committedOffset()).isEqualTo(42);
        assertThat(fetch("orders", new Uuid(2, 2), 0).committedOffset()).isEqualTo(-1);
        assertThat(fetch("orders", Uuid.ZERO_UUID, 0).committedOffset()).isEqualTo(42);
    }

    @Test
    void someone_outside_makes_a_simple_group_by_committing() {
        assertThat(new Client(harness).commit("orders", 0, 42)).isEqualTo(Errors.NONE);

        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.EMPTY);
        assertThat(harness.group(GROUP).protocolType()).isEmpty();
        assertThat(fetched("orders", 0)).isEqualTo(42);
    }

    @Test
    void someone_outside_must_not_commit_for_those_inside() {
        Client member = new Client(harness);
        Client.stable(harness, member);

        assertThat(new Client(harness).commit("orders", 0, 42)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        member.leave();
        assertThat(new Client(harness).commit("orders", 0, 42)).isEqualTo(Errors.NONE);
    }

    @Test
    void a_generation_of_an_unknown_group_is_illegal_and_from_version_9_on_the_group_is_not_found() {
        Client client = new Client(harness);
        client.generation = 3;
        client.memberId = "app-1";

        assertThat(client.version(8).commit("orders", 0, 1)).isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(client.version(9).commit("orders", 0, 1)).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
    }

    @Test
    void a_member_id_that_nobody_has_may_not_commit() {
        Client.stable(harness, new Client(harness));
        Client other = new Client(harness);
        other.memberId = "app-1";
        other.generation = 1;

        assertThat(other.commit("orders", 0, 1)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void members_commit_while_a_rebalance_is_prepared_but_not_while_the_leader_computes() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client.stable(harness, first, second);
        Awaited<JoinGroupResponseData> again = first.join();
        assertThat(second.commit("orders", 0, 1)).isEqualTo(Errors.NONE);
        Awaited<JoinGroupResponseData> joined = second.join();
        first.take(again);
        second.take(joined);

        assertThat(second.commit("orders", 0, 2)).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(fetched("orders", 0)).isEqualTo(1);
    }

    @Test
    void a_commit_is_a_sign_of_life() {
        Client client = new Client(harness);
        Client.stable(harness, client);
        for (int waited = 0; waited < 3 * Client.SESSION_MS; waited += 5_000) {
            assertThat(client.commit("orders", 0, waited)).isEqualTo(Errors.NONE);
            harness.advance(5_000);
        }
    }

    @Test
    void metadata_that_is_too_large_is_refused_for_its_partition_alone() {
        Client outsider = new Client(harness);
        OffsetCommitRequestData request = outsider.commitRequest("orders", 0, 1);
        request.topics().get(0).partitions().get(0).setCommittedMetadata("x".repeat(4_097));
        OffsetCommitRequestData other = outsider.commitRequest("payments", 0, 2);
        other.topics().get(0).partitions().get(0).setCommittedMetadata("x".repeat(4_096));
        request.setTopics(List.of(request.topics().get(0), other.topics().get(0)));

        var answer = outsider.commit(request);

        assertThat(answer.topics()).extracting(t -> Errors.forCode(t.partitions().get(0).errorCode()))
                .containsExactly(Errors.OFFSET_METADATA_TOO_LARGE, Errors.NONE);
        assertThat(fetched("orders", 0)).isEqualTo(-1);
        assertThat(fetched("payments", 0)).isEqualTo(2);
    }

    @Test
    void a_subscription_that_ends_before_its_version_would_still_tells_which_topics_are_read() {
        Client client = new Client(harness);
        byte[] whole = client.protocols.get(0).metadata();
        client.protocols.get(0).setMetadata(Arrays.copyOf(whole, whole.length - Integer.BYTES));
        Client.stable(harness, client);

        assertThat(deleted("payments")).isEqualTo(Errors.NONE);
        assertThat(deleted("orders")).isEqualTo(Errors.GROUP_SUBSCRIBED_TO_TOPIC);
    }

    @Test
    void observers_hear_of_the_first_commit_at_once_and_of_those_that_follow_five_times_a_second() {
        Client client = new Client(harness);
        Client.stable(harness, client);
        for (int offset = 1; offset <= 100; offset++) {
            client.commit("orders", offset % 2, offset);
            harness.advance(10);
        }
        harness.advance(1_000);

        List<OffsetsCommitted> told = harness.events(OffsetsCommitted.class);
        assertThat(told).hasSize(6);
        assertThat(told.get(0).offsets()).isEqualTo(Map.of(new TopicPartition("orders", 1), 1L));
        assertThat(told.get(0).memberId()).isEqualTo(client.memberId);
        assertThat(told.get(5).offsets()).isEqualTo(Map.of(new TopicPartition("orders", 0), 100L, new TopicPartition("orders", 1), 99L));
        assertThat(harness.timers.runsAny(TimerKey.CommitNews.class)).isFalse();
    }

    private OffsetDeleteResponseData delete(String topic, int partition) {
        OffsetDeleteRequestData request = new OffsetDeleteRequestData().setGroupId(GROUP);
        request.topics().add(new OffsetDeleteRequestTopic().setName(topic).setPartitions(List.of(
                new OffsetDeleteRequestPartition().setPartitionIndex(partition))));
        return harness.<OffsetDeleteResponseData>ask(reply -> new DeleteOffsets(request, reply)).get();
    }

    private Errors deleted(String topic) {
        return Errors.forCode(delete(topic, 0).topics().find(topic).partitions().find(0).errorCode());
    }

    @Test
    void offsets_of_topics_that_nobody_reads_may_be_deleted() {
        Client client = new Client(harness);
        Client.stable(harness, client);
        client.commit("orders", 0, 1);
        client.commit("former", 0, 2);

        assertThat(deleted("orders")).isEqualTo(Errors.GROUP_SUBSCRIBED_TO_TOPIC);
        assertThat(deleted("former")).isEqualTo(Errors.NONE);
        assertThat(deleted("never-committed")).isEqualTo(Errors.NONE);
        assertThat(fetched("orders", 0)).isEqualTo(1);
        assertThat(fetched("former", 0)).isEqualTo(-1);
        assertThat(harness.events(OffsetsDeleted.class)).singleElement()
                .satisfies(event -> assertThat(event.partitions()).containsExactly(new TopicPartition("former", 0)));
    }

    @Test
    void of_groups_that_are_not_consumers_offsets_are_deleted_when_they_are_empty() {
        Client worker = new Client(harness);
        worker.protocolType = "connect";
        Client.stable(harness, worker);
        assertThat(delete("orders", 0).errorCode()).isEqualTo(Errors.NON_EMPTY_GROUP.code());
        worker.leave();
        assertThat(delete("orders", 0).errorCode()).isEqualTo(Errors.NONE.code());
    }

    @Test
    void where_a_consumers_metadata_can_not_be_read_it_may_read_any_topic() {
        Client client = new Client(harness);
        client.protocols.get(0).setMetadata(new byte[] {0, 1, 127, 127});
        Client.stable(harness, client);

        assertThat(deleted("orders")).isEqualTo(Errors.GROUP_SUBSCRIBED_TO_TOPIC);
    }

    @Test
    void offsets_of_a_group_that_does_not_exist_can_not_be_deleted() {
        assertThat(delete("orders", 0).errorCode()).isEqualTo(Errors.GROUP_ID_NOT_FOUND.code());
    }

    @Test
    void with_a_topic_go_all_offsets_in_it() {
        Client outsider = new Client(harness);
        outsider.commit("orders", 0, 1);
        outsider.commit("orders", 1, 1);
        outsider.commit("payments", 0, 1);

        harness.<Errors>ask(reply -> new ForgetTopics(Set.of("orders"), reply)).get();

        assertThat(fetched("orders", 0)).isEqualTo(-1);
        assertThat(fetched("orders", 1)).isEqualTo(-1);
        assertThat(fetched("payments", 0)).isEqualTo(1);
        assertThat(harness.written()).hasSize(2);
    }
}
