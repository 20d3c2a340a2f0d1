package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.testing.ScriptedSource;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LayoutGlideTest {

    private final AtomicLong now = new AtomicLong(1_000);
    private final ScriptedSource cluster = new ScriptedSource(now::get);
    private final StageModel model = new StageModel(new PictureMaker("vitrine-"));

    private void step(long millis) {
        model.step(cluster::flows, cluster::ends, millis * 1_000_000L);
    }

    private double top(String topic) {
        return model.layout().topics().get(topic).top();
    }

    @Test
    void a_card_slides_to_its_new_place_with_its_lanes_and_a_new_one_is_in_its_place_at_once() {
        cluster.topic("orders", 2);
        model.show(cluster.now());
        step(1);
        assertThat(top("orders")).isZero();

        cluster.topic("accounts", 2);
        model.show(cluster.now());
        assertThat(top("accounts")).as("new").isZero();
        assertThat(top("orders")).as("not yet on its way").isZero();
        step(10);
        step(110);
        double half = top("orders");
        double lane = model.layout().laneY(new TopicPartition("orders", 0)).orElseThrow();
        for (long at = 200; at < 900; at += 100) {
            step(at);
        }
        assertThat(half).isBetween(20.0, top("orders") - 2);
        assertThat(lane - half).isEqualTo(model.layout().laneY(new TopicPartition("orders", 0)).orElseThrow() - top("orders"));
    }

    @Test
    void another_width_and_reduced_motion_put_everything_in_its_place_at_once() {
        cluster.topic("orders", 2);
        model.show(cluster.now());
        model.calm(true);
        cluster.topic("accounts", 2);
        model.show(cluster.now());
        double there = top("orders");
        assertThat(there).isGreaterThan(40);
        model.calm(false);
        model.room(1_000, 300);
        assertThat(model.layout()).isEqualTo(StageLayout.of(model.picture(), 1_000, 300));
    }
}
