package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of Kafka's Java consumers: who owns what, under each of its four assignors, while members come and go. */
@Timeout(240)
class JavaGroupTest {

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with();
    private final GroupMembers members = new GroupMembers();
    private String group;

    @BeforeEach
    void name() {
        group = "group-" + System.nanoTime();
    }

    @AfterEach
    void leave() {
        members.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {RangeAssignor.class, RoundRobinAssignor.class, StickyAssignor.class, CooperativeStickyAssignor.class})
    void every_partition_has_one_owner_as_members_join_and_leave(Class<?> assignor) {
        String topic = BROKER.clients().topic("owned", 6);
        Map<String, String> settings = Map.of("partition.assignment.strategy", assignor.getName());
        GroupMember first = join(topic, settings);
        members.awaitOwned(6, 1);
        GroupMember second = join(topic, settings);
        members.awaitOwned(6, 2);
        join(topic, settings);
        members.awaitOwned(6, 3);
        members.leave(second);
        members.awaitOwned(6, 2);
        assertThat(first.owned()).hasSize(3);
    }

    @Test
    void cooperative_sticky_takes_from_a_member_only_what_moves() {
        String topic = BROKER.clients().topic("cooperative", 4);
        Map<String, String> settings = Map.of("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        GroupMember first = join(topic, settings);
        members.awaitOwned(4, 1);
        join(topic, settings);
        members.awaitOwned(4, 2);
        assertThat(first.revoked()).hasSize(2);
    }

    @Test
    void a_static_member_that_returns_takes_its_partitions_back_without_a_rebalance() {
        String topic = BROKER.clients().topic("static", 4);
        GroupMember other = join(topic, Map.of("group.instance.id", "one"));
        GroupMember returning = join(topic, Map.of("group.instance.id", "two"));
        members.awaitOwned(4, 2);
        Set<TopicPartition> before = returning.owned();
        int generation = other.generation();
        members.leave(returning);
        GroupMember returned = join(topic, Map.of("group.instance.id", "two"));
        members.awaitOwned(4, 2);
        assertThat(returned.owned()).isEqualTo(before);
        assertThat(other.generation()).isEqualTo(generation);
    }

    @Test
    void records_sent_while_members_come_and_go_are_each_handled() {
        String topic = BROKER.clients().topic("flow", 4);
        join(topic, Map.of());
        members.handleAll(BROKER.clients(), topic, 400, sent -> {
            if (sent == 100 || sent == 200) {
                join(topic, Map.of());
            }
        });
    }

    @Test
    void an_administrator_sees_members_with_their_names_hosts_and_partitions() {
        String topic = BROKER.clients().topic("seen", 2);
        join(topic, Map.of("client.id", "watched-client"));
        members.awaitOwned(2, 1);
        try (var admin = BROKER.clients().admin()) {
            var described = done(admin.describeConsumerGroups(List.of(group)).all()).get(group);
            assertThat(described.groupState()).isEqualTo(GroupState.STABLE);
            assertThat(described.partitionAssignor()).isEqualTo("range");
            var member = described.members().iterator().next();
            assertThat(member.clientId()).isEqualTo("watched-client");
            assertThat(member.consumerId()).startsWith("watched-client-");
            assertThat(member.host()).startsWith("/");
            assertThat(member.assignment().topicPartitions()).hasSize(2);
        }
    }

    private GroupMember join(String topic, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("group.id", group, "partition.assignment.strategy", RangeAssignor.class.getName(),
                "heartbeat.interval.ms", "300", "session.timeout.ms", "10000"));
        all.putAll(settings);
        KafkaConsumer<String, String> consumer = BROKER.clients().consumer(all);
        return members.add(GroupMember.start(consumer, topic));
    }
}
