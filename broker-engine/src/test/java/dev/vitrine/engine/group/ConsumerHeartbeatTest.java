package dev.vitrine.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event.AssignmentComputed;
import dev.vitrine.engine.observe.GroupState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class ConsumerHeartbeatTest {

    private final GroupHarness harness = new GroupHarness(GroupConfig.defaults(), Topics.with(Topics.NONE, "orders", 4));

    private ConsumerClient member(String name) {
        return new ConsumerClient(harness, name);
    }

    private ConsumerGroup group() {
        return harness.shard().consumer(ConsumerClient.GROUP).orElseThrow();
    }

    @Test
    void a_single_member_gets_all_with_its_first_heartbeat() {
        ConsumerClient one = member("one");
        one.join("orders");
        assertThat(one.owned("orders")).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(one.epoch).isEqualTo(2);
        assertThat(group().state()).isEqualTo(GroupState.STABLE);
    }

    @Test
    void a_pattern_is_looked_up_after_the_first_heartbeat_and_its_topics_come_with_the_next() {
        ConsumerClient one = member("one");
        one.joinMatching("or.*");
        assertThat(one.owned("orders")).isEmpty();
        harness.settle();
        harness.advance(5_000);
        one.beat();
        assertThat(one.owned("orders")).hasSize(4);
    }

    @Test
    void a_pattern_that_is_none_is_refused_in_kafkas_words() {
        var answer = member("one").joinMatching("or[");
        assertThat(Errors.forCode(answer.errorCode())).isEqualTo(Errors.INVALID_REGULAR_EXPRESSION);
        assertThat(answer.errorMessage()).isEqualTo("SubscribedTopicRegex `or[` is not a valid regular expression: missing closing ].");
    }

    /** Kafka shares out among the members as they stood when it last looked: a topic that came and went makes it look again. */
    @Test
    void a_topic_that_came_and_went_between_two_heartbeats_is_not_missed() {
        ConsumerClient one = member("c0");
        one.join("orders", "payments");
        harness.image = Topics.with(harness.image, "payments", 1);
        harness.image = Topics.without(harness.image, Topics.id("payments"));
        harness.<Errors>ask(reply -> new ForgetTopics(Set.of("payments"), reply));
        ConsumerClient idle = member("c3");
        idle.join();
        assertThat(group().target("c0").partitions().get(Topics.id("orders"))).hasSize(4);
        assertThat(idle.owned).isEmpty();
    }

    @Test
    void an_assignor_that_the_broker_offers_no_more_gives_way_to_its_first() {
        ConsumerClient one = member("one");
        one.send(one.joining().setSubscribedTopicNames(List.of("orders")).setServerAssignor("uniform"));
        GroupHarness restarted = new GroupHarness(GroupConfig.from(Map.of("group.consumer.assignors", "range")), harness.image);
        restarted.log.addAll(harness.log);
        restarted.reload();
        restarted.advance(2_000);
        assertThat(Errors.forCode(new ConsumerClient(restarted, "two").join("orders").errorCode())).isEqualTo(Errors.NONE);
        assertThat(restarted.events(AssignmentComputed.class)).singleElement().extracting(AssignmentComputed::protocol).isEqualTo("range");
    }
}
