package dev.vitrine.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.offsets.CoordinatorView.Loaded;
import dev.vitrine.engine.offsets.MemoryView;
import dev.vitrine.engine.offsets.ViewEntry;
import dev.vitrine.engine.time.Mailbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ViewFeedTest {

    private final MemoryView view = new MemoryView();
    private final ViewFeed feed = new ViewFeed("shard", new FakeLog(new Mailbox("shard", Runnable::run)), view);
    private long end;

    private void take(Standing standing, String... keysAndValues) {
        List<ViewEntry> entries = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.add(new ViewEntry(keysAndValues[i].getBytes(), keysAndValues[i + 1].getBytes()));
        }
        end += Math.max(1, entries.size());
        feed.take(standing, entries, end);
    }

    private Map<String, String> held() {
        Map<String, String> latest = new HashMap<>();
        loaded().entries().forEach(entry -> latest.put(new String(entry.key()), new String(entry.value())));
        return latest;
    }

    private Loaded loaded() {
        return view.load("shard").toCompletableFuture().join().orElseThrow();
    }

    @Test
    void what_stands_alone_is_handed_on_at_once() {
        take(Standing.ALONE, "a", "1", "b", "2");
        assertThat(held()).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(loaded().position().offset()).isEqualTo(2);
    }

    @Test
    void behind_an_open_transaction_nothing_is_handed_on() {
        take(Standing.ALONE, "a", "1");
        take(new Standing.InTransaction(7), "a", "2");
        take(Standing.ALONE, "b", "3");
        assertThat(held()).isEqualTo(Map.of("a", "1"));
        assertThat(loaded().position().offset()).isEqualTo(1);

        take(new Standing.End(7, true));
        assertThat(held()).isEqualTo(Map.of("a", "2", "b", "3"));
        assertThat(loaded().position().offset()).isEqualTo(4);
    }

    @Test
    void what_was_aborted_is_left_out() {
        take(Standing.ALONE, "a", "1");
        take(new Standing.InTransaction(7), "a", "2");
        take(new Standing.End(7, false));
        assertThat(held()).isEqualTo(Map.of("a", "1"));
        assertThat(loaded().position().offset()).isEqualTo(3);
    }

    private record Step(Standing standing, String key, String value) {}

    /** At any time the view holds what the log says up to the last stable offset, and not a record more. */
    @Property(tries = 300)
    void the_view_is_the_log_up_to_the_last_stable_offset(@ForAll long seed) {
        Random random = new Random(seed);
        ViewFeedTest test = new ViewFeedTest();
        List<Step> log = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long producer = random.nextInt(3);
            Standing standing = switch (random.nextInt(5)) {
                case 0, 1 -> Standing.ALONE;
                case 2, 3 -> new Standing.InTransaction(producer);
                default -> new Standing.End(producer, random.nextBoolean());
            };
            Step step = new Step(standing, "k" + random.nextInt(4), "v" + i);
            log.add(step);
            if (standing instanceof Standing.End) {
                test.take(standing);
            } else {
                test.take(standing, step.key(), step.value());
            }
            check(test, log);
        }
    }

    private static void check(ViewFeedTest test, List<Step> log) {
        Map<String, String> expected = new HashMap<>();
        int stable = 0;
        for (; stable < log.size(); stable++) {
            Step step = log.get(stable);
            if (step.standing() instanceof Standing.InTransaction in) {
                Standing.End decision = decision(log, stable, in.producerId());
                if (decision == null) {
                    break;
                }
                if (!decision.committed()) {
                    continue;
                }
            }
            if (!(step.standing() instanceof Standing.End)) {
                expected.put(step.key(), step.value());
            }
        }
        if (stable > 0) {
            assertThat(test.loaded().position().offset()).isEqualTo(stable);
            assertThat(test.held()).isEqualTo(expected);
        }
    }

    private static Standing.End decision(List<Step> log, int from, long producer) {
        return log.subList(from, log.size()).stream()
                .map(Step::standing).filter(Standing.End.class::isInstance).map(Standing.End.class::cast)
                .filter(end -> end.producerId() == producer).findFirst().orElse(null);
    }
}
