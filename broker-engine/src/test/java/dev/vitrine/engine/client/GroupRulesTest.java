package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vitrine.engine.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.UnsupportedAssignorException;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a broker's settings forbid to groups, as Java consumers meet it; and what is set for one group while the broker works. */
@Timeout(180)
class GroupRulesTest {

    private static final int HEARTBEAT_VERSION = 1;

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with("--set", "group.max.size=1", "--set", "group.consumer.max.size=1",
            "--set", "group.consumer.migration.policy=disabled", "--set", "group.consumer.assignors=range");
    private String topic;

    @BeforeEach
    void topic() {
        topic = BROKER.clients().topic("rules", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void a_group_that_is_full_takes_nobody_more(String protocol) {
        try (GroupMember member = member(protocol)) {
            assertThat(refused(Map.of("group.protocol", protocol))).isInstanceOf(GroupMaxSizeReachedException.class);
            assertThat(member.owned()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"classic, consumer", "consumer, classic"})
    void with_migration_disabled_nobody_comes_to_a_group_of_the_other_protocol(String first, String second) {
        try (GroupMember member = member(first)) {
            Class<?> expected = second.equals("consumer") ? GroupIdNotFoundException.class : InconsistentGroupProtocolException.class;
            assertThat(refused(Map.of("group.protocol", second))).isInstanceOf(expected);
            assertThat(member.owned()).hasSize(2);
        }
    }

    @Test
    void an_assignor_that_the_broker_does_not_offer_is_refused() {
        assertThat(refused(Map.of("group.protocol", "consumer", "group.remote.assignor", "uniform"))).isInstanceOf(UnsupportedAssignorException.class)
                .hasMessageContaining("Supported assignors: range.");
    }

    @Test
    void kafkas_config_command_sets_a_groups_heartbeats_while_its_members_work() throws IOException {
        ApacheKafka kafka = ApacheKafka.required();
        try (RawClient raw = new RawClient(BROKER.bootstrap())) {
            ConsumerGroupHeartbeatResponseData joined = beat(raw, 0);
            assertThat(joined.heartbeatIntervalMs()).isEqualTo(5_000);
            kafka.tool("kafka.admin.ConfigCommand", "--bootstrap-server", BROKER.bootstrap(), "--alter", "--entity-type", "groups", "--entity-name", topic,
                    "--add-config", "consumer.heartbeat.interval.ms=8000,consumer.session.timeout.ms=50000,consumer.assignment.interval.ms=0")
                    .successfully();
            Awaiting.until(SOON, () -> beat(raw, joined.memberEpoch()).heartbeatIntervalMs() == 8_000, () -> "not told");
        }
    }

    private ConsumerGroupHeartbeatResponseData beat(RawClient raw, int epoch) {
        ConsumerGroupHeartbeatRequestData request = new ConsumerGroupHeartbeatRequestData().setGroupId(topic).setMemberId(Uuid.ONE_UUID.toString())
                .setMemberEpoch(epoch);
        if (epoch == 0) {
            request.setRebalanceTimeoutMs(60_000).setSubscribedTopicNames(List.of(topic)).setTopicPartitions(List.of());
        }
        return raw.ask(HEARTBEAT_VERSION, request, ConsumerGroupHeartbeatResponseData.class);
    }

    private GroupMember member(String protocol) {
        GroupMember member = GroupMember.start(BROKER.clients().consumer(Map.of("group.id", topic, "group.protocol", protocol)), topic);
        Awaiting.until(SOON, () -> member.owned().size() == 2, () -> "owns " + member.owned());
        return member;
    }

    /** What another consumer that wants to join is told. */
    private Throwable refused(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("group.id", topic);
        try (KafkaConsumer<String, String> consumer = BROKER.clients().consumer(all)) {
            consumer.subscribe(List.of(topic));
            return catchThrowable(() -> Awaiting.until(SOON, () -> {
                consumer.poll(Duration.ofMillis(200));
                return false;
            }, () -> "was not refused"));
        }
    }
}
