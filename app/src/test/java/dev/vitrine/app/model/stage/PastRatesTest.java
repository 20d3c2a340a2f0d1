package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.FlowView.Direction;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PastRatesTest {

    private static final TopicPartition P0 = new TopicPartition("orders", 0);

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final ScriptedSource cluster = new ScriptedSource(millis::get).topic("orders", 2).topic("__consumer_offsets", 1);
    private final long writer = cluster.connect("writer", "", "");

    private ClusterSnapshot later(long passed) {
        millis.addAndGet(passed);
        return cluster.now();
    }

    @Test
    void what_came_in_since_a_little_earlier_is_how_fast_it_went() {
        cluster.produce(writer, "orders", 0, 500);
        ClusterSnapshot before = later(0);
        cluster.produce(writer, "orders", 0, 60);
        ClusterSnapshot then = later(3_000);
        PastRates rates = PastRates.of(then, Optional.of(before));
        assertThat(rates.partitions().get(P0)).isCloseTo(20, within(0.01));
        assertThat(rates.flows().get(new FlowKey(writer, Direction.PRODUCE, P0))).isCloseTo(20, within(0.01));
        assertThat(rates.in()).isCloseTo(20, within(0.01));
        assertThat(rates.out()).isZero();
    }

    @Test
    void of_the_first_moment_that_is_remembered_no_rate_is_known() {
        ClusterSnapshot then = later(0);
        assertThat(PastRates.of(then, Optional.empty()).in()).isNegative();
        assertThat(PastRates.of(then, Optional.of(then)).in()).isNegative();
    }

    @Test
    void rates_of_a_moment_stand_while_it_is_looked_at_and_are_of_now_again_afterwards() {
        ClusterSnapshot before = later(0);
        cluster.produce(writer, "orders", 0, 30);
        ClusterSnapshot then = later(3_000);
        StageModel stage = new StageModel(new PictureMaker("vitrine-"));
        stage.show(then);
        long nanos = 1_000_000_000L;
        stage.step(cluster::flows, cluster::ends, nanos);
        stage.still(then, PastRates.of(then, Optional.of(before)), nanos += 20_000_000_000L);
        assertThat(stage.ends().perSecond(P0, nanos)).isCloseTo(10, within(0.01));
        assertThat(stage.flows().perSecond(new FlowKey(writer, Direction.PRODUCE, P0), nanos)).isCloseTo(10, within(0.01));
        stage.step(cluster::flows, cluster::ends, nanos += 20_000_000_000L);
        assertThat(stage.ends().perSecond(P0, nanos)).isZero();
    }
}
