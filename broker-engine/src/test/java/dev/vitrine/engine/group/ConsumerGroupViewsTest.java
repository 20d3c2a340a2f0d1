package dev.vitrine.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Pictures of a consumer group (KIP-848) keep what they know of its members from one to the next; never longer than it is so. */
class ConsumerGroupViewsTest {

    private final GroupHarness harness = new GroupHarness(GroupConfig.defaults(), Topics.with(Topics.with(Topics.NONE, "orders", 2), "payments", 1));
    private final ConsumerClient one = new ConsumerClient(harness, "one");
    private final ConsumerClient two = new ConsumerClient(harness, "two");

    private GroupView view() {
        return new ViewGroups(1, harness.shard()).all().getFirst();
    }

    private List<TopicPartition> owned(String member) {
        return view().members().stream().filter(each -> each.memberId().equals(member)).map(MemberView::assigned).findFirst().orElseThrow();
    }

    @Test
    void who_joins_leaves_or_gives_something_up_is_seen_so_in_the_next_picture() {
        one.join("orders");
        assertThat(owned("one")).containsExactly(new TopicPartition("orders", 0), new TopicPartition("orders", 1));

        two.join("orders");
        harness.advance(5_000);
        one.beat();
        one.report();
        assertThat(view().members()).extracting(MemberView::memberId).containsExactly("one", "two");
        assertThat(owned("one")).hasSize(1);

        two.leave();
        assertThat(view().members()).extracting(MemberView::memberId).containsExactly("one");
    }

    @Test
    void who_asks_for_something_else_is_seen_so_in_the_next_picture() {
        one.join("orders");
        assertThat(view().members().getFirst().subscribed()).containsExactly("orders");

        one.send(one.living().setSubscribedTopicNames(List.of("payments")));

        assertThat(view().members().getFirst().subscribed()).containsExactly("payments");
    }

    @Test
    void a_topic_that_is_gone_is_gone_from_the_next_picture_before_any_member_is_told() {
        one.join("orders", "payments");
        assertThat(owned("one")).contains(new TopicPartition("payments", 0));

        harness.image = Topics.with(Topics.NONE, "orders", 2);

        assertThat(owned("one")).containsExactly(new TopicPartition("orders", 0), new TopicPartition("orders", 1));
    }

    @Test
    void members_that_nothing_happened_to_are_not_looked_at_again() {
        one.join("orders");

        assertThat(view().members()).isSameAs(view().members());
    }
}
