package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.simulate.Simulation.Report;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole cluster in virtual time. {@code simulate --seeds K} runs more. */
@Timeout(300)
class SimulationTest {

    /** As many as fit in the time that tests have; {@code simulate --seeds K} runs as many as one likes. */
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 10);
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

    @ParameterizedTest
    @ValueSource(longs = {1, 4_711})
    void the_same_seed_is_the_same_run_to_the_last_event(long seed) {
        assertThat(Simulator.run(seed)).isEqualTo(Simulator.run(seed));
    }
}
