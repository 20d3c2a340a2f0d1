package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of Kafka's Java consumers that speak the consumer protocol (KIP-848). */
@Timeout(240)
class JavaConsumerGroupTest {

    /** Heartbeats more often than Kafka's default lets them come: a rebalance takes a few of them. */
    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with("--set", "group.consumer.min.heartbeat.interval.ms=200",
            "--set", "group.consumer.heartbeat.interval.ms=200", "--set", "group.consumer.assignment.interval.ms=0");
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
    @ValueSource(strings = {"uniform", "range"})
    void every_partition_has_one_owner_as_members_join_and_leave(String assignor) {
        String topic = BROKER.clients().topic("owned", 6);
        Map<String, String> settings = Map.of("group.remote.assignor", assignor);
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
    void a_member_gives_up_only_what_moves_and_keeps_the_rest() {
        String topic = BROKER.clients().topic("incremental", 4);
        GroupMember first = join(topic, Map.of());
        members.awaitOwned(4, 1);
        join(topic, Map.of());
        members.awaitOwned(4, 2);
        assertThat(first.revoked()).hasSize(2);
    }

    @Test
    void a_pattern_takes_in_topics_that_exist_and_topics_that_come_later() {
        String prefix = "pattern" + System.nanoTime();
        BROKER.clients().topic(prefix + "-a", 2);
        BROKER.clients().topic("other", 2);
        members.add(GroupMember.start(BROKER.clients().consumer(settings(Map.of())), new SubscriptionPattern(prefix + ".*")));
        members.awaitOwned(2, 1);
        BROKER.clients().topic(prefix + "-b", 3);
        members.awaitOwned(5, 1);
    }

    @Test
    void a_static_member_that_returns_finds_its_partitions() {
        String topic = BROKER.clients().topic("static", 4);
        GroupMember other = join(topic, Map.of("group.instance.id", "one"));
        GroupMember returning = join(topic, Map.of("group.instance.id", "two"));
        members.awaitOwned(4, 2);
        Set<TopicPartition> before = returning.owned();
        Set<TopicPartition> others = other.owned();
        members.leave(returning);
        GroupMember returned = join(topic, Map.of("group.instance.id", "two"));
        members.awaitOwned(4, 2);
        assertThat(returned.owned()).isEqualTo(before);
        assertThat(other.owned()).isEqualTo(others);
    }

    @Test
    void commits_of_members_are_found_by_the_next_ones() {
        String topic = BROKER.clients().topic("commits", 1);
        try (var producer = BROKER.clients().producer(Map.of())) {
            IntStream.range(0, 10).forEach(i -> done(producer.send(new ProducerRecord<>(topic, "value " + i))));
        }
        try (KafkaConsumer<String, String> consumer = BROKER.clients().consumer(settings(Map.of()))) {
            consumer.subscribe(List.of(topic));
            Clients.poll(consumer, 10);
            consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(7, "seven")));
        }
        try (KafkaConsumer<String, String> consumer = BROKER.clients().consumer(settings(Map.of()))) {
            consumer.subscribe(List.of(topic));
            assertThat(Clients.poll(consumer, 3).get(0).offset()).isEqualTo(7);
            assertThat(consumer.committed(Set.of(new TopicPartition(topic, 0))).values().iterator().next().metadata()).isEqualTo("seven");
        }
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
    void partitions_that_are_added_are_shared_out() {
        String topic = BROKER.clients().topic("grows", 2);
        join(topic, Map.of());
        join(topic, Map.of());
        members.awaitOwned(2, 2);
        try (var admin = BROKER.clients().admin()) {
            done(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(6))).all());
        }
        members.awaitOwned(6, 2);
    }

    @Test
    void an_administrator_sees_members_with_epochs_targets_and_partitions() {
        String topic = BROKER.clients().topic("seen", 2);
        join(topic, Map.of("client.id", "watched-client"));
        members.awaitOwned(2, 1);
        try (var admin = BROKER.clients().admin()) {
            Awaiting.until(SOON, () -> done(admin.describeConsumerGroups(List.of(group)).all()).get(group).groupState() == GroupState.STABLE,
                    () -> "not stable");
            var described = done(admin.describeConsumerGroups(List.of(group)).all()).get(group);
            assertThat(described.type()).isEqualTo(GroupType.CONSUMER);
            assertThat(described.partitionAssignor()).isEqualTo("uniform");
            assertThat(described.groupEpoch()).isEqualTo(described.targetAssignmentEpoch());
            var member = described.members().iterator().next();
            assertThat(member.clientId()).isEqualTo("watched-client");
            assertThat(member.assignment().topicPartitions()).hasSize(2);
            assertThat(member.targetAssignment().orElseThrow().topicPartitions()).hasSize(2);
            assertThat(member.memberEpoch()).isEqualTo(described.groupEpoch());
            assertThat(done(admin.listGroups(new ListGroupsOptions().withTypes(Set.of(GroupType.CONSUMER))).all()))
                    .anyMatch(listed -> listed.groupId().equals(group) && listed.type().orElseThrow() == GroupType.CONSUMER);
        }
    }

    @Test
    void a_group_goes_on_after_the_broker_was_killed() {
        String topic = BROKER.clients().topic("survives", 4);
        join(topic, Map.of());
        join(topic, Map.of());
        members.awaitOwned(4, 2);
        Map<Integer, Set<TopicPartition>> before = members.ownership();
        BROKER.get().crashAndRestart();
        try (var producer = BROKER.clients().producer(Map.of())) {
            for (int i = 0; i < 8; i++) {
                done(producer.send(new ProducerRecord<>(topic, i % 4, null, "after " + i)));
            }
        }
        Set<String> expected = IntStream.range(0, 8).mapToObj(i -> "after " + i).collect(Collectors.toSet());
        members.awaitHandled(expected);
        assertThat(members.ownership()).isEqualTo(before);
    }

    @Test
    void consumers_are_rolled_over_to_the_new_protocol_and_back_one_by_one_and_each_record_is_handled() {
        String topic = BROKER.clients().topic("rolling", 4);
        List<GroupMember> first = List.of(joinClassic(topic), joinClassic(topic));
        members.awaitOwned(4, 2);
        assertThat(type()).isEqualTo(GroupType.CLASSIC);
        send(topic, "classic");
        roll(topic, first.get(0), true);
        members.awaitOwned(4, 2);
        assertThat(type()).isEqualTo(GroupType.CONSUMER);
        send(topic, "mixed");
        roll(topic, first.get(1), true);
        members.awaitOwned(4, 2);
        send(topic, "consumer");
        members.all().forEach(member -> {
            roll(topic, member, false);
            members.awaitOwned(4, 2);
        });
        assertThat(type()).isEqualTo(GroupType.CLASSIC);
        send(topic, "back");
    }

    private void roll(String topic, GroupMember old, boolean toConsumer) {
        members.leave(old);
        if (toConsumer) {
            join(topic, Map.of());
        } else {
            joinClassic(topic);
        }
    }

    private void send(String topic, String what) {
        try (var producer = BROKER.clients().producer(Map.of())) {
            IntStream.range(0, 8).forEach(i -> done(producer.send(new ProducerRecord<>(topic, i % 4, null, what + " " + i))));
        }
        Set<String> expected = IntStream.range(0, 8).mapToObj(i -> what + " " + i).collect(Collectors.toSet());
        members.awaitHandled(expected);
    }

    private GroupType type() {
        try (var admin = BROKER.clients().admin()) {
            return done(admin.listGroups().all()).stream().filter(listed -> listed.groupId().equals(group)).findFirst().orElseThrow().type().orElseThrow();
        }
    }

    private GroupMember joinClassic(String topic) {
        return members.add(GroupMember.start(BROKER.clients().consumer(Map.of("group.id", group, "group.protocol", "classic", "metadata.max.age.ms", "500",
                "heartbeat.interval.ms", "200", "session.timeout.ms", "10000")), topic));
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of("group.id", group, "group.protocol", "consumer", "metadata.max.age.ms", "500"));
        all.putAll(more);
        return all;
    }

    private GroupMember join(String topic, Map<String, String> more) {
        return members.add(GroupMember.start(BROKER.clients().consumer(settings(more)), topic));
    }
}
