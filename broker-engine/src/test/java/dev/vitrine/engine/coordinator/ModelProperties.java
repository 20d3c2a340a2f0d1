package dev.vitrine.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for each model of a coordinator's clients: a run of it, from a seed, checks the coordinator's promises after every step. */
public abstract class ModelProperties {

    /** One run. */
    public interface Run {

        void play();

        /** All that was written. */
        Object log();
    }

    /** @param restarts whether the coordinator is restarted now and then */
    protected abstract Run run(long seed, boolean restarts);

    @Property(tries = 150)
    public void whatever_clients_do_the_promises_hold(@ForAll long seed) {
        run(seed, false).play();
    }

    @Property(tries = 150)
    public void whatever_clients_do_the_promises_hold_when_the_broker_restarts_too(@ForAll long seed) {
        run(seed, true).play();
    }

    @Example
    public void a_run_depends_on_nothing_but_its_seed() {
        Run one = run(42, true);
        Run other = run(42, true);
        one.play();
        other.play();

        assertThat(one.log()).isEqualTo(other.log());
    }
}
