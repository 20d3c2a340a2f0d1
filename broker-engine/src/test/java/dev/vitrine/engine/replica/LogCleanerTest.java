package dev.vitrine.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.FaultyDisk;
import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.CompactionBuffers;
import dev.vitrine.engine.log.CompactionConfig;
import dev.vitrine.engine.log.LogConfig;
import dev.vitrine.engine.log.LogFolder;
import dev.vitrine.engine.log.VerificationGuard;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Observed;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.wire.BatchBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogCleanerTest {

    private static final Path DATA = Path.of("/data");
    private static final LogConfig CONFIG = new LogConfig(1000, Long.MAX_VALUE, 0, 10 << 20, 4096, -1, -1, false, true, 1 << 20, false,
            Long.MAX_VALUE, Long.MAX_VALUE, "producer", Long.MAX_VALUE, Long.MAX_VALUE, 60_000, 1, CompactionConfig.DEFAULT);
    private static final CompactionBuffers BUFFERS = new CompactionBuffers(1 << 20, 0.9, 500);

    private final VirtualTime time = new VirtualTime(1_700_000_000_000L);
    private final MemoryDisk memory = new MemoryDisk(time::millis);
    private final FaultyDisk disk = new FaultyDisk(memory);
    private final Events events = new Events(1024, time::millis);
    private final List<Partition> partitions = new ArrayList<>();
    private CleanerSettings settings = new CleanerSettings(1, BUFFERS, Double.MAX_VALUE, 15_000);
    private LogStore store;
    private LogCleaner cleaner;

    @BeforeEach
    void open() throws IOException {
        store = new LogStore(LogFolder.open(DATA, disk),
                new LogStore.Surroundings(86_400_000, disk, time, time, events, time.executor()));
        cleaner = new LogCleaner(() -> settings, () -> partitions, store::noteCleaned,
                new LogCleaner.Surroundings(time, time, time.executor(), events));
    }

    private Partition partition(String topic) {
        TopicPartition name = new TopicPartition(topic, 0);
        Partition made = SoleReplica.of(name, store.open(name, Uuid.randomUuid(), CONFIG), new Mailbox(topic, time.executor()), time, events);
        partitions.add(made);
        return made;
    }

    private AppendResult append(Partition partition, String key) {
        var batch = new BatchBuilder().add(time.millis(), key.getBytes(StandardCharsets.UTF_8), "x".repeat(100).getBytes(StandardCharsets.UTF_8));
        var done = partition.append(batch.build(), (short) 13, VerificationGuard.NONE, Acks.LEADER).toCompletableFuture();
        while (!done.isDone()) {
            assertThat(time.runNext()).isTrue();
        }
        return done.join();
    }

    private void fill(Partition partition, int records) {
        for (int i = 0; i < records; i++) {
            assertThat(append(partition, "key")).isInstanceOf(AppendResult.Appended.class);
        }
    }

    private List<Event.LogCompacted> compacted() {
        return events.after(0, 1024).events().stream().map(Observed::event).filter(Event.LogCompacted.class::isInstance)
                .map(Event.LogCompacted.class::cast).toList();
    }

    @Test
    void the_dirtiest_log_comes_first_and_what_was_done_is_told() {
        Partition clean = partition("clean");
        fill(clean, 50);
        cleaner.start();
        time.advance(1);
        fill(clean, 10);
        Partition dirty = partition("dirty");
        fill(dirty, 50);
        assertThat(compacted()).hasSize(1);
        time.advance(15_000);
        assertThat(compacted()).extracting(Event.LogCompacted::partition).startsWith(clean.name(), dirty.name());
        Event.LogCompacted told = compacted().get(1);
        assertThat(told.bytesAfter()).isLessThan(told.bytesBefore());
        assertThat(told.recordsRemoved()).isGreaterThan(30);
        assertThat(told.upTo()).isEqualTo(dirty.log().cleanedTo());
    }

    @Test
    void appends_go_on_while_a_log_is_compacted() {
        Partition partition = partition("orders");
        fill(partition, 200);
        settings = new CleanerSettings(1, BUFFERS, 1000, 15_000);
        cleaner.start();
        long begun = time.millis();
        int appended = 0;
        while (compacted().isEmpty()) {
            assertThat(append(partition, "key")).isInstanceOf(AppendResult.Appended.class);
            appended++;
            time.advance(100);
        }
        assertThat(time.millis() - begun).as("about 70 KB read and written at 1000 B/s").isBetween(30_000L, 120_000L);
        assertThat(appended).isGreaterThan(300);
        assertThat(partition.log().endOffset()).isEqualTo(200 + appended);
    }

    @Test
    void how_far_a_log_is_compacted_is_kept_in_kafkas_checkpoint_and_known_at_the_next_start() throws IOException {
        Partition partition = partition("orders");
        Uuid id = partition.topicId();
        fill(partition, 50);
        cleaner.start();
        time.advance(1);
        long cleanedTo = partition.log().cleanedTo();
        assertThat(cleanedTo).isPositive();
        assertThat(new String(memory.readAll(DATA.resolve("cleaner-offset-checkpoint")), StandardCharsets.UTF_8))
                .isEqualTo("0\n1\norders 0 " + cleanedTo + "\n");
        cleaner.close().join();
        partition.log().close();
        store.close(partitions, List.of());
        partitions.clear();
        open();
        assertThat(store.open(partition.name(), id, CONFIG).cleanedTo()).isEqualTo(cleanedTo);
    }

    @Test
    void a_log_whose_compaction_failed_is_left_alone_and_the_others_are_not() {
        Partition broken = partition("broken");
        fill(broken, 50);
        disk.spaceLeft(0);
        cleaner.start();
        time.advance(1);
        disk.spaceLeft(Long.MAX_VALUE);
        Partition other = partition("other");
        fill(other, 50);
        time.advance(60_000);
        assertThat(compacted()).extracting(Event.LogCompacted::partition).containsOnly(other.name());
        assertThat(events.after(0, 1024).events()).extracting(Observed::event)
                .anyMatch(event -> event instanceof Event.StorageFailed failed && failed.what().equals("broken-0: compact"));
        assertThat(append(broken, "key")).isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void more_threads_take_more_logs_at_a_time_as_soon_as_they_are_set() {
        for (String topic : List.of("a", "b", "c")) {
            fill(partition(topic), 50);
        }
        settings = new CleanerSettings(1, BUFFERS, 5000, 1000);
        cleaner.start();
        assertThat(mostAtATime()).isEqualTo(1);
        assertThat(compacted()).hasSize(3);
        settings = new CleanerSettings(3, BUFFERS, 5000, 1000);
        partitions.forEach(partition -> fill(partition, 50));
        assertThat(mostAtATime()).isGreaterThan(1);
        settings = new CleanerSettings(1, BUFFERS, 5000, 1000);
        time.advance(10_000);
        partitions.forEach(partition -> fill(partition, 50));
        assertThat(mostAtATime()).isEqualTo(1);
    }

    private long mostAtATime() {
        long most = 0;
        for (int i = 0; i < 600; i++) {
            time.advance(100);
            most = Math.max(most, partitions.stream().filter(partition -> beingCleaned(DATA.resolve(partition.name().toString()))).count());
        }
        return most;
    }

    private boolean beingCleaned(Path folder) {
        try {
            return memory.list(folder).stream().anyMatch(file -> file.toString().endsWith(".cleaned"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closing_ends_a_compaction_under_way_and_leaves_nothing_half_done() throws IOException {
        Partition partition = partition("orders");
        fill(partition, 200);
        settings = new CleanerSettings(1, BUFFERS, 1000, 15_000);
        cleaner.start();
        time.advance(30_000);
        var closed = cleaner.close();
        time.advance(1000);
        assertThat(closed).isDone();
        assertThat(memory.list(DATA.resolve("orders-0"))).noneMatch(file -> file.toString().endsWith(".cleaned"));
        assertThat(compacted()).isEmpty();
    }

    @Test
    void a_partition_deleted_under_way_is_no_failure() {
        Partition partition = partition("orders");
        fill(partition, 200);
        settings = new CleanerSettings(1, BUFFERS, 1000, 15_000);
        cleaner.start();
        time.advance(30_000);
        partitions.clear();
        partition.delete(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        time.advance(300_000);
        assertThat(events.after(0, 1024).events()).extracting(Observed::event).noneMatch(Event.StorageFailed.class::isInstance);
        assertThat(compacted()).isEmpty();
    }
}
