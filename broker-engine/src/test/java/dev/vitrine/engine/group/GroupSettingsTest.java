package dev.vitrine.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event.AssignmentComputed;
import java.util.Map;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** What is set for a group while it works takes effect with the next heartbeat. */
class GroupSettingsTest {

    private final GroupHarness harness = new GroupHarness(
            GroupConfig.from(Map.of("group.consumer.max.session.timeout.ms", "120000")), Topics.with(Topics.NONE, "orders", 4));
    private final ConsumerClient one = new ConsumerClient(harness, "one");

    private void set(ConfigResource.Type type, String name, String key, String value) {
        harness.image = harness.image.change().config(new ConfigResource(type, name), key, value).done();
    }

    private void setForGroup(String key, String value) {
        set(ConfigResource.Type.GROUP, ConsumerClient.GROUP, key, value);
    }

    @Test
    void members_are_told_the_new_heartbeat_interval() {
        assertThat(one.join("orders").heartbeatIntervalMs()).isEqualTo(5_000);
        setForGroup("consumer.heartbeat.interval.ms", "7000");
        assertThat(one.beat().heartbeatIntervalMs()).isEqualTo(7_000);
        setForGroup("consumer.heartbeat.interval.ms", null);
        assertThat(one.beat().heartbeatIntervalMs()).isEqualTo(5_000);
    }

    @Test
    void a_member_may_be_silent_for_the_new_session_timeout() {
        one.join("orders");
        setForGroup("consumer.session.timeout.ms", "90000");
        one.beat();
        harness.advance(89_999);
        assertThat(group().find("one")).isPresent();
        harness.advance(1);
        assertThat(group().find("one")).isEmpty();
    }

    @Test
    void what_is_out_of_the_brokers_bounds_is_drawn_into_them() {
        setForGroup("consumer.heartbeat.interval.ms", "60000");
        setForGroup("consumer.session.timeout.ms", "1000");
        setForGroup("consumer.assignment.interval.ms", "-5");
        assertThat(harness.shard().settings(ConsumerClient.GROUP)).isEqualTo(new GroupSettings(45_000, 15_000, 0));
    }

    @Test
    void targets_come_as_often_as_the_group_says_else_the_broker_else_all_brokers() {
        assertThat(interval()).isEqualTo(1_000);
        set(ConfigResource.Type.BROKER, "", "group.consumer.assignment.interval.ms", "2000");
        assertThat(interval()).isEqualTo(2_000);
        set(ConfigResource.Type.BROKER, "2", "group.consumer.assignment.interval.ms", "2500");
        assertThat(interval()).isEqualTo(2_000);
        set(ConfigResource.Type.BROKER, "1", "group.consumer.assignment.interval.ms", "3000");
        assertThat(interval()).isEqualTo(3_000);
        setForGroup("consumer.assignment.interval.ms", "0");
        assertThat(interval()).isZero();
    }

    @Test
    void a_new_target_waits_for_the_assignment_interval() {
        one.join("orders");
        setForGroup("consumer.assignment.interval.ms", "10000");
        new ConsumerClient(harness, "two").join("orders");
        harness.advance(9_999);
        one.beat();
        assertThat(harness.events(AssignmentComputed.class)).hasSize(1);
        harness.advance(1);
        one.beat();
        assertThat(harness.events(AssignmentComputed.class)).hasSize(2);
    }

    private int interval() {
        return harness.shard().settings(ConsumerClient.GROUP).assignmentIntervalMs();
    }

    private ConsumerGroup group() {
        return harness.shard().consumer(ConsumerClient.GROUP).orElseThrow();
    }
}
