package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.net.Network;
import dev.vitrine.engine.net.Reply;
import dev.vitrine.engine.net.Sockets;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.quota.ConnectionLimits;
import dev.vitrine.engine.time.Clock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads of the network, which brokers of one engine share, follow {@code num.network.threads}; {@code CrewTest} tells of the others. */
@Timeout(60)
class HouseTest {

    private static final String SETTING = "num.network.threads";

    private final Clock clock = Clock.system();
    private final Network network = new Network(1, new Network.Limits(1 << 20, 60_000), clock, new Events(100, clock::millis));
    private final Crew crew = new Crew(clock);
    private final House house = new House(crew, network, null, null, clock, null, null, null);
    private final Sockets sockets = network.sockets(1);
    private final LinkedBlockingQueue<Thread> asked = new LinkedBlockingQueue<>();
    private final List<Socket> clients = new ArrayList<>();
    private InetSocketAddress address;

    @BeforeEach
    void listen() {
        address = sockets.bind("PLAINTEXT", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), (connection, request) -> {
            asked.add(Thread.currentThread());
            return CompletableFuture.completedStage(new Reply.Body(new ApiVersionsResponseData(), (short) 0));
        });
        sockets.serve(new ConnectionLimits(BrokerSettings.of(Map.of()), clock));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        sockets.close();
        network.close();
        crew.close();
    }

    private void set(int broker, String key, int threads) {
        house.staff(broker, BrokerSettings.of(Map.of(key, Integer.toString(threads))));
    }

    /** Asks on each of them. @return the threads that took the questions up */
    private Set<Thread> threads(List<Socket> connections) throws Exception {
        Set<Thread> threads = new HashSet<>();
        for (Socket connection : connections) {
            new DataOutputStream(connection.getOutputStream()).write(new byte[] {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, (byte) 0xff, (byte) 0xff});
            threads.add(asked.poll(30, TimeUnit.SECONDS));
            DataInputStream answer = new DataInputStream(connection.getInputStream());
            answer.skipNBytes(answer.readInt());
        }
        return threads;
    }

    private List<Socket> connect(int connections) throws IOException {
        List<Socket> made = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            made.add(new Socket(address.getAddress(), address.getPort()));
        }
        clients.addAll(made);
        return made;
    }

    @Test
    void new_connections_are_shared_among_as_many_threads_as_a_broker_asks_for_and_old_ones_stay_where_they_are() throws Exception {
        List<Socket> old = connect(3);
        Set<Thread> one = threads(old);
        assertThat(one).hasSize(1);
        set(1, SETTING, 4);
        assertThat(threads(connect(9))).as("to those that have fewest").hasSize(3).doesNotContainAnyElementsOf(one);
        assertThat(threads(connect(4))).hasSize(4);
        assertThat(threads(old)).isEqualTo(one);
    }

    @Test
    void threads_that_are_too_many_get_no_new_connections_and_end_with_their_last() throws Exception {
        set(1, SETTING, 3);
        List<Socket> spread = connect(3);
        Set<Thread> three = threads(spread);
        assertThat(three).hasSize(3);
        set(1, SETTING, 1);
        Set<Thread> one = threads(connect(4));
        assertThat(one).hasSize(1);
        assertThat(threads(spread)).as("nobody's connection is closed for it").isEqualTo(three);
        for (Socket connection : spread) {
            connection.close();
        }
        three.removeAll(one);
        for (Thread tooMany : three) {
            tooMany.join(30_000);
            assertThat(tooMany.isAlive()).isFalse();
        }
        assertThat(threads(connect(2))).isEqualTo(one);
    }

    @Test
    void of_several_brokers_the_one_that_asks_for_most_is_heard_as_long_as_it_is_there() throws Exception {
        set(1, SETTING, 3);
        set(2, SETTING, 2);
        assertThat(threads(connect(3))).hasSize(3);
        house.leaves(1);
        assertThat(threads(connect(6))).hasSize(2);
        house.leaves(2);
        assertThat(threads(connect(2))).as("as many as there were").hasSize(1);
    }
}
