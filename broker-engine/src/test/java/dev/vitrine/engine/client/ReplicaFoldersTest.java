package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;
import org.apache.kafka.common.errors.LogDirNotFoundException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the replicas of a cluster lie: each broker has one folder, as a Kafka with one {@code log.dirs}. */
@Timeout(120)
class ReplicaFoldersTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @TempDir
    private Path data;

    @Test
    void every_broker_tells_of_its_own_replicas_and_leaves_them_where_they_are() {
        try (Engine engine = Engine.start(config -> config.brokers(3).listen("localhost", 0).data(data));
                Admin admin = new Clients(engine.bootstrap()).admin()) {
            done(admin.createTopics(List.of(new NewTopic("orders", Map.of(0, List.of(1, 2))))).all());
            try (KafkaProducer<String, String> producer = new Clients(engine.bootstrap()).producer(Map.of("acks", "all"))) {
                done(producer.send(new ProducerRecord<>("orders", 0, "key", "value")));
            }

            Awaiting.until(SOON, () -> orders(admin, 1).size() > 0 && orders(admin, 1).equals(orders(admin, 2)), () -> orders(admin, 2).toString());
            assertThat(folder(admin, 3).replicaInfos()).doesNotContainKey(ORDERS);

            move(admin, 1, own(1)); // its leader
            move(admin, 2, own(2)); // its follower
            assertThatThrownBy(() -> move(admin, 2, own(1))).hasRootCauseInstanceOf(LogDirNotFoundException.class);
            assertThatThrownBy(() -> move(admin, 3, own(3))).hasRootCauseInstanceOf(NotLeaderOrFollowerException.class);
            assertThatThrownBy(() -> done(admin.alterReplicaLogDirs(Map.of(new TopicPartitionReplica("none", 0, 1), own(1))).all()))
                    .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
            admin.close(Duration.ZERO);
        }
    }

    private String own(int broker) {
        return data.toAbsolutePath().resolve("broker-" + broker).toString();
    }

    private static void move(Admin admin, int broker, String folder) {
        done(admin.alterReplicaLogDirs(Map.of(new TopicPartitionReplica("orders", 0, broker), folder)).all());
    }

    private LogDirDescription folder(Admin admin, int broker) {
        Map<String, LogDirDescription> folders = done(admin.describeLogDirs(List.of(broker)).allDescriptions()).get(broker);
        assertThat(folders).containsOnlyKeys(own(broker));
        return folders.get(own(broker));
    }

    private ReplicaSize orders(Admin admin, int broker) {
        ReplicaInfo info = folder(admin, broker).replicaInfos().get(ORDERS);
        return info == null ? new ReplicaSize(0, 0) : new ReplicaSize(info.size(), info.offsetLag());
    }

    private record ReplicaSize(long size, long lag) {}
}
