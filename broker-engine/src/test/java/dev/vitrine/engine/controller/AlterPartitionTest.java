package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.PartitionImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionRequestData.BrokerState;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlterPartitionTest {

    private final ClusterFixture cluster = ClusterFixture.of("", "", "");

    @BeforeEach
    void create() {
        cluster.createOn("orders", List.of(List.of(1, 2, 3)), Map.of());
    }

    private PartitionImage partition() {
        return cluster.partition("orders", 0);
    }

    private long epoch(int broker) {
        return cluster.image().broker(broker).orElseThrow().epoch();
    }

    private AlterPartitionRequestData request(int from, AlterPartitionRequestData.PartitionData partition) {
        AlterPartitionRequestData.TopicData topic = new AlterPartitionRequestData.TopicData().setTopicId(cluster.topic("orders").id());
        topic.partitions().add(partition);
        AlterPartitionRequestData request = new AlterPartitionRequestData().setBrokerId(from).setBrokerEpoch(epoch(from));
        request.topics().add(topic);
        return request;
    }

    private AlterPartitionRequestData.PartitionData wanted(Integer... inSync) {
        List<BrokerState> states = new ArrayList<>();
        for (int broker : inSync) {
            states.add(new BrokerState().setBrokerId(broker).setBrokerEpoch(cluster.image().broker(broker).map(known -> known.epoch()).orElse(-1L)));
        }
        return new AlterPartitionRequestData.PartitionData().setPartitionIndex(0).setLeaderEpoch(partition().leaderEpoch())
                .setPartitionEpoch(partition().partitionEpoch()).setNewIsrWithEpochs(states);
    }

    private AlterPartitionResponseData.PartitionData ask(int from, AlterPartitionRequestData.PartitionData partition) {
        return cluster.decide(ground -> new AlterPartition(ground, (short) 3).decide(request(from, partition)))
                .topics().getFirst().partitions().getFirst();
    }

    private Errors error(int from, AlterPartitionRequestData.PartitionData partition) {
        return Errors.forCode(ask(from, partition).errorCode());
    }

    @Test
    void the_leader_shrinks_and_expands_who_is_in_sync_and_stays_leader_in_the_same_epoch() {
        AlterPartitionResponseData.PartitionData shrunk = ask(1, wanted(1, 3));
        assertThat(shrunk.errorCode()).isZero();
        assertThat(shrunk.isr()).containsExactly(1, 3);
        assertThat(shrunk.partitionEpoch()).isEqualTo(1);
        assertThat(partition()).isEqualTo(new PartitionImage(0, List.of(1, 2, 3), List.of(1, 3), 1, 0, 1));

        assertThat(error(1, wanted(1, 2, 3))).isEqualTo(Errors.NONE);
        assertThat(partition().inSync()).containsExactly(1, 2, 3);
        assertThat(partition().leaderEpoch()).isZero();
    }

    @Test
    void what_is_so_already_is_answered_and_nothing_written() {
        AlterPartitionResponseData.PartitionData answer = ask(1, wanted(1, 2, 3));

        assertThat(answer.errorCode()).isZero();
        assertThat(answer.partitionEpoch()).isZero();
        assertThat(cluster.records).isEmpty();
    }

    @Test
    void who_speaks_of_another_time_is_told_so() {
        ask(1, wanted(1, 3));

        assertThat(error(1, wanted(1).setPartitionEpoch(0))).isEqualTo(Errors.INVALID_UPDATE_VERSION);
        assertThat(error(1, wanted(1).setLeaderEpoch(-1))).isEqualTo(Errors.FENCED_LEADER_EPOCH);
        assertThat(error(1, wanted(1).setLeaderEpoch(5))).isEqualTo(Errors.NOT_CONTROLLER);
        assertThat(error(1, wanted(1).setPartitionEpoch(5))).isEqualTo(Errors.NOT_CONTROLLER);
        assertThat(error(2, wanted(2))).isEqualTo(Errors.INVALID_REQUEST);
    }

    @Test
    void a_broker_of_another_life_has_no_say() {
        AlterPartitionRequestData stale = request(1, wanted(1)).setBrokerEpoch(77);

        AlterPartitionResponseData answer = cluster.decide(ground -> new AlterPartition(ground, (short) 3).decide(stale));

        assertThat(Errors.forCode(answer.errorCode())).isEqualTo(Errors.STALE_BROKER_EPOCH);
        assertThat(answer.topics()).isEmpty();
    }

    @Test
    void nobody_is_in_sync_who_is_no_replica_or_not_there_or_not_itself_any_more() {
        assertThat(error(1, wanted(1, 4))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(error(1, wanted(2, 3))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(error(1, wanted(1, 1))).isEqualTo(Errors.INVALID_REQUEST);
        AlterPartitionRequestData.PartitionData another = wanted(1, 2);
        another.newIsrWithEpochs().getLast().setBrokerEpoch(99);
        assertThat(error(1, another)).isEqualTo(Errors.INELIGIBLE_REPLICA);
        cluster.silence(3);
        assertThat(error(1, wanted(1, 3))).isEqualTo(Errors.INELIGIBLE_REPLICA);
    }

    @Test
    void a_topic_or_partition_that_is_not_there_is_told_one_by_one() {
        AlterPartitionRequestData unknown = request(1, wanted(1));
        unknown.topics().getFirst().setTopicId(new Uuid(1, 1));

        assertThat(cluster.decide(ground -> new AlterPartition(ground, (short) 3).decide(unknown)).topics().getFirst().partitions().getFirst()
                .errorCode()).isEqualTo(Errors.UNKNOWN_TOPIC_ID.code());
        assertThat(error(1, wanted(1).setPartitionIndex(9))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @Test
    void a_leader_that_recovers_from_an_unclean_election_says_when_it_has() {
        cluster.set("orders", "unclean.leader.election.enable", "true");
        cluster.silence(3);
        cluster.silence(2);
        cluster.heartbeat(3, false, false);
        cluster.silence(1);
        assertThat(partition().leader()).isEqualTo(3);
        assertThat(partition().recovering()).isTrue();

        cluster.heartbeat(1, false, false);
        assertThat(error(3, wanted(1, 3).setLeaderRecoveryState((byte) 1))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(error(3, wanted(3).setLeaderRecoveryState((byte) 0))).isEqualTo(Errors.NONE);
        assertThat(partition().recovering()).isFalse();
        assertThat(error(3, wanted(3).setLeaderRecoveryState((byte) 1))).isEqualTo(Errors.INVALID_REQUEST);
    }
}
