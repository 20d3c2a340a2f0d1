package dev.vitrine.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.RawClient;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.net.Network;
import dev.vitrine.engine.net.Reply;
import dev.vitrine.engine.net.Sockets;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.quota.ConnectionLimits;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.wire.Request;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.junit.jupiter.api.Test;

class SlowMotionTest {

    private final VirtualTime time = new VirtualTime(0);
    private final List<String> worked = new ArrayList<>();
    private final SlowMotion slow = new SlowMotion((connection, request) -> {
        worked.add(request.api() + " at " + time.millis());
        return CompletableFuture.completedStage(new Reply.None());
    }, time, new SlowMotion.Sessions(6_000, 45_000));

    private final Connection connection =
            new Connection(1, 1, "PLAINTEXT", new InetSocketAddress(InetAddress.getLoopbackAddress(), 9), Clock.system(), new Events(10, () -> 0));

    private CompletionStage<Reply> ask(ApiKeys api, int version, ApiMessage body) {
        return slow.handle(connection, request(api, version, body));
    }

    private static Request request(ApiKeys api, int version, ApiMessage body) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer bytes = ByteBuffer.allocate(body.size(cache, (short) version));
        body.write(new ByteBufferAccessor(bytes), cache, (short) version);
        bytes.flip();
        return new Request(api, (short) version, 1, "app", Unpooled.wrappedBuffer(bytes));
    }

    private CompletionStage<Reply> join(String group, int sessionMs, int rebalanceMs) {
        return ask(ApiKeys.JOIN_GROUP, 9, new JoinGroupRequestData().setGroupId(group).setSessionTimeoutMs(sessionMs).setRebalanceTimeoutMs(rebalanceMs));
    }

    private CompletionStage<Reply> sync(String group) {
        return ask(ApiKeys.SYNC_GROUP, 5, new SyncGroupRequestData().setGroupId(group));
    }

    @Test
    void as_long_as_nobody_asks_for_it_nothing_waits_and_no_timer_is_set() {
        join("g", 45_000, 300_000);

        assertThat(worked).containsExactly("JOIN_GROUP at 0");
        assertThat(time.untilNext()).isEmpty();
    }

    @Test
    void a_join_and_a_sync_each_take_the_time_that_was_asked_for() {
        slow.hold(2_000);

        CompletionStage<Reply> joined = join("g", 45_000, 300_000);
        time.advance(1_999);
        assertThat(worked).isEmpty();
        assertThat(joined.toCompletableFuture()).isNotDone();
        time.advance(1);
        assertThat(worked).containsExactly("JOIN_GROUP at 2000");
        assertThat(joined.toCompletableFuture()).isDone();

        sync("g");
        time.advance(2_000);
        assertThat(worked).last().isEqualTo("SYNC_GROUP at 4000");
    }

    @Test
    void a_step_never_takes_more_than_a_third_of_a_session() {
        slow.hold(60_000);

        join("quick", 9_000, 300_000);
        time.advance(3_000);
        assertThat(worked).containsExactly("JOIN_GROUP at 3000");
        sync("quick");
        time.advance(3_000);
        assertThat(worked).last().isEqualTo("SYNC_GROUP at 6000");
    }

    @Test
    void the_shortest_session_of_a_group_rules_for_all_its_members() {
        slow.hold(60_000);
        join("mixed", 9_000, 300_000);
        join("mixed", 45_000, 300_000);
        time.advance(3_000);

        assertThat(worked).hasSize(2);
    }

    @Test
    void of_a_group_whose_sessions_were_not_seen_the_shortest_that_may_be_is_assumed() {
        slow.hold(60_000);

        sync("unseen");
        time.advance(10_000);

        assertThat(worked).containsExactly("SYNC_GROUP at 1500");
    }

    @Test
    void no_step_takes_more_than_ten_seconds_whatever_the_time_outs_allow() {
        slow.hold(60_000);
        join("patient", 1_800_000, 1_800_000);
        time.advance(10_000);

        assertThat(worked).containsExactly("JOIN_GROUP at 10000");
    }

    @Test
    void heartbeats_of_classic_members_go_through_and_those_of_consumer_groups_are_steps() {
        slow.hold(1_000);

        ask(ApiKeys.HEARTBEAT, 4, new HeartbeatRequestData().setGroupId("g"));
        ask(ApiKeys.CONSUMER_GROUP_HEARTBEAT, 1, new ConsumerGroupHeartbeatRequestData().setGroupId("new").setMemberId("m"));
        assertThat(worked).containsExactly("HEARTBEAT at 0");
        time.advance(1_000);

        assertThat(worked).last().isEqualTo("CONSUMER_GROUP_HEARTBEAT at 1000");
    }

    @Test
    void back_to_real_time_what_waits_goes_on_at_once_and_only_once() {
        slow.hold(10_000);
        join("g", 45_000, 300_000);
        time.advance(500);

        slow.hold(0);
        time.advance(20_000);

        assertThat(worked).containsExactly("JOIN_GROUP at 500");
    }

    @Test
    void what_cannot_be_read_is_not_held() {
        slow.hold(1_000);

        slow.handle(connection, new Request(ApiKeys.JOIN_GROUP, (short) 9, 1, "app", Unpooled.wrappedBuffer(new byte[] {1})));

        assertThat(worked).containsExactly("JOIN_GROUP at 0");
    }

    /** Its bytes belong to somebody else by then. */
    @Test
    void what_is_held_when_its_broker_ends_is_never_looked_at_again() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        slow.hold(1_000);
        Network network = new Network(1, new Network.Limits(1 << 20, 60_000), Clock.system(), new Events(100, () -> 0));
        try (network; Sockets sockets = network.sockets(1)) {
            InetSocketAddress address = sockets.bind("PLAINTEXT", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), (connection, request) -> {
                CompletionStage<Reply> reply = slow.handle(connection, request);
                held.countDown();
                return reply;
            });
            sockets.serve(new ConnectionLimits(BrokerSettings.of(Map.of()), Clock.system()));
            try (RawClient client = new RawClient("localhost:" + address.getPort())) {
                client.send(5, new SyncGroupRequestData().setGroupId("g"));
                assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();

                sockets.abandon("the broker was stopped");
                time.advance(10_000);

                assertThat(worked).isEmpty();
            }
        }
    }

    @Test
    void what_fails_later_fails_in_the_answer() {
        SlowMotion failing = new SlowMotion((connection, request) -> {
            throw new IllegalStateException("no");
        }, time, new SlowMotion.Sessions(6_000, 45_000));
        failing.hold(1_000);

        CompletionStage<Reply> reply = failing.handle(connection, request(ApiKeys.SYNC_GROUP, 5, new SyncGroupRequestData().setGroupId("g")));
        time.advance(1_000);

        assertThat(reply.toCompletableFuture()).isCompletedExceptionally();
    }
}
