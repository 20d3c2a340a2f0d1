package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.simulate.Simulation.Report;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole cluster in virtual time. {@code simulate --seeds K} runs more. */
@Timeout(300)
class SimulationTest {

    /** As many as fit in the time that tests have; the long runs ({@code -Pdeep}) take more, {@code simulate --seeds K} as many as one likes. */
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 25);
    private static final int MANY = 300;
    private static final long FIRST = Long.getLong("simulation.first", 1_000);

    @Test
    void no_seed_breaks_a_promise() {
        run(SEEDS);
    }

    @Test
    @Tag("deep")
    @Timeout(1800)
    void no_seed_of_many_breaks_a_promise() {
        run(MANY);
    }

    private static void run(int seeds) {
        List<Report> broken = new ArrayList<>();
        long acknowledged = 0;
        long faults = 0;
        for (long seed = FIRST; seed < FIRST + seeds; seed++) {
            Report report = Simulator.run(seed);
            acknowledged += report.acknowledgements();
            faults += report.faults();
            if (!report.violations().isEmpty()) {
                broken.add(report);
            }
        }
        assertThat(broken).isEmpty();
        assertThat(acknowledged).isGreaterThan(seeds * 500L);
        assertThat(faults).isGreaterThan(seeds * 4L);
    }

    @Test
    void the_same_seed_is_the_same_run_to_the_last_event() {
        assertThat(Simulator.run(4_711)).isEqualTo(Simulator.run(4_711));
    }
}
