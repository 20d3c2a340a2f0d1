package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.FlowView.Direction;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MetersTest {

    private static final long MILLI = 1_000_000L;
    private static final TopicPartition P0 = new TopicPartition("t", 0);

    private final Flow flow = new Flow(7, Direction.PRODUCE, P0);
    private final FlowKey key = new FlowKey(7, Direction.PRODUCE, P0);
    private final Consumer<Consumer<Flow>> all = visitor -> visitor.accept(flow);
    private long now = 60_000 * MILLI;

    @Test
    void two_records_a_second_are_two_a_second_and_stay_so() {
        RateMeter meter = new RateMeter();
        for (int i = 0; i < 40; i++) {
            meter.add(1, now);
            now += 500 * MILLI;
            if (i > 10) {
                assertThat(meter.perSecond(now)).isCloseTo(2, within(0.25));
            }
        }
        now += 10_000 * MILLI;
        assertThat(meter.perSecond(now)).isZero();
    }

    @Test
    void what_flowed_before_anybody_looked_is_history() {
        FlowMeter meter = new FlowMeter();
        flow.add(1_000, 1, 1, 1_000, 0);

        assertThat(meter.look(all, now)).isEmpty();
        flow.add(3, 1, 1, 1_003, 0);
        now += 16 * MILLI;
        assertThat(meter.look(all, now)).containsExactly(new FlowMeter.Moved(key, 3));
        now += 16 * MILLI;
        assertThat(meter.look(all, now)).isEmpty();
    }

    @Test
    void what_flowed_while_nobody_looked_is_not_shown_later() {
        FlowMeter meter = new FlowMeter();
        meter.look(all, now);
        flow.add(500, 1, 1, 500, 0);

        now += 2_000 * MILLI;
        assertThat(meter.look(all, now)).isEmpty();
        assertThat(meter.perSecond(key, now)).as("but counted").isEqualTo(250);

        flow.add(500, 1, 1, 1_000, 0);
        now += 60_000 * MILLI;
        assertThat(meter.look(all, now)).isEmpty();
        assertThat(meter.perSecond(key, now)).isZero();
    }

    @Test
    void the_first_records_of_a_new_connection_are_shown() {
        FlowMeter meter = new FlowMeter();
        meter.look(_ -> { }, now);
        flow.add(1, 1, 1, 1, 0);

        now += 16 * MILLI;
        assertThat(meter.look(all, now)).containsExactly(new FlowMeter.Moved(key, 1));
    }

    @Test
    void a_closed_connection_is_forgotten() {
        FlowMeter meter = new FlowMeter();
        meter.look(all, now);
        meter.look(_ -> { }, now + MILLI);

        assertThat(meter.idleNanos(key, now + MILLI)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void each_flow_is_itself_whoever_comes_or_goes_before_it() {
        Flow other = new Flow(3, Direction.PRODUCE, P0);
        FlowMeter meter = new FlowMeter();
        meter.look(all, now);
        for (int look = 1; look <= 6; look++) {
            flow.add(1, 1, 1, look, 0);
            boolean both = look % 3 != 0;
            List<FlowMeter.Moved> moved = meter.look(visitor -> {
                if (both) {
                    visitor.accept(other);
                }
                visitor.accept(flow);
            }, now + look * MILLI);
            assertThat(moved).as("look " + look).containsExactly(new FlowMeter.Moved(key, 1));
        }
    }

    @Test
    void each_partition_is_itself_whichever_comes_or_goes_before_it() {
        EndMeter meter = new EndMeter();
        for (int look = 1; look <= 6; look++) {
            long end = look;
            boolean both = look % 3 != 0;
            meter.look(visitor -> {
                if (both) {
                    visitor.end("s", 0, 100, 100, 100, 100);
                }
                visitor.end("t", 0, 0, end, end, end);
            }, now + look * MILLI);
            assertThat(meter.ends(P0)).as("look " + look).contains(new EndMeter.Ends(0, end, end));
            assertThat(meter.ends(new TopicPartition("s", 0)).isPresent()).as("look " + look).isEqualTo(both);
        }
    }

    @Test
    void ends_grow_at_the_rate_of_their_records() {
        EndMeter meter = new EndMeter();
        for (int i = 0; i <= 100; i++) {
            long records = i * 10L;
            meter.look(visitor -> visitor.end("t", 0, 5, 5 + records, 5 + records, records), now);
            now += 100 * MILLI;
        }
        assertThat(meter.perSecond(P0, now)).isCloseTo(100, within(6.0));
        assertThat(meter.ends(P0)).contains(new EndMeter.Ends(5, 1_005, 1_005));
    }

    @Test
    void a_dot_is_one_record_until_they_cannot_be_counted() {
        DotWorth worth = new DotWorth();
        assertThat(worth.update(2)).isEqualTo(1);
        assertThat(worth.update(90)).isEqualTo(1);
        assertThat(worth.update(48_200)).isEqualTo(500);
        assertThat(worth.update(40_000)).isEqualTo(500);
        assertThat(worth.update(3)).isEqualTo(1);
    }

    @Test
    void no_dot_is_invented_and_none_lost() {
        Traffic traffic = new Traffic();
        Way way = new Way(P0, "app", "");
        int[] seen = {0};
        for (int i = 0; i < 10; i++) {
            traffic.moved(way, 250, _ -> 1_000, now);
            now += 1_000 * MILLI;
            traffic.visit(now - 900 * MILLI, (_, _) -> seen[0]++);
            traffic.visit(now, (_, _) -> { });
        }
        assertThat(seen[0]).isEqualTo(2);
        assertThat(traffic.idle()).isTrue();
    }

    @Test
    void dots_under_way_are_bounded() {
        Particles particles = new Particles(10, 1_000);
        for (int i = 0; i < 25; i++) {
            particles.send(0, 0);
        }
        assertThat(particles.count()).isEqualTo(10);
        assertThat(particles.dropped()).isEqualTo(15);
        particles.visit(1_000, (_, _) -> { throw new AssertionError("has arrived"); });
        assertThat(particles.count()).isZero();
    }

    @Test
    void scales_are_numbers_to_count_by() {
        assertThat(List.of(NiceNumber.atLeast(0.3), NiceNumber.atLeast(3), NiceNumber.atLeast(482), NiceNumber.atLeast(501))).containsExactly(1L, 5L, 500L, 1_000L);
    }
}
