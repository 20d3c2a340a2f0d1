package dev.vitrine.engine.group;

import static dev.vitrine.engine.group.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event.AssignmentFetched;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.Event.MemberJoined;
import dev.vitrine.engine.observe.Event.MemberLeft;
import dev.vitrine.engine.observe.Event.MemberRejoined;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ConsumerProtocolSubscription;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.protocol.MessageUtil;
import org.junit.jupiter.api.Test;

/** What observers are told of a rebalance of a classic group: whose doing it was, who came back, what was given up, who has its share. */
class RebalanceNewsTest {

    private final GroupHarness harness = new GroupHarness(GroupHarness.quick());

    private static JoinGroupRequestProtocol owning(String topic, Integer... partitions) {
        ConsumerProtocolSubscription says = new ConsumerProtocolSubscription().setTopics(List.of(topic));
        says.ownedPartitions().add(new ConsumerProtocolSubscription.TopicPartition().setTopic("orders").setPartitions(List.of(partitions)));
        return new JoinGroupRequestProtocol().setName("range").setMetadata(MessageUtil.toVersionPrefixedByteBuffer((short) 1, says).array());
    }

    @Test
    void who_joins_is_named_with_its_host_and_its_reason() {
        Client client = new Client(harness).as("billing");
        client.reason = "rebalance failed due to MemberIdRequiredException";

        client.enter();

        assertThat(harness.events(MemberJoined.class)).singleElement().satisfies(joined -> {
            assertThat(joined.clientId()).isEqualTo("billing");
            assertThat(joined.clientHost()).isEqualTo("/127.0.0.1");
            assertThat(joined.reason()).isEqualTo(client.reason);
        });
    }

    @Test
    void each_member_is_told_of_as_it_fetches_its_share() {
        Client first = new Client(harness);
        Client second = new Client(harness);

        Client.stable(harness, first, second);

        assertThat(harness.events(AssignmentFetched.class)).filteredOn(fetched -> fetched.generation() == first.generation)
                .extracting(AssignmentFetched::memberId).containsExactlyInAnyOrder(first.memberId, second.memberId);
    }

    @Test
    void who_joins_again_tells_what_it_still_holds_and_that_alone_is_no_other_subscription() {
        Client client = new Client(harness);
        Client.stable(harness, client);
        client.offering(owning("orders", 0)).reason = "need to revoke partitions and re-join";

        client.join();

        assertThat(harness.events(MemberRejoined.class)).last().satisfies(again -> {
            assertThat(again.changed()).isFalse();
            assertThat(again.owned()).containsExactly(new TopicPartition("orders", 0));
            assertThat(again.reason()).isEqualTo("need to revoke partitions and re-join");
        });
    }

    @Test
    void who_asks_for_other_topics_has_changed() {
        Client client = new Client(harness);
        Client.stable(harness, client);

        client.offering(owning("payments")).join();

        assertThat(harness.events(MemberRejoined.class)).last().satisfies(again -> {
            assertThat(again.changed()).isTrue();
            assertThat(again.owned()).isEmpty();
        });
    }

    @Test
    void who_leaves_says_why_and_nobody_waited_for_it() {
        Client client = new Client(harness);
        Client.stable(harness, client);

        Client.leave(harness, new MemberIdentity().setMemberId(client.memberId).setReason("consumer poll timeout has expired."));

        assertThat(harness.events(MemberLeft.class)).singleElement().satisfies(left -> {
            assertThat(left.cause()).isEqualTo(LeaveCause.LEFT);
            assertThat(left.reason()).isEqualTo("consumer poll timeout has expired.");
            assertThat(left.clientHost()).isEqualTo("/127.0.0.1");
            assertThat(left.timeoutMs()).isZero();
        });
    }

    @Test
    void of_a_silent_member_it_is_told_how_long_was_waited() {
        Client client = new Client(harness);
        Client.stable(harness, client);

        harness.advance(Client.SESSION_MS + 1);

        assertThat(harness.events(MemberLeft.class)).singleElement().satisfies(left -> {
            assertThat(left.cause()).isEqualTo(LeaveCause.SESSION_TIMEOUT);
            assertThat(left.timeoutMs()).isEqualTo(Client.SESSION_MS);
        });
        assertThat(harness.group(GROUP).members().isEmpty()).isTrue();
    }
}
