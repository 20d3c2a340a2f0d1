package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AddRaftVoterOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.clients.admin.RemoveRaftVoterOptions;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.DuplicateVoterException;
import org.apache.kafka.common.errors.InconsistentClusterIdException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidUpdateVersionException;
import org.apache.kafka.common.errors.VoterNotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who votes in the metadata quorum, as administrators see it and change it (KIP-853). */
@Timeout(180)
class VotersTest {

    private static final Set<RaftVoterEndpoint> SOMEWHERE = Set.of(new RaftVoterEndpoint("CONTROLLER", "localhost", 9093));

    @TempDir
    private Path data;
    private Engine engine;
    private Admin admin;

    @BeforeEach
    void start() {
        engine = Engine.start(config -> config.brokers(3).listen("localhost", 0).data(data));
        admin = new Clients(engine.bootstrap()).admin();
    }

    @AfterEach
    void stop() {
        admin.close(Duration.ZERO);
        engine.close();
    }

    private QuorumInfo quorum() {
        return done(admin.describeMetadataQuorum().quorumInfo());
    }

    private static Map<Integer, Uuid> folders(List<QuorumInfo.ReplicaState> replicas) {
        return replicas.stream().collect(Collectors.toMap(QuorumInfo.ReplicaState::replicaId, QuorumInfo.ReplicaState::replicaDirectoryId,
                (one, other) -> one, TreeMap::new));
    }

    private Set<Integer> voters() {
        return folders(quorum().voters()).keySet();
    }

    private void awaitVoters(Integer... ids) {
        Awaiting.until(SOON, () -> voters().equals(Set.of(ids)), () -> quorum().toString());
    }

    private Uuid folderOf(int broker) throws IOException {
        String meta = Files.readString(data.resolve("broker-" + broker).resolve("meta.properties"));
        return Uuid.fromString(meta.lines().filter(line -> line.startsWith("directory.id=")).findFirst().orElseThrow().substring(13));
    }

    @Test
    void voters_are_described_with_their_folders_their_addresses_and_the_level_of_the_quorums_protocol() throws IOException {
        QuorumInfo quorum = quorum();

        assertThat(folders(quorum.voters())).isEqualTo(Map.of(1, folderOf(1), 2, folderOf(2), 3, folderOf(3)));
        assertThat(quorum.observers()).isEmpty();
        assertThat(quorum.nodes()).containsOnlyKeys(1, 2, 3);
        assertThat(quorum.nodes().get(2).endpoints()).singleElement().satisfies(at ->
                assertThat(at.host() + ":" + at.port()).isEqualTo(engine.brokers().address(2)));
        Map<String, FinalizedVersionRange> levels = done(admin.describeFeatures().featureMetadata()).finalizedFeatures();
        assertThat(levels.get("kraft.version")).isEqualTo(new FinalizedVersionRange((short) 1, (short) 1));
    }

    @Test
    void a_broker_that_is_voted_out_and_one_that_is_added_change_what_a_majority_is() throws IOException {
        engine.brokers().stop(3);
        done(admin.removeRaftVoter(3, folderOf(3)).all());
        assertThat(voters()).containsExactly(1, 2);

        int added = engine.brokers().add();
        awaitVoters(1, 2, added); // it asks for its vote by itself, when it has all

        engine.brokers().kill(1); // two of three; of the former three one would be left
        done(admin.createTopics(List.of(new NewTopic("decided", 1, (short) 1))).all());
        engine.brokers().start(1);
        engine.brokers().start(3);
        Awaiting.until(SOON, () -> folders(quorum().observers()).containsKey(3), () -> quorum().toString());
        done(admin.addRaftVoter(3, folderOf(3), SOMEWHERE).all());
        awaitVoters(1, 2, 3, added);

        assertThat(folders(quorum().voters())).containsEntry(3, folderOf(3)).containsEntry(added, folderOf(added));
        assertThat(quorum().observers()).isEmpty();
    }

    @Test
    void the_leader_can_be_voted_out_and_the_others_go_on() throws IOException {
        int leader = quorum().leaderId();

        String cluster = done(admin.describeCluster().clusterId());
        done(admin.removeRaftVoter(leader, folderOf(leader), new RemoveRaftVoterOptions().setClusterId(Optional.of(cluster))).all());

        Awaiting.until(SOON, () -> quorum().leaderId() != leader, () -> quorum().toString());
        done(admin.createTopics(List.of(new NewTopic("decided", 3, (short) 3))).all());
        Set<Integer> left = new HashSet<>(Set.of(1, 2, 3));
        left.remove(leader);
        assertThat(voters()).isEqualTo(left);
        Awaiting.until(SOON, () -> folders(quorum().observers()).containsKey(leader), () -> quorum().toString());
    }

    @Test
    void what_cant_be_done_is_refused_as_by_kafka() throws IOException {
        Uuid nobodys = new Uuid(1, 1);
        AddRaftVoterOptions elsewhere = new AddRaftVoterOptions().setClusterId(Optional.of("another"));

        assertRefused(admin.removeRaftVoter(9, nobodys).all(), VoterNotFoundException.class);
        assertRefused(admin.removeRaftVoter(1, nobodys).all(), VoterNotFoundException.class);
        assertRefused(admin.addRaftVoter(2, folderOf(2), SOMEWHERE).all(), DuplicateVoterException.class);
        assertRefused(admin.addRaftVoter(2, nobodys, SOMEWHERE).all(), DuplicateVoterException.class);
        assertRefused(admin.addRaftVoter(9, nobodys, SOMEWHERE, elsewhere).all(), InconsistentClusterIdException.class);
        assertRefused(admin.addRaftVoter(9, nobodys, Set.of(new RaftVoterEndpoint("PLAINTEXT", "localhost", 9092))).all(),
                InvalidRequestException.class);
        assertRefused(admin.updateFeatures(
                Map.of("kraft.version", new FeatureUpdate((short) 0, FeatureUpdate.UpgradeType.UNSAFE_DOWNGRADE)), new UpdateFeaturesOptions()).all(),
                InvalidUpdateVersionException.class);
        assertThat(voters()).containsExactly(1, 2, 3);
    }

    private static void assertRefused(KafkaFuture<Void> asked, Class<? extends Exception> how) {
        assertThatThrownBy(asked::get).hasCauseInstanceOf(how);
    }

    @Test
    void kafkas_tool_lists_voters_with_their_folders_and_takes_them_out_and_in() throws IOException {
        ApacheKafka kafka = ApacheKafka.required();
        Path settings = data.resolve("controller.properties");
        Files.writeString(settings, String.join("\n", "process.roles=controller", "node.id=3", "log.dirs=" + data.resolve("broker-3"),
                "controller.listener.names=CONTROLLER", "listeners=CONTROLLER://localhost:9093"));
        Function<String[], List<String>> tool = words -> kafka.tool("org.apache.kafka.tools.MetadataQuorumCommand", words).successfully();
        String at = engine.bootstrap();
        String folder = folderOf(3).toString();

        List<String> removed = tool.apply(new String[] {"--bootstrap-server", at, "remove-controller", "--controller-id", "3",
            "--controller-directory-id", folder});
        assertThat(removed).anyMatch(line -> line.matches("Removed .*controller 3 with directory id " + folder + ".*"));
        List<String> added = tool.apply(new String[] {"--bootstrap-server", at, "--command-config", settings.toString(), "add-controller"});
        assertThat(added).anyMatch(line -> line.matches("Added .*controller 3 with directory id " + folder + ".*"));

        List<String> status = tool.apply(new String[] {"--bootstrap-server", at, "describe", "--status"});
        assertThat(status).anyMatch(line -> line.startsWith("CurrentVoters:") && line.contains(folder));
    }
}
