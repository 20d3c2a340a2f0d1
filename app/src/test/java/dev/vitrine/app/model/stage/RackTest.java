package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.cluster.Copy.Part;
import dev.vitrine.app.testing.ScriptedCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The brokers' tanks behind the lanes: where they stand, and what lies in them. */
class RackTest {

    private final ScriptedCluster cluster = new ScriptedCluster(() -> 1_000_000, 3).topic("orders", 3, 3);
    private final PictureMaker maker = new PictureMaker("vitrine-");

    private Picture picture() {
        return maker.picture(cluster.now(), PictureOptions.DEFAULT);
    }

    private List<Part> parts(int partition) {
        return picture().topics().getFirst().lanes().get(partition).replicas().stream().map(Picture.Replica::part).toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {276, 498, 620, 1_100})
    void tanks_stand_between_the_number_and_the_lane_and_leave_the_lane_most_of_the_room(double card) {
        Rack rack = Rack.of(3, card);
        assertThat(rack.tanks()).isEqualTo(3);
        assertThat(rack.left(0)).isGreaterThan(Rack.CHIP_LEFT + 20);
        assertThat(rack.laneLeft()).isGreaterThan(rack.left(2) + rack.tankWidth());
        assertThat(rack.laneLength(card)).isGreaterThan(0.6 * (Rack.NONE.laneLength(card)) - 12);
        assertThat(rack.at(rack.left(1) + 2)).isEqualTo(1);
        assertThat(rack.at(rack.left(1) - 1)).isEqualTo(-1);
    }

    @Test
    void one_broker_needs_no_tank_and_many_have_none_where_they_would_leave_no_lane() {
        assertThat(Rack.of(1, 498)).isEqualTo(Rack.NONE);
        assertThat(Rack.of(40, 498)).isEqualTo(Rack.NONE);
        assertThat(Rack.of(9, 1_100).tanks()).isEqualTo(9);
    }

    @Test
    void each_lane_tells_who_leads_who_follows_and_who_cannot_be_reached() {
        assertThat(parts(0)).containsExactly(Part.LEADER, Part.IN_SYNC, Part.IN_SYNC);
        assertThat(picture().brokers()).extracting(Picture.Broker::id).containsExactly(1, 2, 3);
        cluster.kill(2);
        assertThat(parts(0)).containsExactly(Part.LEADER, Part.LOST, Part.IN_SYNC);
        assertThat(picture().brokers().get(1).words()).startsWith("Broker 2, killed");
        assertThat(picture().topics().getFirst().lanes().getFirst().holders()).isEqualTo("Partition 0: broker 1 leads, broker 2 is not running, broker 3 is in sync.");
    }

    @Test
    void records_that_run_through_a_partition_change_nothing_of_what_is_told_of_its_copies() {
        cluster.produce("orders", 0, 10);
        Picture before = picture();
        cluster.produce("orders", 0, 5_000);
        assertThat(picture()).isEqualTo(before);
    }

    @Test
    void of_one_broker_alone_nothing_is_told() {
        ScriptedCluster alone = new ScriptedCluster(() -> 1_000_000, 1).topic("t", 1, 1);
        Picture picture = maker.picture(alone.now(), PictureOptions.DEFAULT);
        assertThat(picture.brokers()).isEmpty();
        assertThat(picture.topics().getFirst().lanes().getFirst().replicas()).isEmpty();
    }
}
