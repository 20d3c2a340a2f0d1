package dev.vitrine.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.io.DiskFile;
import dev.vitrine.engine.io.FaultyDisk;
import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.log.AppendContext;
import dev.vitrine.engine.log.AppendContext.Origin;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.CompactionConfig;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.LogConfig;
import dev.vitrine.engine.log.LogFolder;
import dev.vitrine.engine.log.LogFolder.Positions;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.wire.BatchBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogStoreTest {

    private static final Path DATA = Path.of("/data");
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Uuid ID = Uuid.randomUuid();
    private static final LogConfig CONFIG = new LogConfig(1 << 20, Long.MAX_VALUE, 0, 10 << 20, 4096, -1, -1, true, false, 1 << 20, false,
            Long.MAX_VALUE, Long.MAX_VALUE, "producer", Long.MAX_VALUE, Long.MAX_VALUE, 60_000, 1, CompactionConfig.DEFAULT);

    private final VirtualTime time = new VirtualTime(1_700_000_000_000L);
    private final MemoryDisk memory = new MemoryDisk(time::millis);
    private final FaultyDisk disk = new FaultyDisk(memory);
    private final Events events = new Events(1024, time::millis);

    /** Three records of epoch 5, all committed; then the process was killed while it wrote a fourth. */
    @BeforeEach
    void a_log_that_was_left_with_a_torn_batch() throws IOException {
        LogFolder folder = LogFolder.open(DATA, memory);
        Log log = store(folder).open(ORDERS, ID, CONFIG);
        for (int i = 0; i < 3; i++) {
            assertThat(log.append(batch(), new AppendContext(5, Origin.CLIENT, (short) 13))).isInstanceOf(AppendResult.Appended.class);
        }
        folder.checkpoint(List.of(new Positions(ORDERS, 0, 0, 3)));
        try (DiskFile file = memory.open(folder.folderOf(ORDERS).resolve("00000000000000000000.log"))) {
            file.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 7}), file.size());
        }
        folder.close();
    }

    private LogStore store(LogFolder folder) throws IOException {
        return new LogStore(folder, new LogStore.Surroundings(86_400_000, disk, time, time, events, time.executor()));
    }

    private ByteBuffer batch() {
        byte[] word = "word".getBytes(StandardCharsets.UTF_8);
        return new BatchBuilder().add(time.millis(), word, word).build();
    }

    @Test
    void a_log_that_could_not_be_opened_is_checked_as_before_when_it_can() throws IOException {
        LogStore store = store(LogFolder.open(DATA, memory));
        disk.truncateFails(true);
        assertThatThrownBy(() -> store.open(ORDERS, ID, CONFIG)).isInstanceOf(UncheckedIOException.class);
        disk.truncateFails(false);

        Log log = store.open(ORDERS, ID, CONFIG);

        assertThat(log.endOffset()).isEqualTo(3);
        assertThat(log.latestEpoch()).as("learned from the batches").contains(5);
        assertThat(store.highWatermark(ORDERS)).isEqualTo(3);
    }

    @Test
    void a_log_that_could_not_be_opened_yet_is_not_set_aside_where_a_topic_claims_it() throws IOException {
        LogStore store = store(LogFolder.open(DATA, memory));
        disk.truncateFails(true);
        assertThatThrownBy(() -> store.open(ORDERS, ID, CONFIG)).isInstanceOf(UncheckedIOException.class);
        disk.truncateFails(false);

        store.setAsideUnclaimed(ORDERS::equals);

        assertThat(store.open(ORDERS, ID, CONFIG).endOffset()).isEqualTo(3);
        assertThat(store.highWatermark(ORDERS)).isEqualTo(3);
    }

    @Test
    void what_no_topic_claims_is_set_aside_under_a_name_that_tells_whose_it_was() throws IOException {
        LogStore store = store(LogFolder.open(DATA, memory));

        store.setAsideUnclaimed(name -> false);

        assertThat(memory.list(DATA)).extracting(path -> path.getFileName().toString())
                .anyMatch(name -> name.startsWith("orders-0.") && name.endsWith("-stray")).doesNotContain("orders-0");
        assertThat(store.open(ORDERS, ID, CONFIG).endOffset()).isZero();
    }
}
