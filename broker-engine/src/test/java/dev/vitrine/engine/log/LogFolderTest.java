package dev.vitrine.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.io.RealDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.storage.internals.checkpoint.CleanShutdownFileHandler;
import org.apache.kafka.storage.internals.checkpoint.OffsetCheckpointFile;
import org.apache.kafka.storage.internals.checkpoint.PartitionMetadataFile;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFolderTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition DASHED = new TopicPartition("my-topic.v-2", 13);

    @TempDir
    Path temporary;

    private final MemoryDisk memory = new MemoryDisk(() -> 0L);
    private final Path data = Path.of("/data");

    private void text(Disk disk, Path path, String content) throws IOException {
        disk.createFolders(path.getParent());
        disk.writeAtomically(path, content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_folder_has_one_owner_at_a_time() throws IOException {
        Disk disk = new RealDisk();
        try (LogFolder mine = LogFolder.open(temporary.resolve("d"), disk)) {
            assertThatThrownBy(() -> LogFolder.open(mine.path(), disk)).isInstanceOf(LogFolder.FolderLocked.class)
                    .hasMessageContaining("in use by another process");
        }
        LogFolder.open(temporary.resolve("d"), disk).close();
    }

    @Test
    void a_stop_is_clean_only_if_somebody_said_so_and_only_for_the_next_start() throws IOException {
        LogFolder folder = LogFolder.open(data, memory);
        assertThat(folder.clean()).isFalse();
        folder.markClean();
        folder.close();
        folder = LogFolder.open(data, memory);
        assertThat(folder.clean()).isTrue();
        folder.close();
        assertThat(LogFolder.open(data, memory).clean()).isFalse();
    }

    @Test
    void partitions_are_found_with_their_ids_and_leftovers_of_deleted_ones_cleared_away() throws IOException {
        Uuid id = Uuid.randomUuid();
        text(memory, data.resolve("orders-0/partition.metadata"), "version: 0\ntopic_id: " + id);
        text(memory, data.resolve("my-topic.v-2-13/partition.metadata"), "broken");
        text(memory, data.resolve("orders-1.0123456789abcdef-delete/00000000000000000000.log"), "x");
        text(memory, data.resolve("not a partition/x"), "x");
        text(memory, data.resolve("meta.properties"), "x");
        LogFolder folder = LogFolder.open(data, memory);
        assertThat(folder.logs()).containsExactlyInAnyOrder(
                new LogFolder.FoundLog(data.resolve("orders-0"), ORDERS, Optional.of(id)),
                new LogFolder.FoundLog(data.resolve("my-topic.v-2-13"), DASHED, Optional.empty()));
        assertThat(folder.folderOf(DASHED)).isEqualTo(data.resolve("my-topic.v-2-13"));
        assertThat(memory.exists(data.resolve("orders-1.0123456789abcdef-delete"))).isFalse();
    }

    @Test
    void positions_are_remembered_in_kafkas_checkpoints() throws IOException {
        LogFolder folder = LogFolder.open(data, memory);
        folder.checkpoint(List.of(new LogFolder.Positions(ORDERS, 100, 0, 110), new LogFolder.Positions(DASHED, 7, 5, 9)));
        folder.close();
        folder = LogFolder.open(data, memory);
        assertThat(folder.recoveryPoint(ORDERS)).isEqualTo(100);
        assertThat(folder.startOffset(ORDERS)).isZero();
        assertThat(folder.highWatermark(ORDERS)).isEqualTo(110);
        assertThat(folder.startOffset(DASHED)).isEqualTo(5);
        assertThat(new String(memory.readAll(data.resolve("recovery-point-offset-checkpoint")), StandardCharsets.UTF_8))
                .isEqualTo("0\n2\nmy-topic.v-2 13 7\norders 0 100\n");
        assertThat(new String(memory.readAll(data.resolve("log-start-offset-checkpoint")), StandardCharsets.UTF_8))
                .isEqualTo("0\n1\nmy-topic.v-2 13 5\n");
    }

    @Test
    void each_kind_of_position_is_noted_by_itself_and_only_where_it_is_news() throws IOException {
        LogFolder folder = LogFolder.open(data, memory);
        List<LogFolder.Positions> logs = List.of(new LogFolder.Positions(ORDERS, 100, 5, 110));
        Path noted = data.resolve("replication-offset-checkpoint");

        folder.checkpoint(logs, LogFolder.Note.HIGH_WATERMARK);
        assertThat(new String(memory.readAll(noted), StandardCharsets.UTF_8)).isEqualTo("0\n1\norders 0 110\n");
        assertThat(memory.exists(data.resolve("recovery-point-offset-checkpoint"))).isFalse();
        assertThat(memory.exists(data.resolve("log-start-offset-checkpoint"))).isFalse();

        memory.writeAtomically(noted, new byte[0]);
        folder.checkpoint(logs, LogFolder.Note.HIGH_WATERMARK);
        assertThat(memory.readAll(noted)).as("it is no news").isEmpty();
    }

    @Test
    void broken_checkpoints_count_as_none() throws IOException {
        for (String broken : List.of("", "1\n0\n", "0\n2\norders 0 5\n", "0\n1\norders 0\n", "0\n1\norders 0 x\n", "\0\0\0\0")) {
            text(memory, data.resolve("recovery-point-offset-checkpoint"), broken);
            LogFolder folder = LogFolder.open(data, memory);
            assertThat(folder.recoveryPoint(ORDERS)).as(broken).isZero();
            folder.close();
        }
    }

    @Test
    void who_owns_the_folder_is_written_once_and_read_back() throws IOException {
        LogFolder folder = LogFolder.open(data, memory);
        assertThat(folder.meta()).isEmpty();
        MetaProperties meta = new MetaProperties("MkU3OEVBNTcwNTJENDM2Qg", 1, Uuid.randomUuid());
        folder.writeMeta(meta);
        assertThat(folder.meta()).contains(meta);
    }

    @Test
    void kafkas_own_readers_understand_every_file_of_the_folder() throws IOException {
        Path real = temporary.resolve("data");
        MetaProperties meta = new MetaProperties("MkU3OEVBNTcwNTJENDM2Qg", 3, Uuid.randomUuid());
        try (LogFolder folder = LogFolder.open(real, new RealDisk())) {
            folder.writeMeta(meta);
            folder.checkpoint(List.of(new LogFolder.Positions(ORDERS, 100, 40, 110)));
            folder.markClean();
        }
        LogFixture fixture = new LogFixture(real.resolve("orders-0"), new RealDisk(), 0);
        fixture.open().close();

        LogDirFailureChannel failures = new LogDirFailureChannel(1);
        for (String name : List.of("recovery-point-offset-checkpoint", "log-start-offset-checkpoint", "replication-offset-checkpoint")) {
            long expected = name.startsWith("rec") ? 100 : name.startsWith("log") ? 40 : 110;
            assertThat(new OffsetCheckpointFile(real.resolve(name).toFile(), failures).read()).containsEntry(ORDERS, expected).hasSize(1);
        }
        assertThat(new CleanShutdownFileHandler(real.toString()).exists()).isTrue();
        assertThat(new PartitionMetadataFile(real.resolve("orders-0/partition.metadata").toFile(), failures).read().topicId())
                .isEqualTo(LogFixture.TOPIC_ID);
        var theirs = new MetaPropertiesEnsemble.Loader().addLogDirs(List.of(real.toString())).load().logDirProps().get(real.toString());
        assertThat(theirs.clusterId()).contains(meta.clusterId());
        assertThat(theirs.nodeId()).hasValue(3);
        assertThat(theirs.directoryId()).contains(meta.directoryId());
    }
}
