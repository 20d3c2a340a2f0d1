package dev.vitrine.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event.GroupProtocolChanged;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code group.consumer.migration.policy}: what happens where members of one protocol meet those of the other. */
class MigrationPolicyTest {

    private static final short VERSION = 9;

    private GroupHarness harness;

    private void broker(String policy) {
        harness = new GroupHarness(
                GroupConfig.from(Map.of("group.consumer.migration.policy", policy, "group.initial.rebalance.delay.ms", "0")),
                Topics.with(Topics.NONE, "orders", 2));
    }

    @ParameterizedTest
    @CsvSource({"bidirectional, NONE", "upgrade, NONE", "downgrade, GROUP_ID_NOT_FOUND", "disabled, GROUP_ID_NOT_FOUND"})
    void a_consumer_comes_to_a_classic_group_that_has_members(String policy, Errors expected) {
        broker(policy);
        joinClassic();
        ConsumerGroupHeartbeatResponseData answer = new ConsumerClient(harness, "new").join("orders");
        assertThat(Errors.forCode(answer.errorCode())).isEqualTo(expected);
        assertThat(harness.shard().consumer(ConsumerClient.GROUP).isPresent()).isEqualTo(expected == Errors.NONE);
        if (expected != Errors.NONE) {
            assertThat(answer.errorMessage())
                    .isEqualTo("Cannot upgrade classic group readers to consumer group because online upgrade is disabled.");
        }
    }

    @ParameterizedTest
    @CsvSource({"bidirectional, NONE", "upgrade, NONE", "downgrade, NONE", "disabled, INCONSISTENT_GROUP_PROTOCOL"})
    void a_classic_client_comes_to_a_consumer_group_that_has_members(String policy, Errors expected) {
        broker(policy);
        new ConsumerClient(harness, "new").join("orders");
        JoinGroupResponseData asked = join("");
        assertThat(Errors.forCode(asked.errorCode())).isEqualTo(expected == Errors.NONE ? Errors.MEMBER_ID_REQUIRED : expected);
        if (expected == Errors.NONE) {
            assertThat(Errors.forCode(join(asked.memberId()).errorCode())).isEqualTo(Errors.NONE);
        }
    }

    @ParameterizedTest
    @CsvSource({"bidirectional, true", "upgrade, false", "downgrade, true"})
    void the_last_consumer_leaves_classic_members_behind(String policy, boolean goesBack) {
        broker(policy);
        ConsumerClient consumer = new ConsumerClient(harness, "new");
        consumer.join("orders");
        join(join("").memberId());
        consumer.leave();
        assertThat(harness.shard().classic(ConsumerClient.GROUP).isPresent()).isEqualTo(goesBack);
        assertThat(harness.events(GroupProtocolChanged.class)).hasSize(goesBack ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"bidirectional", "upgrade", "downgrade", "disabled"})
    void a_group_without_members_changes_over_whatever_the_policy(String policy) {
        broker(policy);
        ConsumerClient consumer = new ConsumerClient(harness, "new");
        consumer.join("orders");
        consumer.leave();
        joinClassic();
        assertThat(harness.group(ConsumerClient.GROUP).members().size()).isEqualTo(1);
    }

    private void joinClassic() {
        assertThat(Errors.forCode(join(join("").memberId()).errorCode())).isEqualTo(Errors.NONE);
    }

    private JoinGroupResponseData join(String memberId) {
        byte[] metadata = Utils.toArray(ConsumerProtocol.serializeSubscription(new Subscription(List.of("orders")), VERSION));
        JoinGroupRequestData request = new JoinGroupRequestData().setGroupId(ConsumerClient.GROUP).setMemberId(memberId)
                .setProtocolType("consumer").setSessionTimeoutMs(10_000).setRebalanceTimeoutMs(30_000);
        request.protocols().add(new JoinGroupRequestProtocol().setName("range").setMetadata(metadata));
        GroupHarness.Awaited<JoinGroupResponseData> answer =
                harness.ask(reply -> new JoinGroup(request, new Caller("classic", "/127.0.0.1", VERSION), reply));
        harness.settle();
        return answer.get();
    }
}
