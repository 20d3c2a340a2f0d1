package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.engine.observe.GroupState;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Reduced motion: everything is told, nothing flies. */
class CalmTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);

    @Test
    void everything_is_in_its_place_after_a_single_frame() {
        ScriptedSource cluster = new ScriptedSource(() -> 1_000);
        cluster.topic("t", 1);
        cluster.join("g", "one", "one", "t");
        cluster.assign("g", "one", P0);
        cluster.state("g", GroupState.STABLE, "");
        StageModel model = new StageModel(new PictureMaker("vitrine-"));
        model.calm(true);
        model.show(cluster.now());
        model.step(cluster::flows, cluster::ends, 1);

        assertThat(model.ropes().all()).allMatch(rope -> rope.tension() == 1 && rope.alpha() == 1);

        cluster.join("g", "two", "two", "t");
        cluster.assign("g", "one");
        cluster.assign("g", "two", P0);
        model.show(cluster.now());
        model.step(cluster::flows, cluster::ends, 2);

        double two = model.layout().memberY("g", "two").orElseThrow();
        assertThat(model.ropes().all()).filteredOn(Rope::held).allMatch(rope -> rope.endY() == two && rope.tension() == 1);
    }

    @Test
    void a_record_appears_where_it_goes_and_does_not_fly_there() {
        Ease ease = new Ease();
        ease.calm(true);
        Traffic traffic = new Traffic(ease);
        traffic.moved(new Way(P0, "app", ""), 3, _ -> 1, 0);
        Set<Double> seenAt = new TreeSet<>();
        for (long now = 0; now < 600_000_000L; now += 16_000_000L) {
            traffic.visit(now, (_, progress) -> seenAt.add(progress));
        }
        assertThat(seenAt).as("one place only").hasSize(1);
        traffic.visit(2_000_000_000L, (_, _) -> { });
        assertThat(traffic.idle()).isTrue();
    }

    @Test
    void a_lane_shows_the_end_at_once() {
        Ease ease = new Ease();
        ease.calm(true);
        LaneWindow window = new LaneWindow(ease);
        window.update(0, 10, 100, 1);
        window.update(0, 90, 100, 2);
        assertThat(window.end()).isEqualTo(90);
    }
}
