package dev.vitrine.engine.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class ClusterImageTest {

    private static final Uuid ID = new Uuid(1, 1);

    private static PartitionImage partition(int index, int leaderEpoch) {
        return new PartitionImage(index, List.of(1), List.of(1), 1, leaderEpoch, 0);
    }

    @Test
    void a_change_leaves_the_image_before_it_as_it_was() {
        ClusterImage before = ClusterImage.empty("cluster", 1).change().topic(new TopicImage("orders", ID, List.of())).done();

        ClusterImage after = before.change().partition(ID, partition(0, 0)).partition(ID, partition(1, 0)).done();

        assertThat(before.topic("orders").orElseThrow().partitions()).isEmpty();
        assertThat(after.topic("orders").orElseThrow().partitions()).hasSize(2);
        assertThat(after.topic(ID)).isEqualTo(after.topic("orders"));
    }

    @Test
    void a_partition_that_is_there_is_replaced_and_can_be_seen_before_the_change_is_done() {
        ClusterImage image = ClusterImage.empty("cluster", 1).change()
                .topic(new TopicImage("orders", ID, List.of())).partition(ID, partition(0, 0)).done();

        ClusterChange change = image.change().partition(ID, partition(0, 5));

        assertThat(change.partition(ID, 0).orElseThrow().leaderEpoch()).isEqualTo(5);
        assertThat(change.partition(ID, 1)).isEmpty();
        assertThat(change.partition(new Uuid(2, 2), 0)).isEmpty();
        assertThat(change.done().topic(ID).orElseThrow().partition(0).orElseThrow().leaderEpoch()).isEqualTo(5);
    }

    @Test
    void a_topic_that_is_made_and_deleted_in_one_change_leaves_nothing() {
        ClusterImage image = ClusterImage.empty("cluster", 1).change()
                .topic(new TopicImage("orders", ID, List.of())).partition(ID, partition(0, 0)).withoutTopic(ID).done();

        assertThat(image.topics()).isEmpty();
        assertThat(image.topic(ID)).isEmpty();
    }

    @Test
    void a_feature_at_level_zero_is_off() {
        ClusterImage on = ClusterImage.empty("cluster", 1).change().feature("group.version", (short) 1).done();

        assertThat(on.features()).containsExactly(Map.entry("group.version", (short) 1));
        assertThat(on.change().feature("group.version", (short) 0).done().features()).isEmpty();
    }
}
