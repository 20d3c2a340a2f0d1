package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Settings of a broker that are changed while it runs are felt by its clients at once. Which may be changed: {@code BrokerSettingAnswersTest}. */
@Timeout(120)
class DynamicSettingsTest {

    private static final byte[] API_VERSIONS = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, (byte) 0xff, (byte) 0xff};

    @TempDir
    private Path data;
    private TestBroker broker;
    private Clients clients;
    private Admin admin;

    @BeforeEach
    void start() {
        broker = TestBroker.start(data);
        clients = new Clients(broker.bootstrap());
        admin = clients.admin();
    }

    @AfterEach
    void stop() {
        admin.close();
        broker.close();
    }

    /** @param value null to take it back */
    private void set(String brokers, String key, String value) {
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), value == null ? OpType.DELETE : OpType.SET);
        done(admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.BROKER, brokers), List.of(change))).all());
    }

    @Test
    void one_address_gets_no_more_connections_than_it_may_from_now_on() throws Exception {
        InetAddress six = InetAddress.getByName("::1");
        set("", "max.connections.per.ip.overrides", "127.0.0.1:0,[::1]:0".replace("[::1]", "0:0:0:0:0:0:0:1"));
        for (String address : List.of("127.0.0.1", "::1")) {
            if (address.equals("127.0.0.1") || listens(six)) {
                try (Socket turnedAway = connect(InetAddress.getByName(address))) {
                    assertThat(isServed(turnedAway)).as(address).isFalse();
                }
            }
        }
        set("", "max.connections.per.ip.overrides", null); // the connection that was there before is kept
        try (Socket again = connect(InetAddress.getByName("127.0.0.1"))) {
            assertThat(isServed(again)).isTrue();
        }
    }

    @Test
    void a_connection_too_many_waits_until_one_leaves_and_is_served_then() throws Exception {
        int open = open();
        set("1", "max.connections", Integer.toString(open + 1));
        try (Socket last = connect(InetAddress.getByName("127.0.0.1"));
                Socket tooMany = connect(InetAddress.getByName("127.0.0.1"))) {
            assertThat(isServed(last)).isTrue();
            tooMany.setSoTimeout(700);
            assertThatThrownBy(() -> isServed(tooMany)).isInstanceOf(SocketTimeoutException.class);
            last.close();
            tooMany.setSoTimeout(60_000);
            assertThat(tooMany.getInputStream().read()).as("what it asked before is answered now").isNotNegative();
        }
    }

    @Test
    void a_limit_that_is_lowered_costs_those_their_connections_who_were_idle_longest() throws Exception {
        try (Socket first = connect(InetAddress.getByName("127.0.0.1")); Socket second = connect(InetAddress.getByName("127.0.0.1"))) {
            assertThat(isServed(first)).isTrue();
            assertThat(isServed(second)).isTrue();
            set("1", "max.connections", "2"); // the admin client has one that is older, too, or none
            assertThat(endsAfterItsAnswer(first)).isTrue();
            set("1", "max.connections", null);
            assertThat(isServed(second)).isTrue();
        }
    }

    private static boolean endsAfterItsAnswer(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes().length > 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** The admin client may have one connection or more: so many that the next is the first too many. */
    private int open() {
        done(admin.describeCluster().nodes());
        return (int) done(admin.describeCluster().nodes()).size() + 1;
    }

    @Test
    void the_largest_record_and_the_segments_of_topics_without_settings_of_their_own_change_at_once() {
        String topic = clients.topic("sizes", 1);
        try (KafkaProducer<String, String> producer = clients.producer(Map.of())) {
            done(producer.send(new ProducerRecord<>(topic, "x".repeat(100_000))));
            set("", "message.max.bytes", "10000");
            set("1", "log.segment.bytes", "1048576");
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "x".repeat(100_000))).get())
                    .isInstanceOf(ExecutionException.class).hasCauseInstanceOf(RecordTooLargeException.class);
            set("", "message.max.bytes", null);
            for (int record = 0; record < 20; record++) {
                done(producer.send(new ProducerRecord<>(topic, "x".repeat(100_000))));
            }
        }
        Path log = data.resolve("broker-1").resolve(new TopicPartition(topic, 0).toString());
        Awaiting.until(SOON, () -> segments(log) > 1, () -> "one segment in " + log);
    }

    private static long segments(Path log) {
        try (Stream<Path> files = java.nio.file.Files.list(log)) {
            return files.filter(file -> file.toString().endsWith(".log")).count();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    @Test
    void what_was_changed_outlives_a_restart_and_what_can_only_be_set_at_the_start_is_refused() {
        set("1", "max.connections", "77");
        set("", "log.cleaner.threads", "2");
        broker.restart();
        assertThat(values("max.connections", "log.cleaner.threads")).containsExactlyInAnyOrder("max.connections=77 DYNAMIC_BROKER_CONFIG",
                "log.cleaner.threads=2 DYNAMIC_DEFAULT_BROKER_CONFIG");
        assertThatThrownBy(() -> set("1", "num.partitions", "5")).hasRootCauseInstanceOf(InvalidRequestException.class)
                .hasStackTraceContaining("Cannot update these configs dynamically: [num.partitions]");
    }

    private Collection<String> values(String... keys) {
        ConfigResource own = new ConfigResource(ConfigResource.Type.BROKER, "1");
        return done(admin.describeConfigs(List.of(own)).all()).get(own).entries().stream()
                .filter(entry -> Arrays.asList(keys).contains(entry.name()))
                .map(entry -> entry.name() + "=" + entry.value() + " " + entry.source())
                .collect(Collectors.toList());
    }

    private Socket connect(InetAddress address) throws IOException {
        Socket socket = new Socket(address, Integer.parseInt(broker.bootstrap().split(":")[1]));
        socket.setSoTimeout(60_000);
        return socket;
    }

    private boolean listens(InetAddress address) {
        try (Socket socket = connect(address)) {
            return socket.isConnected();
        } catch (IOException without) {
            return false;
        }
    }

    private static boolean isServed(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(API_VERSIONS);
            return socket.getInputStream().read() >= 0;
        } catch (SocketException reset) {
            return false;
        }
    }
}
