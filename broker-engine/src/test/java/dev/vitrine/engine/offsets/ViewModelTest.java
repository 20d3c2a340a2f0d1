package dev.vitrine.engine.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.RealDisk;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.offsets.CoordinatorView.Loaded;
import dev.vitrine.engine.time.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.Uuid;

/** Both views beside the plainest model, a map of maps. */
class ViewModelTest {

    private enum Kind { PUT, REMOVE, MANY, FORGET, LOAD, TIME, RESTART }

    /** One thing done to a view. */
    record Step(Kind kind, int shard, int number) {}

    @Property(tries = 40)
    void a_mapdb_view_holds_what_a_map_would(@ForAll("steps") List<Step> steps) throws IOException {
        Path folder = Files.createTempDirectory("view-model");
        try {
            new Story(folder.resolve("view.db")).tell(steps);
        } finally {
            new RealDisk().delete(folder.resolve("view.db"));
            new RealDisk().delete(folder.resolve("view.db.clean"));
            Files.delete(folder);
        }
    }

    @Property(tries = 200)
    void a_view_in_memory_holds_what_a_map_would(@ForAll("steps") List<Step> steps) {
        new Story(null).tell(steps);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 3), Arbitraries.integers().between(0, 400))
                .as(Step::new).list().ofMaxSize(60);
    }

    private static final class Story {

        private final VirtualTime time = new VirtualTime(0);
        private final List<Event> events = new ArrayList<>();
        private final Map<String, Map<String, String>> model = new HashMap<>();
        private final Path path;
        private CoordinatorView view;
        private long offset;

        /** @param path null for the view in memory */
        Story(Path path) {
            this.path = path;
            this.view = start();
        }

        private CoordinatorView start() {
            return path == null ? new MemoryView() : new MapDbView(path, new RealDisk(), time.executor(), time, events::add);
        }

        void tell(List<Step> steps) {
            steps.forEach(this::happens);
            for (int shard = 0; shard <= 3; shard++) {
                assertLoads("s" + shard);
            }
            view.close();
            assertThat(events).isEmpty();
        }

        private void happens(Step step) {
            String shard = "s" + step.shard();
            switch (step.kind()) {
                case PUT -> apply(shard, List.of(entry(step.number() % 20, "v" + offset)));
                case REMOVE -> apply(shard, List.of(entry(step.number() % 20, null)));
                case MANY -> {
                    List<ViewEntry> many = new ArrayList<>();
                    for (int i = 0; i < step.number(); i++) {
                        many.add(entry(i, i % 7 == 3 ? null : "m" + offset));
                    }
                    apply(shard, many);
                }
                case FORGET -> {
                    view.forget(shard);
                    model.remove(shard);
                }
                case LOAD -> assertLoads(shard);
                case TIME -> time.advance(step.number() * 20L);
                case RESTART -> {
                    if (path != null) {
                        view.close();
                        view = start();
                    }
                }
            }
        }

        private void apply(String shard, List<ViewEntry> entries) {
            offset += entries.size();
            view.apply(shard, entries, position());
            Map<String, String> values = model.computeIfAbsent(shard, name -> new TreeMap<>());
            values.put("position", String.valueOf(offset));
            for (ViewEntry entry : entries) {
                if (entry.value() == null) {
                    values.remove(text(entry.key()));
                } else {
                    values.put(text(entry.key()), text(entry.value()));
                }
            }
        }

        private void assertLoads(String shard) {
            CompletableFuture<Optional<Loaded>> loaded = view.load(shard).toCompletableFuture();
            time.settle();
            Map<String, String> values = new TreeMap<>();
            loaded.join().ifPresent(held -> {
                values.put("position", String.valueOf(held.position().offset()));
                held.entries().forEach(entry -> values.put(text(entry.key()), text(entry.value())));
            });
            assertThat(values).isEqualTo(model.getOrDefault(shard, Map.of()));
        }

        private Position position() {
            return new Position(new Uuid(3, 4), 1, offset);
        }

        private static ViewEntry entry(int key, String value) {
            return new ViewEntry(bytes("key " + key), value == null ? null : bytes(value));
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
