package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.PartitionImage.Moving;
import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignablePartition;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignableTopic;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData.ReassignablePartitionResponse;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlterReassignmentsTest {

    private final ClusterFixture cluster = ClusterFixture.of("", "", "", "");

    @BeforeEach
    void create() {
        cluster.createOn("orders", List.of(List.of(1, 2)), Map.of());
    }

    private PartitionImage partition() {
        return cluster.partition("orders", 0);
    }

    private ReassignablePartitionResponse reassign(boolean mayChangeFactor, List<Integer> replicas) {
        ReassignableTopic topic = new ReassignableTopic().setName("orders");
        topic.partitions().add(new ReassignablePartition().setPartitionIndex(0).setReplicas(replicas));
        AlterPartitionReassignmentsRequestData request =
                new AlterPartitionReassignmentsRequestData().setAllowReplicationFactorChange(mayChangeFactor);
        request.topics().add(topic);
        return cluster.decide(ground -> new AlterReassignments(ground).decide(request)).responses().getFirst().partitions().getFirst();
    }

    private void move(Integer... replicas) {
        assertThat(reassign(true, List.of(replicas)).errorMessage()).isNull();
    }

    @Test
    void new_replicas_are_added_first_and_old_ones_go_when_the_new_ones_are_in_sync() {
        move(3, 4);
        assertThat(partition().replicas()).containsExactly(3, 4, 1, 2);
        assertThat(partition().moving()).isEqualTo(new Moving(List.of(3, 4), List.of(1, 2)));
        assertThat(partition().leader()).isEqualTo(1);
        assertThat(cluster.messages()).singleElement().isInstanceOfSatisfying(PartitionChangeRecord.class, changed ->
                assertThat(changed.directories()).extracting(Uuid::getLeastSignificantBits).containsExactly(3L, 4L, 1L, 2L));
        assertThat(cluster.events).singleElement().isInstanceOfSatisfying(Event.ReassignmentStarted.class, started -> {
            assertThat(started.from()).containsExactly(1, 2);
            assertThat(started.to()).containsExactly(3, 4);
        });

        cluster.inSync("orders", 0, List.of(1, 2, 3));
        assertThat(partition().moving().underWay()).isTrue();
        Errors told = cluster.inSync("orders", 0, List.of(1, 2, 3, 4));

        assertThat(told).isEqualTo(Errors.NEW_LEADER_ELECTED);
        assertThat(partition().replicas()).containsExactly(3, 4);
        assertThat(partition().inSync()).containsExactly(3, 4);
        assertThat(partition().moving()).isEqualTo(Moving.NONE);
        assertThat(partition().leader()).isEqualTo(3);
        assertThat(partition().leaderEpoch()).isEqualTo(1);
        assertThat(cluster.events).anySatisfy(event -> assertThat(event).isInstanceOf(Event.ReassignmentCompleted.class));
    }

    @Test
    void the_same_brokers_in_another_order_are_there_at_once() {
        move(2, 1);

        assertThat(partition().replicas()).containsExactly(2, 1);
        assertThat(partition().moving().underWay()).isFalse();
        assertThat(partition().leader()).isEqualTo(1);
    }

    @Test
    void fewer_replicas_are_there_at_once_and_who_goes_cannot_fetch_any_more() {
        move(1);

        assertThat(partition().replicas()).containsExactly(1);
        assertThat(partition().inSync()).containsExactly(1);
        assertThat(partition().leaderEpoch()).isEqualTo(1);
    }

    @Test
    void a_move_that_is_called_off_leaves_everything_where_it_was() {
        move(3, 4);
        cluster.inSync("orders", 0, List.of(1, 2, 3));

        assertThat(reassign(true, null).errorCode()).isZero();

        assertThat(partition().replicas()).containsExactly(1, 2);
        assertThat(partition().inSync()).containsExactly(1, 2);
        assertThat(partition().moving()).isEqualTo(Moving.NONE);
        assertThat(Errors.forCode(reassign(true, null).errorCode())).isEqualTo(Errors.NO_REASSIGNMENT_IN_PROGRESS);
    }

    @Test
    void calling_off_a_move_that_would_lose_something_takes_leave_to_do_so() {
        move(3, 4);
        cluster.inSync("orders", 0, List.of(1, 3));
        cluster.silence(1);
        assertThat(partition().inSync()).containsExactly(3);

        assertThat(Errors.forCode(reassign(true, null).errorCode())).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
        cluster.set("orders", "unclean.leader.election.enable", "true");
        assertThat(reassign(true, null).errorCode()).isZero();

        assertThat(partition().replicas()).containsExactly(1, 2);
    }

    @Test
    void who_asks_anew_meanwhile_changes_where_it_goes() {
        move(3, 4);
        move(2, 3);

        assertThat(partition().replicas()).containsExactly(2, 3, 1, 4);
        assertThat(partition().moving().removing()).containsExactly(1, 4);
    }

    @Test
    void who_insists_on_the_replication_factor_is_refused_another() {
        ReassignablePartitionResponse refused = reassign(false, List.of(1, 2, 3));

        assertThat(Errors.forCode(refused.errorCode())).isEqualTo(Errors.INVALID_REPLICATION_FACTOR);
        assertThat(reassign(false, List.of(3, 4)).errorCode()).isZero();
    }

    @Test
    void replicas_go_to_brokers_that_exist_each_once() {
        assertThat(Errors.forCode(reassign(true, List.of(1, 9)).errorCode())).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
        assertThat(Errors.forCode(reassign(true, List.of(1, 1)).errorCode())).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
        assertThat(Errors.forCode(reassign(true, List.of()).errorCode())).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
        assertThat(cluster.records).isEmpty();
    }

    @Test
    void what_moves_is_listed() {
        cluster.createOn("still", List.of(List.of(1, 2)), Map.of());
        move(1, 3);

        var all = cluster.decide(ground -> new ListReassignments(ground).decide(new ListPartitionReassignmentsRequestData().setTopics(null)));

        assertThat(all.topics()).singleElement().satisfies(topic -> {
            assertThat(topic.name()).isEqualTo("orders");
            assertThat(topic.partitions()).singleElement().satisfies(moving -> {
                assertThat(moving.replicas()).containsExactly(1, 3, 2);
                assertThat(moving.addingReplicas()).containsExactly(3);
                assertThat(moving.removingReplicas()).containsExactly(2);
            });
        });
    }
}
