package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.simulate.Simulation.Report;
import dev.vitrine.engine.simulate.Story;
import dev.vitrine.engine.simulate.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole cluster in virtual time. {@code simulate --seeds K} runs more. */
@Timeout(300)
class SimulationTest {

    /** As many as fit in the time that tests have; {@code simulate --seeds K} runs as many as one likes. */
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 10);
    private static final Set<String> LOSSES = Set.of("P1", "P3", "P4");
    private static final long FIRST = Long.getLong("simulation.first", 1_000);

    @Test
    void no_seed_breaks_a_promise() {
        List<Report> broken = new ArrayList<>();
        long acknowledged = 0;
        long faults = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            Report report = Simulator.run(seed);
            acknowledged += report.acknowledgements();
            faults += report.faults();
            if (!report.violations().isEmpty()) {
                broken.add(report);
            }
        }
        assertThat(broken).isEmpty();
        assertThat(acknowledged).isGreaterThan(SEEDS * 500L);
        assertThat(faults).isGreaterThan(SEEDS * 4L);
    }

    /** The judge would see it: who gives durability away loses what was acknowledged, and readers notice. */
    @Test
    void with_unclean_elections_and_one_replica_in_sync_enough_some_seed_loses_what_was_acknowledged() {
        Map<String, String> careless = Map.of("min.insync.replicas", "1", "unclean.leader.election.enable", "true");
        assertThat(LongStream.range(0, 20).mapToObj(seed -> Simulator.run(seed, careless, Story.UNTOLD))
                .flatMap(report -> report.violations().stream()).map(Violation::promise).filter(LOSSES::contains).findFirst()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4_711})
    void the_same_seed_is_the_same_run_to_the_last_event(long seed) {
        assertThat(Simulator.run(seed)).isEqualTo(Simulator.run(seed));
    }
}
