package dev.vitrine.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WheelTest {

    @Test
    void an_entry_is_due_on_its_very_tick_however_far_it_lies() {
        for (long deadline : new long[] {1, 63, 64, 65, 4_095, 4_096, 4_097, 262_144, 1L << 33, (1L << 40) + 12_345}) {
            Wheel wheel = new Wheel(0);
            Wheel.Entry entry = new Wheel.Entry(deadline);
            assertThat(wheel.add(entry)).isTrue();

            assertThat(advance(wheel, deadline - 1)).isEmpty();
            assertThat(advance(wheel, deadline)).containsExactly(entry);
            assertThat(wheel.nextExpiry()).isEmpty();
        }
    }

    @Test
    void what_is_due_already_is_not_added() {
        Wheel wheel = new Wheel(1_000);
        assertThat(wheel.add(new Wheel.Entry(1_000))).isFalse();
        assertThat(wheel.add(new Wheel.Entry(7))).isFalse();
        assertThat(wheel.add(new Wheel.Entry(1_001))).isTrue();
    }

    @Test
    void it_has_few_reasons_to_wake_for_a_far_entry() {
        Wheel wheel = new Wheel(0);
        wheel.add(new Wheel.Entry(10_000_000));
        int wakes = 0;

        while (wheel.nextExpiry().isPresent()) {
            advance(wheel, wheel.nextExpiry().getAsLong());
            wakes++;
        }

        assertThat(wakes).isLessThanOrEqualTo(4);
    }

    /** Against the plainest model: a list that is searched. */
    @Property(tries = 300)
    void it_hands_over_exactly_what_a_sorted_list_would(@ForAll("steps") List<Step> steps) {
        Wheel wheel = new Wheel(0);
        Set<Wheel.Entry> model = new HashSet<>();
        List<Wheel.Entry> all = new ArrayList<>();
        long now = 0;
        for (Step step : steps) {
            if (step.cancels() && !all.isEmpty()) {
                Wheel.Entry victim = all.get((int) (step.amount() % all.size()));
                wheel.remove(victim);
                model.remove(victim);
            } else if (step.adds()) {
                Wheel.Entry entry = new Wheel.Entry(now + 1 + step.amount());
                assertThat(wheel.add(entry)).isTrue();
                model.add(entry);
                all.add(entry);
            } else {
                now += step.amount() / 3;
                assertDue(wheel, model, now);
            }
        }
        assertDue(wheel, model, Long.MAX_VALUE / 2);
        assertThat(model).isEmpty();
    }

    private static void assertDue(Wheel wheel, Set<Wheel.Entry> model, long now) {
        List<Wheel.Entry> due = advance(wheel, now);
        assertThat(due).isSortedAccordingTo((a, b) -> Long.compare(a.deadline(), b.deadline()));
        assertThat(new HashSet<>(due)).hasSize(due.size())
                .isEqualTo(new HashSet<>(model.stream().filter(entry -> entry.deadline() <= now).toList()));
        due.forEach(model::remove);
        model.forEach(entry -> assertThat(wheel.nextExpiry().orElseThrow()).isLessThanOrEqualTo(entry.deadline()));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> amounts = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 70), Arbitraries.longs().between(0, 5_000), Arbitraries.longs().between(0, 1L << 36));
        return Combinators.combine(Arbitraries.integers().between(0, 9), amounts).as(Step::new).list().ofMaxSize(120);
    }

    /** One thing done to the wheel. */
    record Step(int kind, long amount) {

        boolean adds() {
            return kind < 5;
        }

        boolean cancels() {
            return kind >= 8;
        }
    }

    private static List<Wheel.Entry> advance(Wheel wheel, long now) {
        List<Wheel.Entry> due = new ArrayList<>();
        wheel.advance(now, due::add);
        return due;
    }
}
