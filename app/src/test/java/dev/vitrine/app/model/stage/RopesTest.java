package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RopesTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);

    private final ScriptedSource cluster = new ScriptedSource(() -> 1_000);
    private final Ropes ropes = new Ropes();
    private long now = 1;

    @BeforeEach
    void two_partitions_and_one_member() {
        cluster.topic("t", 2);
        cluster.join("g", "one", "one", "t");
        cluster.assign("g", "one", P0, P1);
        cluster.state("g", GroupState.STABLE, "");
        follow();
    }

    private void follow() {
        Picture picture = new PictureMaker("vitrine-").picture(cluster.now(), PictureOptions.DEFAULT);
        ropes.follow(picture);
        StageLayout layout = StageLayout.of(picture, 1_371, 600);
        for (int i = 0; i < 200; i++) {
            ropes.step(layout, now += 16_000_000L);
        }
    }

    private Rope rope(TopicPartition partition) {
        return ropes.all().stream().filter(rope -> rope.partition().equals(partition)).findFirst().orElseThrow();
    }

    @Test
    void an_owned_partition_is_tied_to_its_member() {
        assertThat(rope(P0).tension()).isEqualTo(1);
        assertThat(ropes.heldBy("g", "one", P0)).isSameAs(rope(P0));
        assertThat(ropes.moving()).isFalse();
    }

    @Test
    void an_eager_rebalance_slackens_every_line() {
        cluster.state("g", GroupState.PREPARING_REBALANCE, "two joined");
        follow();

        assertThat(rope(P0).tension()).isZero();
        assertThat(rope(P1).tension()).isZero();
        assertThat(ropes.heldBy("g", "one", P0)).isNull();
    }

    @Test
    void a_cooperative_one_only_what_is_revoked() {
        cluster.protocol("g", "cooperative-sticky");
        cluster.join("g", "two", "two", "t");
        cluster.state("g", GroupState.PREPARING_REBALANCE, "two joined");
        cluster.assign("g", "one", P0);
        follow();

        assertThat(rope(P0).tension()).isEqualTo(1);
        assertThat(rope(P1).tension()).isZero();
        assertThat(rope(P1).alpha()).isEqualTo(1);

        double before = rope(P1).endY();
        cluster.assign("g", "two", P1);
        cluster.state("g", GroupState.STABLE, "");
        follow();
        assertThat(rope(P1).tension()).isEqualTo(1);
        assertThat(rope(P1).member()).isEqualTo("two");
        assertThat(rope(P1).endY()).isGreaterThan(before);
    }

    @Test
    void lines_of_a_group_without_members_go() {
        cluster.leave("g", "one", LeaveCause.LEFT);
        cluster.state("g", GroupState.EMPTY, "");
        follow();
        follow();

        assertThat(ropes.all()).isEmpty();
    }
}
