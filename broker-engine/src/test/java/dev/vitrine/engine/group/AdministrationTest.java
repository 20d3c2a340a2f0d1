package dev.vitrine.engine.group;

import static dev.vitrine.engine.group.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.Event.GroupDeleted;
import dev.vitrine.engine.observe.GroupView;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResult;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData.ListedGroup;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class AdministrationTest {

    private final GroupHarness harness = new GroupHarness(GroupHarness.quick());

    private DescribedGroup describe(String id, int version) {
        return new DescribeGroups(List.of(id), new Client(harness).version(version).caller()).from(harness.shard()).get(0);
    }

    private List<ListedGroup> list(List<String> states, List<String> types) {
        return new ListGroups(new ListGroupsRequestData().setStatesFilter(states).setTypesFilter(types)).from(harness.shard());
    }

    private Errors delete(String id) {
        List<DeletableGroupResult> results = harness.<List<DeletableGroupResult>>ask(reply -> new DeleteGroups(List.of(id), reply)).get();
        return Errors.forCode(results.get(0).errorCode());
    }

    @Test
    void a_stable_group_is_described_with_all_that_its_members_said() {
        Client client = new Client(harness).instance("one");
        Client.stable(harness, client);

        DescribedGroup group = describe(GROUP, 6);

        assertThat(group.groupState()).isEqualTo("Stable");
        assertThat(group.protocolType()).isEqualTo("consumer");
        assertThat(group.protocolData()).isEqualTo("range");
        assertThat(group.members()).singleElement().satisfies(member -> {
            assertThat(member.memberId()).isEqualTo(client.memberId);
            assertThat(member.groupInstanceId()).isEqualTo("one");
            assertThat(member.clientId()).isEqualTo("app");
            assertThat(member.clientHost()).isEqualTo("/127.0.0.1");
            assertThat(member.memberMetadata()).isEqualTo(client.protocols.get(0).metadata());
            assertThat(member.memberAssignment()).isEqualTo(Client.assignment(new TopicPartition("orders", 0)));
        });
    }

    @Test
    void while_it_rebalances_what_members_said_is_not_told() {
        Client client = new Client(harness);
        Client.stable(harness, client);
        new Client(harness).enter();

        DescribedGroup group = describe(GROUP, 6);

        assertThat(group.groupState()).isEqualTo("PreparingRebalance");
        assertThat(group.protocolData()).isEmpty();
        assertThat(group.members()).hasSize(2).allSatisfy(member -> assertThat(member.memberMetadata()).isEmpty());
    }

    @Test
    void an_unknown_group_is_dead_and_from_version_6_on_an_error() {
        assertThat(describe("nobody", 5)).isEqualTo(new DescribedGroup().setGroupId("nobody").setGroupState("Dead"));
        assertThat(describe("nobody", 6)).isEqualTo(new DescribedGroup().setGroupId("nobody").setGroupState("Dead")
                .setErrorCode(Errors.GROUP_ID_NOT_FOUND.code()).setErrorMessage("Group nobody not found."));
    }

    @Test
    void groups_are_listed_by_state_and_type_in_upper_case_or_lower() {
        Client.stable(harness, new Client(harness));
        harness.run(new CommitOffsets(
                new Client(harness).commitRequest("orders", 0, 1).setGroupId("simple"),
                new Client(harness).caller(),
                new ReplyTo<>(error -> null)));

        assertThat(list(List.of(), List.of())).hasSize(2);
        assertThat(list(List.of("stable"), List.of())).containsExactly(new ListedGroup()
                .setGroupId(GROUP).setProtocolType("consumer").setGroupState("Stable").setGroupType("classic"));
        assertThat(list(List.of("EMPTY", "Dead"), List.of("Classic"))).containsExactly(new ListedGroup()
                .setGroupId("simple").setProtocolType("").setGroupState("Empty").setGroupType("classic"));
        assertThat(list(List.of(), List.of("consumer"))).isEmpty();
    }

    @Test
    void an_empty_group_is_deleted_with_all_its_offsets() {
        Client client = new Client(harness);
        Client.stable(harness, client);
        client.commit("orders", 0, 1);
        assertThat(delete(GROUP)).isEqualTo(Errors.NON_EMPTY_GROUP);
        client.leave();

        assertThat(delete(GROUP)).isEqualTo(Errors.NONE);

        assertThat(harness.written()).containsExactly(
                new GroupRecord.Offset(GROUP, new TopicPartition("orders", 0), Optional.empty()),
                new GroupRecord.Metadata(GROUP, Optional.empty()));
        assertThat(delete(GROUP)).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
        assertThat(harness.events(GroupDeleted.class)).hasSize(1);
    }

    @Test
    void observers_see_who_reads_what() {
        Client first = new Client(harness).as("one");
        Client second = new Client(harness).as("two");
        Client.stable(harness, first, second);
        first.commit("orders", 0, 17);

        GroupView view = new ViewGroups(1, harness.shard()).all().get(0);

        assertThat(view.leader()).contains(first.memberId);
        assertThat(view.protocol()).contains("range");
        assertThat(view.members()).extracting(m -> m.clientId() + " " + m.subscribed() + " " + m.assigned())
                .containsExactly("one [orders] [orders-0]", "two [orders] [orders-1]");
        assertThat(view.offsets()).singleElement().satisfies(offset -> assertThat(offset.offset()).isEqualTo(17));
    }

    @Test
    void the_bytes_of_other_protocol_types_are_left_alone() {
        Client worker = new Client(harness);
        worker.protocolType = "connect";
        worker.protocols.get(0).setMetadata(new byte[] {(byte) 0xff, 1, 2});
        Client.stable(harness, worker);

        GroupView view = new ViewGroups(1, harness.shard()).all().get(0);

        assertThat(view.protocolType()).isEqualTo("connect");
        assertThat(view.members().get(0).subscribed()).isEmpty();
        assertThat(view.members().get(0).assigned()).isEmpty();
    }
}
