package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsAssignment;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreatePartitionsResponseData.CreatePartitionsTopicResult;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreatePartitionsTest {

    private final ClusterFixture cluster = ClusterFixture.of("", "", "");

    @BeforeEach
    void a_topic() {
        cluster.create("orders", 2, Map.of());
    }

    private List<CreatePartitionsTopicResult> extend(boolean validateOnly, CreatePartitionsTopic... topics) {
        CreatePartitionsRequestData request = new CreatePartitionsRequestData().setValidateOnly(validateOnly);
        List.of(topics).forEach(request.topics()::add);
        return cluster.decide(ground -> new CreatePartitions(ground).decide(request)).results();
    }

    private static CreatePartitionsTopic to(String name, int count) {
        return new CreatePartitionsTopic().setName(name).setCount(count).setAssignments(null);
    }

    private static CreatePartitionsTopic to(int count, List<Integer> replicas) {
        return to("orders", count).setAssignments(List.of(new CreatePartitionsAssignment().setBrokerIds(replicas)));
    }

    private void assertRefused(CreatePartitionsTopic asked, Errors error, String message) {
        CreatePartitionsTopicResult result = extend(false, asked).getFirst();
        assertThat(Errors.forCode(result.errorCode())).isEqualTo(error);
        assertThat(result.errorMessage()).isEqualTo(message);
        assertThat(cluster.records).isEmpty();
    }

    @Test
    void new_partitions_come_behind_the_old_ones_with_as_many_replicas() {
        assertThat(extend(false, to("orders", 5)).getFirst().errorCode()).isZero();

        assertThat(cluster.topic("orders").partitions()).extracting(PartitionImage::index).containsExactly(0, 1, 2, 3, 4);
        assertThat(cluster.topic("orders").partitions()).allSatisfy(partition -> assertThat(partition.replicas()).hasSize(1));
        assertThat(cluster.events).containsExactly(new Event.PartitionsAdded("orders", 2, 5));
    }

    @Test
    void a_validating_request_changes_nothing() {
        assertThat(extend(true, to("orders", 5)).getFirst().errorCode()).isZero();
        assertThat(cluster.topic("orders").partitions()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            orders | 2     | INVALID_PARTITIONS         | Topic already has 2 partition(s).
            orders | 1     | INVALID_PARTITIONS         | The topic orders currently has 2 partition(s); 1 would not be an increase.
            orders | -1    | INVALID_PARTITIONS         | The topic orders currently has 2 partition(s); -1 would not be an increase.
            nope   | 3     | UNKNOWN_TOPIC_OR_PARTITION | null
            orders | 20000 | POLICY_VIOLATION           | Excessively large number of partitions per request.
            """)
    void impossible_counts_are_refused_in_kafkas_words(String topic, int count, Errors error, String message) {
        assertRefused(to(topic, count), error, message);
    }

    @Test
    void replicas_may_be_assigned_by_hand_one_list_per_new_partition() {
        assertThat(extend(false, to(3, List.of(2))).getFirst().errorCode()).isZero();
        assertThat(cluster.topic("orders").partitions().get(2).replicas()).containsExactly(2);

        assertRefused(to(5, List.of(2)), Errors.INVALID_REPLICA_ASSIGNMENT,
                "Attempted to add 2 additional partition(s), but only 1 assignment(s) were specified.");
        assertRefused(to(4, List.of(9)), Errors.INVALID_REPLICA_ASSIGNMENT,
                "The manual partition assignment includes broker 9, but no such broker is registered.");
        assertRefused(to(4, List.of(1, 2)), Errors.INVALID_REPLICA_ASSIGNMENT,
                "The manual partition assignment includes a partition with 2 replica(s), but this is not consistent with previous partitions, "
                        + "which have 1 replica(s).");
    }

    @Test
    void a_topic_named_twice_is_answered_once_and_not_changed() {
        List<CreatePartitionsTopicResult> results = extend(false, to("orders", 3), to("orders", 4));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(Errors.forCode(result.errorCode())).isEqualTo(Errors.INVALID_REQUEST);
            assertThat(result.errorMessage()).isEqualTo("Duplicate topic name.");
        });
        assertThat(cluster.topic("orders").partitions()).hasSize(2);
    }
}
