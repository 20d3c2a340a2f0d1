package dev.vitrine.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.RealDisk;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.offsets.MapDbView;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.VirtualTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runtime over a real MapDB file, stopped in one way or another and started again on the same log. */
class RestartTest {

    private static final int COMMITS = 500;
    private static final int KEYS = 40;
    private static final int LATER = 7;

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime(1_000_000);
    private final FakeLog log = new FakeLog(new Mailbox("shard", time.executor()));
    private final List<Event> events = new ArrayList<>();

    @Test
    void after_a_clean_stop_offsets_come_from_the_view_and_only_the_tail_is_replayed() {
        Map<String, String> before = run(true);
        appendLater();

        RegisterBench next = start();
        LoadReport report = next.load();

        assertThat(report.fromView()).isEqualTo(KEYS);
        assertThat(report.fromLog()).isEqualTo(LATER);
        assertThat(next.values()).isEqualTo(withLater(before));
        assertThat(events).isEmpty();
    }

    @Test
    void after_an_unclean_stop_all_is_replayed_to_the_same_state_and_a_note_says_so() {
        Map<String, String> before = run(false);
        appendLater();

        RegisterBench next = start();
        LoadReport report = next.load();

        assertThat(report.fromView()).isZero();
        assertThat(report.fromLog()).isEqualTo(COMMITS + LATER);
        assertThat(next.values()).isEqualTo(withLater(before));
        assertThat(events).containsExactly(new Event.ViewRebuilt("coordinator-view.db", "the last stop was not a clean one"));
    }

    @Test
    void a_view_rebuilt_once_is_good_for_the_next_start() {
        Map<String, String> before = run(false);
        RegisterBench rebuilt = start();
        rebuilt.load();
        stop(rebuilt);

        RegisterBench next = start();
        LoadReport report = next.load();

        assertThat(report).isEqualTo(new LoadReport(KEYS, 0, Optional.empty()));
        assertThat(next.values()).isEqualTo(before);
    }

    private Map<String, String> run(boolean clean) {
        RegisterBench bench = start();
        bench.load();
        for (int i = 0; i < COMMITS; i++) {
            bench.put("k" + i % KEYS, "v" + i);
            time.advance(3);
        }
        time.advance(10_000); // by then the view has written
        Map<String, String> values = bench.values();
        if (clean) {
            stop(bench);
        }
        return values;
    }

    private void appendLater() {
        for (int i = 0; i < LATER; i++) {
            log.append(List.of(Register.encoded("later" + i, "x")), 0);
        }
    }

    private static Map<String, String> withLater(Map<String, String> before) {
        Map<String, String> all = new TreeMap<>(before);
        for (int i = 0; i < LATER; i++) {
            all.put("later" + i, "x");
        }
        return all;
    }

    private RegisterBench start() {
        MapDbView view = new MapDbView(folder.resolve("coordinator-view.db"), new RealDisk(), time.executor(), time, events::add);
        return new RegisterBench(time, log, view, RuntimeOptions.DEFAULT);
    }

    private void stop(RegisterBench bench) {
        bench.runtime.close();
        time.settle();
        bench.view.close();
    }
}
