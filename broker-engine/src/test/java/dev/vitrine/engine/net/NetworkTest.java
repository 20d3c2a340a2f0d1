package dev.vitrine.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.quota.ConnectionLimits;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.wire.Request;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sockets, with a handler of the test's own behind them. */
@Timeout(180)
class NetworkTest {

    private static final int MAX_FRAME = 1 << 20;

    private record Asked(Request request, CompletableFuture<Reply> reply) {}

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final Network network =
            new Network(1, new Network.Limits(MAX_FRAME, 300), Clock.system(), new Events(100, System::currentTimeMillis));

    private final Sockets sockets = network.sockets(1);

    private Socket connect() throws IOException {
        InetSocketAddress address = listen(sockets);
        return new Socket(address.getAddress(), address.getPort());
    }

    private InetSocketAddress listen(Sockets sockets) {
        InetSocketAddress address = sockets.bind("PLAINTEXT", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), (connection, request) -> {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            asked.add(new Asked(request, reply));
            return reply;
        });
        sockets.serve(new ConnectionLimits(BrokerSettings.of(Map.of()), Clock.system()));
        return address;
    }

    @AfterEach
    void close() {
        sockets.close();
        network.close();
    }

    private static void send(Socket socket, int correlationId) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(10);
        out.writeShort(18);
        out.writeShort(0);
        out.writeInt(correlationId);
        out.writeShort(-1);
        out.flush();
    }

    private static Reply answer() {
        return new Reply.Body(new ApiVersionsResponseData(), (short) 0);
    }

    private static int receive(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int size = in.readInt();
        int correlationId = in.readInt();
        in.skipNBytes(size - 4);
        return correlationId;
    }

    @Test
    void a_request_that_is_answered_when_the_network_is_closed_already_holds_no_memory() throws Exception {
        try (Socket socket = connect()) {
            send(socket, 1);
            Asked parked = asked.take();
            sockets.close();
            network.close();
            assertThat(parked.request().body().refCnt()).isEqualTo(1);

            parked.reply().complete(answer());

            assertThat(parked.request().body().refCnt()).isZero();
        }
    }

    @Test
    void when_nobody_is_left_who_could_answer_nothing_stays_at_work_and_late_answers_are_let_go() throws Exception {
        try (Socket socket = connect()) {
            send(socket, 1);
            Asked parked = asked.take();
            sockets.close();
            assertThat(network.connections().open()).as("it is still worked on").hasSize(1);

            sockets.abandon("the broker was stopped");

            assertThat(network.connections().open()).isEmpty();
            assertThat(parked.request().body().refCnt()).isZero();
            parked.reply().complete(answer());
            assertThat(parked.request().body().refCnt()).isZero();
        }
    }

    @Test
    void whoever_comes_while_a_broker_is_killed_leaves_nothing_behind_either() throws Exception {
        for (int round = 0; round < 40; round++) {
            Sockets killed = network.sockets(2);
            InetSocketAddress address = listen(killed);
            AtomicBoolean over = new AtomicBoolean();
            Thread coming = Thread.ofVirtual().start(() -> comeAgainUntil(over, address));
            List<Asked> seen = new ArrayList<>(List.of(asked.take()));

            killed.reset();

            over.set(true);
            coming.join();
            asked.drainTo(seen);
            assertThat(seen).allMatch(one -> one.request().body().refCnt() == 0);
            assertThat(network.connections().open()).isEmpty();
        }
    }

    /** Impatient, as clients are. */
    private static void comeAgainUntil(AtomicBoolean over, InetSocketAddress address) {
        while (!over.get()) {
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                send(socket, 1);
                socket.getInputStream().read();
            } catch (IOException refused) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void requests_of_one_connection_are_worked_on_one_at_a_time_and_answered_in_their_order() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 50; i++) {
                send(socket, i);
            }
            for (int i = 0; i < 50; i++) {
                Asked next = asked.take();
                assertThat(next.request().correlationId()).isEqualTo(i);
                assertThat(asked).as("the next waits until this one is answered").isEmpty();
                next.reply().complete(answer());
            }
            List<Integer> answers = IntStream.range(0, 50).mapToObj(i -> uncheckedReceive(socket)).toList();
            assertThat(answers).isEqualTo(IntStream.range(0, 50).boxed().toList());
        }
    }

    private static int uncheckedReceive(Socket socket) {
        try {
            return receive(socket);
        } catch (IOException lost) {
            throw new AssertionError(lost);
        }
    }

    @Test
    void what_a_client_sent_before_it_left_is_still_done() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 100; i++) {
                send(socket, i);
            }
        }
        for (int i = 0; i < 100; i++) {
            Asked next = asked.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("request " + i).isNotNull();
            assertThat(next.request().correlationId()).isEqualTo(i);
            next.reply().complete(i % 2 == 0 ? new Reply.None() : answer());
        }
        while (!network.connections().open().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_frame_larger_than_allowed_closes_the_connection() throws Exception {
        try (Socket socket = connect()) {
            new DataOutputStream(socket.getOutputStream()).writeInt(MAX_FRAME + 1);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_frame_of_negative_length_closes_the_connection() throws Exception {
        try (Socket socket = connect()) {
            new DataOutputStream(socket.getOutputStream()).writeInt(-5);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void an_api_that_does_not_exist_closes_the_connection() throws Exception {
        try (Socket socket = connect()) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(8);
            out.writeShort(999);
            out.writeShort(0);
            out.writeInt(1);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_connection_that_is_idle_too_long_is_closed() throws Exception {
        try (Socket socket = connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_connection_with_a_request_at_work_is_not_idle() throws Exception {
        try (Socket socket = connect()) {
            send(socket, 7);
            Asked waiting = asked.take();
            CompletableFuture.delayedExecutor(900, TimeUnit.MILLISECONDS).execute(() -> waiting.reply().complete(answer()));
            assertThat(receive(socket)).isEqualTo(7);
        }
    }

    @Test
    void a_connection_closed_by_its_handler_is_gone_for_observers_too() throws Exception {
        try (Socket socket = connect()) {
            send(socket, 1);
            Asked only = asked.take();
            assertThat(network.connections().open()).hasSize(1);
            only.reply().complete(new Reply.Close("for a reason"));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            while (!network.connections().open().isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }
}
