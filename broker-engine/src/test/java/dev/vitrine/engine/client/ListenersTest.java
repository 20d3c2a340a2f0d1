package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several listeners, as the article's docker-compose file has them (9092 and 29092): each client is sent back to its own. */
@Timeout(120)
class ListenersTest {

    @Test
    void a_client_of_each_listener_is_told_the_address_of_that_listener() throws IOException {
        int internal = FreePort.withItsNext();
        try (EngineProcess engine = EngineProcess.serve("--listen", "localhost:0", "--listen", "INTERNAL://localhost:" + internal, "--ephemeral")) {
            Clients outside = new Clients(engine.bootstrap());
            Clients inside = new Clients("localhost:" + internal);
            assertThat(brokers(outside)).extracting(Node::port).containsExactly(engine.port());
            assertThat(brokers(inside)).extracting(Node::port).containsExactly(internal);
            String topic = outside.topic("shared", 1);
            send(outside, topic, "from outside");
            send(inside, topic, "from inside");
            assertThat(inside.readAll(topic, 2)).extracting(each -> each.value()).containsExactly("from outside", "from inside");
            assertThat(coordinator(inside, topic, "group-inside").port()).isEqualTo(internal);
            assertThat(coordinator(outside, topic, "group-outside").port()).isEqualTo(engine.port());
        }
    }

    @Test
    void an_advertised_address_is_told_instead_of_the_bound_one() throws IOException {
        int bound = FreePort.withItsNext();
        try (EngineProcess engine = EngineProcess.serve("--listen", "localhost:" + bound + "@127.0.0.1:" + bound, "--ephemeral")) {
            assertThat(engine.bootstrap()).isIn("localhost:" + bound, "127.0.0.1:" + bound);
            Node broker = brokers(new Clients("localhost:" + bound)).iterator().next();
            assertThat(broker.host() + ":" + broker.port()).isEqualTo("127.0.0.1:" + bound);
        }
    }

    @Test
    void localhost_is_reached_by_both_address_families_and_nothing_listens_beyond_it() throws IOException {
        try (EngineProcess engine = EngineProcess.serve("--listen", "localhost:0", "--ephemeral")) {
            assertThat(connects(InetAddress.getByName("127.0.0.1"), engine.port())).isTrue();
            if (InetAddress.getByName("::1").isReachable(1000)) {
                assertThat(connects(InetAddress.getByName("::1"), engine.port())).isTrue();
            }
            for (InetAddress address : addressesBeyondLoopback()) {
                assertThat(connects(address, engine.port())).as(address.toString()).isFalse();
            }
        }
    }

    private static Collection<Node> brokers(Clients clients) {
        try (var admin = clients.admin()) {
            return done(admin.describeCluster().nodes());
        }
    }

    /** The address at which a client finds the coordinator of a group that reads the topic's two records. */
    private static Node coordinator(Clients clients, String topic, String group) {
        try (var consumer = clients.consumer(Map.of("group.id", group)); var admin = clients.admin()) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            Clients.poll(consumer, 2);
            consumer.commitSync();
            return done(admin.describeConsumerGroups(List.of(group)).all()).get(group).coordinator();
        }
    }

    private static void send(Clients clients, String topic, String value) {
        try (var producer = clients.producer(Map.of())) {
            done(producer.send(new ProducerRecord<>(topic, value)));
        }
    }

    private static boolean connects(InetAddress address, int port) {
        try (Socket socket = new Socket(address, port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static Collection<InetAddress> addressesBeyondLoopback() throws SocketException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !(address instanceof Inet6Address six && six.isLinkLocalAddress())).toList();
    }
}
