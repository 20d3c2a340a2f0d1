package dev.vitrine.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event.GroupTopicsChanged;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.Event.MemberJoined;
import dev.vitrine.engine.observe.Event.MemberLeft;
import dev.vitrine.engine.observe.Event.SubscriptionChanged;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What observers are told of why a consumer group (KIP-848) has another epoch. */
class EpochNewsTest {

    private final GroupHarness harness = new GroupHarness(GroupConfig.defaults(), Topics.with(Topics.with(Topics.NONE, "orders", 4), "payments", 2));
    private final ConsumerClient member = new ConsumerClient(harness, "one");

    @Test
    void who_joins_is_news_and_its_first_subscription_is_none() {
        member.join("orders");

        assertThat(harness.events(MemberJoined.class)).singleElement().satisfies(joined -> assertThat(joined.clientHost()).isEqualTo("/127.0.0.1"));
        assertThat(harness.events(SubscriptionChanged.class)).isEmpty();
        assertThat(harness.events(GroupTopicsChanged.class)).isEmpty();
    }

    @Test
    void who_asks_for_something_else_is_named_with_what_it_asks_for() {
        member.join("orders");

        member.send(member.living().setSubscribedTopicNames(List.of("payments", "orders")));

        assertThat(harness.events(SubscriptionChanged.class)).singleElement().satisfies(changed -> {
            assertThat(changed.memberId()).isEqualTo("one");
            assertThat(changed.epoch()).isEqualTo(harness.shard().consumer(ConsumerClient.GROUP).orElseThrow().epoch());
            assertThat(changed.topics()).containsExactly("orders", "payments");
        });
    }

    @Test
    void of_a_silent_member_it_is_told_how_long_was_waited() {
        member.join("orders");

        harness.advance(45_001);

        assertThat(harness.events(MemberLeft.class)).singleElement().satisfies(left -> {
            assertThat(left.cause()).isEqualTo(LeaveCause.SESSION_TIMEOUT);
            assertThat(left.timeoutMs()).isEqualTo(45_000);
            assertThat(left.clientId()).isEqualTo("one-client");
        });
    }
}
