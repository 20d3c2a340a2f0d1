package dev.vitrine.engine.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.RealDisk;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.offsets.CoordinatorView.Loaded;
import dev.vitrine.engine.time.VirtualTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process that writes, closes and opens a view over and over, really killed: what is trusted afterwards is whole. */
@Tag("deep")
class ViewKillTest {

    private static final int ENTRIES = 300;

    @TempDir
    Path folder;

    @RepeatedTest(20)
    @Timeout(120)
    void whatever_instant_it_is_killed_at_the_view_is_whole_or_gone(RepetitionInfo repetition) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Child.class.getName(), folder.toString()).start();
        try (BufferedReader rounds = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < 2 + repetition.getCurrentRepetition(); i++) {
                assertThat(rounds.readLine()).isNotNull();
            }
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(90, TimeUnit.SECONDS)).isTrue();
        }

        VirtualTime time = new VirtualTime(0);
        List<Event> events = new ArrayList<>();
        MapDbView view = view(folder, time, events);
        Optional<Loaded> loaded = load(view, time);

        loaded.ifPresent(held -> assertThat(held.entries()).hasSize(ENTRIES)
                .extracting(entry -> new String(entry.value(), StandardCharsets.UTF_8)).containsOnly("round " + held.position().offset()));
        assertThat(loaded.isPresent()).as("either it is there, or a note says that it is not").isNotEqualTo(!events.isEmpty());
        view.close();
    }

    private static MapDbView view(Path folder, VirtualTime time, List<Event> events) {
        return new MapDbView(folder.resolve("view.db"), new RealDisk(), time.executor(), time, events::add);
    }

    private static Optional<Loaded> load(MapDbView view, VirtualTime time) {
        var loaded = view.load("s").toCompletableFuture();
        time.settle();
        return loaded.join();
    }

    /** Never ends by itself. */
    static final class Child {

        public static void main(String[] arguments) {
            for (int round = 1;; round++) {
                VirtualTime time = new VirtualTime(0);
                MapDbView view = view(Path.of(arguments[0]), time, new ArrayList<>());
                load(view, time);
                byte[] value = ("round " + round).getBytes(StandardCharsets.UTF_8);
                List<ViewEntry> entries = new ArrayList<>();
                for (int i = 0; i < ENTRIES; i++) {
                    entries.add(new ViewEntry(("key " + i).getBytes(StandardCharsets.UTF_8), value));
                }
                view.apply("s", entries, new Position(new Uuid(1, 1), 0, round));
                time.advance(10_000);
                view.close();
                System.out.println(round);
            }
        }
    }
}
