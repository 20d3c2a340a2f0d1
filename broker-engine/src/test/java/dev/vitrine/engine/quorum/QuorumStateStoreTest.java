package dev.vitrine.engine.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.io.MemoryDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka's file of what a voter must not forget. */
class QuorumStateStoreTest {

    private final MemoryDisk disk = new MemoryDisk(() -> 0);
    private final Path folder = Path.of("/data/__cluster_metadata-0");
    private final QuorumStateStore store = new QuorumStateStore(disk, folder);

    @BeforeEach
    void a_folder() {
        disk.createFolders(folder);
    }

    private void written(String json) throws IOException {
        disk.writeAtomically(folder.resolve("quorum-state"), json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_was_saved_is_there_after_a_loss_of_power() throws IOException {
        DurableState voted = new DurableState(7, OptionalInt.empty(), Optional.of(new ReplicaKey(2, new Uuid(3, 4))));
        store.save(voted);
        disk.losePower();

        assertThat(store.load()).isEqualTo(voted);

        DurableState led = new DurableState(8, OptionalInt.of(3), Optional.empty());
        store.save(led);
        assertThat(store.load()).isEqualTo(led);
    }

    @Test
    void a_new_folder_has_seen_nothing() throws IOException {
        assertThat(store.load()).isEqualTo(DurableState.NEW);
    }

    @Test
    void both_forms_of_kafkas_are_read() throws IOException {
        written("{\"clusterId\":\"\",\"leaderId\":1,\"leaderEpoch\":5,\"votedId\":-1,\"appliedOffset\":0,"
                + "\"currentVoters\":[{\"voterId\":1}],\"data_version\":0}");
        assertThat(store.load()).isEqualTo(new DurableState(5, OptionalInt.of(1), Optional.empty()));

        written("{\"leaderId\":-1,\"leaderEpoch\":6,\"votedId\":2,\"votedDirectoryId\":\"AAAAAAAAAAcAAAAAAAAAAQ\",\"data_version\":1}");
        assertThat(store.load()).isEqualTo(new DurableState(6, OptionalInt.empty(), Optional.of(new ReplicaKey(2, new Uuid(7, 1)))));
    }

    @Test
    void a_broken_file_is_not_taken_for_none_since_that_could_mean_to_vote_twice() throws IOException {
        written("{\"leaderId\":1,");

        assertThatThrownBy(store::load).isInstanceOf(IOException.class).hasMessageContaining("is broken");
    }
}
