package dev.vitrine.engine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Apache Kafka does when its only broker, which runs, is unregistered: it lets it happen. */
@Timeout(120)
class UnregisterTest {

    @TempDir
    private Path data;

    @Test
    void a_broker_that_runs_is_forgotten_and_comes_back_with_all_it_had_when_it_is_started_again() throws Exception {
        try (Engine engine = start(); Admin admin = admin(engine)) {
            done(admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1))).all());
            done(admin.unregisterBroker(1).all());
            assertThat(done(admin.describeCluster().nodes())).isEmpty();
            assertThatThrownBy(() -> done(admin.createTopics(List.of(new NewTopic("nowhere", 1, (short) 1))).all()))
                    .hasCauseInstanceOf(InvalidReplicationFactorException.class)
                    .hasMessageContaining("Unable to replicate the partition 1 time(s): All brokers are currently fenced");
            assertThatThrownBy(() -> done(admin.unregisterBroker(1).all())).hasCauseInstanceOf(BrokerIdNotRegisteredException.class);
        }
        try (Engine engine = start(); Admin admin = admin(engine)) {
            assertThat(done(admin.describeCluster().nodes())).hasSize(1);
            assertThat(done(admin.describeTopics(List.of("kept")).allTopicNames()).get("kept").partitions())
                    .hasSize(2).allSatisfy(partition -> assertThat(partition.leader().id()).isEqualTo(1));
            done(admin.createTopics(List.of(new NewTopic("somewhere", 1, (short) 1))).all());
        }
    }

    private Engine start() {
        return Engine.start(config -> config.listen("localhost", 0).data(data));
    }

    private static Admin admin(Engine engine) {
        return Admin.create(Map.of("bootstrap.servers", engine.bootstrap()));
    }

    private static <T> T done(KafkaFuture<T> future) throws Exception {
        return future.get(90, TimeUnit.SECONDS);
    }
}
