package dev.vitrine.engine.quorum;

import dev.vitrine.engine.io.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;

/** Keeps the {@link DurableState} in Kafka's file {@code quorum-state}, beside the segments of the metadata log. */
public final class QuorumStateStore {

    static final String FILE = "quorum-state";

    private static final int NOBODY = -1;

    private final Disk disk;
    private final Path path;

    /** @param folder of the metadata log */
    public QuorumStateStore(Disk disk, Path folder) {
        this.disk = disk;
        this.path = folder.resolve(FILE);
    }

    /** @throws IOException where it can't be read: to go on without it could mean to vote twice */
    public DurableState load() throws IOException {
        if (!disk.exists(path)) {
            return DurableState.NEW;
        }
        String json = new String(disk.readAll(path), StandardCharsets.UTF_8);
        try {
            int leader = number(json, "leaderId").orElseThrow();
            int voted = number(json, "votedId").orElseThrow();
            Uuid directory = text(json, "votedDirectoryId").map(Uuid::fromString).orElse(Uuid.ZERO_UUID);
            return new DurableState(number(json, "leaderEpoch").orElseThrow(),
                    leader == NOBODY ? OptionalInt.empty() : OptionalInt.of(leader),
                    voted == NOBODY ? Optional.empty() : Optional.of(new ReplicaKey(voted, directory)));
        } catch (RuntimeException broken) {
            throw new IOException(path + " is broken: " + json, broken);
        }
    }

    /** Returns when it is safe. */
    public void save(DurableState state) throws IOException {
        String json = "{\"leaderId\":" + state.leader().orElse(NOBODY)
                + ",\"leaderEpoch\":" + state.epoch()
                + ",\"votedId\":" + state.voted().map(ReplicaKey::id).orElse(NOBODY)
                + ",\"votedDirectoryId\":\"" + state.voted().map(ReplicaKey::directory).orElse(Uuid.ZERO_UUID)
                + "\",\"data_version\":1}";
        disk.writeAtomically(path, json.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Integer> number(String json, String key) {
        return value(json, key, "(-?\\d+)").map(Integer::parseInt);
    }

    private static Optional<String> text(String json, String key) {
        return value(json, key, "\"([^\"]*)\"");
    }

    private static Optional<String> value(String json, String key, String form) {
        Matcher found = Pattern.compile("\"" + key + "\"\\s*:\\s*" + form).matcher(json);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
