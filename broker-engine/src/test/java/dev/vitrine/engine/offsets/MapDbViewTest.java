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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapDbViewTest {

    private static final Uuid TOPIC = new Uuid(1, 2);

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime(0);
    private final List<Event> events = new ArrayList<>();
    private Path path;
    private MapDbView view;

    @BeforeEach
    void start() {
        path = folder.resolve("coordinator-view.db");
        view = viewOf(path);
    }

    @Test
    void after_a_clean_stop_it_holds_the_latest_value_of_every_key() {
        view.apply("offsets-0", List.of(entry("a", "1"), entry("b", "1"), entry("c", "1")), at(3));
        time.advance(10_000);
        view.apply("offsets-0", List.of(entry("a", "2"), entry("b", null)), at(5));

        restartCleanly();

        assertThat(load("offsets-0")).hasValueSatisfying(loaded -> {
            assertThat(loaded.position()).isEqualTo(at(5));
            assertThat(values(loaded)).isEqualTo(Map.of("a", "2", "c", "1"));
        });
        assertThat(events).isEmpty();
    }

    @Test
    void shards_are_kept_apart_and_forgotten_one_by_one() {
        view.apply("offsets-0", List.of(entry("a", "zero")), at(1));
        view.apply("offsets-1", List.of(entry("a", "one")), at(10));
        time.advance(10_000);
        view.forget("offsets-0");
        view.apply("offsets-2", List.of(entry("a", "two")), at(100));

        restartCleanly();

        assertThat(load("offsets-0")).isEmpty();
        assertThat(values(load("offsets-1").orElseThrow())).isEqualTo(Map.of("a", "one"));
        assertThat(load("offsets-2").orElseThrow().position()).isEqualTo(at(100));
    }

    @Test
    void a_shard_forgotten_and_filled_anew_holds_nothing_of_before() {
        view.apply("offsets-0", List.of(entry("old", "1")), at(1));
        time.advance(10_000);
        view.forget("offsets-0");
        view.apply("offsets-0", List.of(entry("new", "1")), at(2));

        restartCleanly();

        assertThat(values(load("offsets-0").orElseThrow())).isEqualTo(Map.of("new", "1"));
    }

    @Test
    void many_runs_in_a_row_keep_what_was_there() {
        for (int run = 0; run < 5; run++) {
            view.apply("offsets-0", List.of(entry("run" + run, "x")), at(run + 1));
            restartCleanly();
        }

        assertThat(values(load("offsets-0").orElseThrow())).hasSize(5);
    }

    @Test
    void a_shard_can_be_loaded_while_its_records_are_still_unwritten() {
        view.apply("offsets-0", List.of(entry("a", "1")), at(1));

        assertThat(values(load("offsets-0").orElseThrow())).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void it_writes_in_groups_and_leaves_others_their_turns() {
        List<ViewEntry> many = IntStream.range(0, 5_000).mapToObj(i -> entry("k" + i, "v")).toList();
        view.apply("offsets-0", many, at(5_000));
        assertThat(path).doesNotExist();
        time.advance(MapDbView.LINGER_MS - 1);
        assertThat(path).doesNotExist();

        time.advance(1);
        assertThat(path).exists();
        restartCleanly();
        assertThat(values(load("offsets-0").orElseThrow())).hasSize(5_000);
    }

    @Test
    void in_a_fresh_folder_nothing_is_opened_until_there_is_something_to_write() {
        assertThat(load("offsets-0")).isEmpty();
        view.forget("offsets-0");
        time.advance(10_000);
        view.close();

        assertThat(folder).isEmptyDirectory();
        assertThat(events).isEmpty();
    }

    @Test
    void a_view_that_was_not_used_stays_trusted() {
        view.apply("offsets-0", List.of(entry("a", "1")), at(1));
        restartCleanly();
        restartCleanly();

        assertThat(load("offsets-0")).isPresent();
    }

    @Test
    void after_an_unclean_stop_it_starts_anew_and_says_so() {
        view.apply("offsets-0", List.of(entry("a", "1")), at(1));
        time.advance(10_000);

        restart(); // the first was never closed

        assertThat(load("offsets-0")).isEmpty();
        assertThat(events).containsExactly(new Event.ViewRebuilt("coordinator-view.db", "the last stop was not a clean one"));
    }

    @Test
    void a_view_in_use_is_not_vouched_for() {
        view.apply("offsets-0", List.of(entry("a", "1")), at(1));
        restartCleanly();
        load("offsets-0");

        restart();

        assertThat(load("offsets-0")).isEmpty();
    }

    @Test
    void a_file_copied_in_the_middle_of_writing_is_not_trusted() throws IOException {
        view.apply("offsets-0", List.of(entry("a", "1")), at(1));
        restartCleanly();
        byte[] marker = Files.readAllBytes(marker());
        view.apply("offsets-0", IntStream.range(0, 3_000).mapToObj(i -> entry("k" + i, "v")).toList(), at(3_001));
        time.advance(MapDbView.LINGER_MS);
        Path copy = folder.resolve("copy");
        Files.createDirectory(copy);
        Files.copy(path, copy.resolve("coordinator-view.db"));
        Files.write(copy.resolve("coordinator-view.db.clean"), marker);

        view = viewOf(copy.resolve("coordinator-view.db"));

        assertThat(load("offsets-0")).isEmpty();
        assertThat(events).containsExactly(new Event.ViewRebuilt("coordinator-view.db", "it is not what was written at the last stop"));
    }

    @Test
    void a_file_cut_short_anywhere_is_thrown_away() throws IOException {
        byte[] whole = closedFile();
        byte[] marker = Files.readAllBytes(marker());
        for (int cut = 0; cut < whole.length; cut += 1 + whole.length / 23) {
            assertThrownAway(Arrays.copyOf(whole, cut), marker);
        }
    }

    @Test
    void a_file_with_a_flipped_bit_anywhere_is_thrown_away() throws IOException {
        byte[] whole = closedFile();
        byte[] marker = Files.readAllBytes(marker());
        for (int at = 0; at < whole.length; at += 1 + whole.length / 23) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            assertThrownAway(flipped, marker);
        }
    }

    @Test
    void a_file_that_mapdb_cannot_make_sense_of_never_gets_through_to_the_coordinator() throws IOException {
        byte[] whole = closedFile();
        for (int at = 0; at < whole.length; at += 1 + whole.length / 40) {
            byte[] scrambled = whole.clone();
            for (int i = at; i < Math.min(whole.length, at + 64); i++) {
                scrambled[i] ^= (byte) 0xA5;
            }
            Files.write(path, scrambled);
            new CleanMarker(new RealDisk(), path).write(); // as if it had been closed like this
            restart();

            load("offsets-0");
            view.apply("offsets-0", List.of(entry("a", "9")), at(9));
            time.advance(10_000);
            view.close();
        }
    }

    @Test
    void where_it_cannot_be_written_it_is_dropped_with_a_word_and_nobody_else_is_bothered() throws IOException {
        Files.createDirectory(path);
        Files.createFile(path.resolve("in the way"));

        view.apply("offsets-0", List.of(entry("a", "1")), at(1));
        time.advance(10_000);
        view.apply("offsets-0", List.of(entry("a", "2")), at(2));
        time.advance(10_000);

        assertThat(load("offsets-0")).isEmpty();
        view.close();
        assertThat(events).hasAtLeastOneElementOfType(Event.StorageFailed.class);
        assertThat(marker()).doesNotExist();
    }

    @Test
    void a_file_that_breaks_while_it_is_open_is_dropped_with_a_word() throws IOException {
        view.apply("offsets-0", IntStream.range(0, 3_000).mapToObj(i -> entry("k" + i, "v")).toList(), at(3_000));
        time.advance(10_000);
        Files.write(path, new byte[100]);

        assertThat(load("offsets-0")).isEmpty();
        view.apply("offsets-0", List.of(entry("a", "2")), at(3_001));
        time.advance(10_000);
        view.close();

        assertThat(events).hasSize(1).hasOnlyElementsOfType(Event.StorageFailed.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void closing_does_not_wait_for_a_flood_of_entries() {
        view.apply("offsets-0", IntStream.range(0, 60_000).mapToObj(i -> entry("k" + i, "v")).toList(), at(60_000));

        restartCleanly();

        assertThat(load("offsets-0")).isEmpty();
    }

    @Test
    void after_closing_it_takes_nothing_and_answers_nothing() {
        view.apply("offsets-0", List.of(entry("a", "1")), at(1));
        view.close();
        view.apply("offsets-0", List.of(entry("a", "2")), at(2));
        time.advance(10_000);
        assertThat(load("offsets-0")).isEmpty();
        view.close();

        restart();
        assertThat(values(load("offsets-0").orElseThrow())).isEqualTo(Map.of("a", "1"));
    }

    private byte[] closedFile() throws IOException {
        view.apply("offsets-0", IntStream.range(0, 2_000).mapToObj(i -> entry("group-" + i, "offset " + i)).toList(), at(2_000));
        restartCleanly();
        return Files.readAllBytes(path);
    }

    private void assertThrownAway(byte[] content, byte[] marker) throws IOException {
        events.clear();
        Files.write(path, content);
        Files.write(marker(), marker);
        restart();

        assertThat(load("offsets-0")).isEmpty();
        assertThat(events).hasSize(1).hasOnlyElementsOfType(Event.ViewRebuilt.class);
    }

    private void restartCleanly() {
        view.close();
        restart();
    }

    private void restart() {
        view = viewOf(path);
    }

    private MapDbView viewOf(Path file) {
        return new MapDbView(file, new RealDisk(), time.executor(), time, events::add);
    }

    private Path marker() {
        return folder.resolve("coordinator-view.db.clean");
    }

    private Optional<Loaded> load(String shard) {
        CompletableFuture<Optional<Loaded>> loaded = view.load(shard).toCompletableFuture();
        time.settle();
        assertThat(loaded).isCompleted();
        return loaded.join();
    }

    private static Position at(long offset) {
        return new Position(TOPIC, 4, offset);
    }

    private static ViewEntry entry(String key, String value) {
        return new ViewEntry(key.getBytes(StandardCharsets.UTF_8), value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> values(Loaded loaded) {
        return loaded.entries().stream().collect(Collectors.toMap(entry -> new String(entry.key(), StandardCharsets.UTF_8),
                entry -> new String(entry.value(), StandardCharsets.UTF_8)));
    }
}
