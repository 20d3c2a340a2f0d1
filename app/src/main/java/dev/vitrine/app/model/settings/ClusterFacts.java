package dev.vitrine.app.model.settings;

import static dev.vitrine.app.model.words.Answers.await;

import dev.vitrine.app.model.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/** Where a cluster keeps its data, asked of the brokers themselves. Blocks: not for the toolkit's thread. */
public final class ClusterFacts {

    private final Supplier<Admin> admin;

    public ClusterFacts(Supplier<Admin> admin) {
        this.admin = admin;
    }

    /**
     * A folder on a broker's machine.
     *
     * @param bytes of all partitions in it
     */
    public record Folder(int broker, String path, long bytes) {

        public String sentence() {
            return Figures.bytes(bytes) + " of records";
        }
    }

    public List<Folder> folders() throws Exception {
        List<Integer> brokers = await(admin.get().describeCluster().nodes()).stream().map(Node::id).toList();
        var descriptions = await(admin.get().describeLogDirs(brokers).allDescriptions());
        List<Folder> folders = new ArrayList<>();
        for (int broker : new TreeSet<>(descriptions.keySet())) {
            descriptions.get(broker).forEach((path, dir) -> folders.add(new Folder(broker, path, size(dir))));
        }
        return List.copyOf(folders);
    }

    private static long size(LogDirDescription dir) {
        return dir.replicaInfos().values().stream().mapToLong(replica -> replica.size()).sum();
    }
}
