package dev.vitrine.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.QuotaEntity;
import dev.vitrine.engine.quota.ConnectionLimits.Verdict;
import dev.vitrine.engine.time.VirtualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {

    private static final String PLAIN = "PLAINTEXT";
    private static final String OTHER = "DOCKER";

    private final VirtualTime time = new VirtualTime(1_000_000);
    private final ConnectionLimits limits = new ConnectionLimits(BrokerSettings.of(Map.of()), time);

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void set(Map<String, String> settings) {
        limits.apply(BrokerSettings.of(settings), Map.of());
    }

    private boolean enters(String listener, int address) {
        return limits.enter(listener, address(address)) instanceof Verdict.Enter;
    }

    @Test
    void an_address_has_no_more_connections_than_it_may_and_some_may_have_more() {
        set(Map.of("max.connections.per.ip", "2", "max.connections.per.ip.overrides", "10.0.0.7:3"));
        assertThat(enters(PLAIN, 1)).isTrue();
        assertThat(enters(OTHER, 1)).isTrue();
        assertThat(limits.enter(PLAIN, address(1))).isInstanceOfSatisfying(Verdict.TurnAway.class, away -> assertThat(away.afterMs()).isZero());
        assertThat(enters(PLAIN, 2)).as("another address").isTrue();
        for (int connection = 0; connection < 3; connection++) {
            assertThat(enters(PLAIN, 7)).isTrue();
        }
        assertThat(enters(PLAIN, 7)).isFalse();
        limits.leave(PLAIN, address(1));
        assertThat(enters(PLAIN, 1)).as("one has left").isTrue();
    }

    @Test
    void a_full_broker_or_listener_has_no_room_until_one_leaves_or_the_limit_is_raised() {
        AtomicInteger looks = new AtomicInteger();
        limits.opens(PLAIN, looks::incrementAndGet);
        limits.apply(BrokerSettings.of(Map.of("max.connections", "2")), Map.of());
        enters(PLAIN, 1);
        enters(OTHER, 2);
        assertThat(limits.hasRoom(PLAIN)).isFalse();
        limits.leave(OTHER, address(2));
        assertThat(limits.hasRoom(PLAIN)).isTrue();
        enters(PLAIN, 3);
        assertThat(limits.hasRoom(OTHER)).isFalse();
        set(Map.of());
        assertThat(limits.hasRoom(OTHER)).isTrue();
        assertThat(looks).as("whoever waits at the door looks again").hasValue(3);
    }

    @Test
    void the_listener_of_brokers_is_protected_where_there_are_others_and_the_others_idlest_have_to_go() {
        set(Map.of("max.connections", "2", "inter.broker.listener.name", PLAIN));
        limits.opens(PLAIN, () -> { });
        enters(PLAIN, 1);
        enters(PLAIN, 2);
        assertThat(limits.hasRoom(PLAIN)).as("the only listener is a listener like any other").isFalse();
        limits.opens(OTHER, () -> { });
        assertThat(limits.isProtected(PLAIN)).isTrue();
        assertThat(limits.isProtected(OTHER)).isFalse();
        assertThat(limits.hasRoom(PLAIN)).isTrue();
        assertThat(limits.hasRoom(OTHER)).isFalse();
        assertThat(limits.excess()).isZero();
        enters(PLAIN, 3);
        assertThat(limits.excess()).isEqualTo(1);
        limits.shuts(OTHER, () -> { });
        assertThat(limits.hasRoom(PLAIN)).isFalse();
    }

    @Test
    void a_limit_that_is_lowered_makes_connections_too_many() {
        enters(PLAIN, 1);
        enters(PLAIN, 2);
        enters(PLAIN, 3);
        set(Map.of("max.connections", "1"));
        assertThat(limits.excess()).isEqualTo(2);
    }

    @Test
    void connections_that_come_too_fast_wait_at_the_door_no_longer_than_a_window() {
        set(Map.of("max.connection.creation.rate", "1", "quota.window.num", "2"));
        long waited = 0;
        for (int connection = 0; connection < 40; connection++) {
            long wait = limits.knock(PLAIN);
            assertThat(wait).isLessThanOrEqualTo(1_000);
            waited += wait;
            time.advance(wait);
        }
        assertThat(waited).as("forty at one a second, less the burst of the first windows").isBetween(25_000L, 40_000L);
    }

    @Test
    void an_address_that_comes_too_often_is_turned_away_after_a_while_and_others_are_let_in() {
        Map<String, String> anyAddress = new HashMap<>();
        anyAddress.put(QuotaEntity.IP, null);
        limits.apply(BrokerSettings.of(Map.of()), Map.of(
                QuotaEntity.of(anyAddress), Map.of("connection_creation_rate", 1.0),
                QuotaEntity.of(Map.of(QuotaEntity.IP, "10.0.0.9")), Map.of("connection_creation_rate", 1_000.0)));
        int entered = 0;
        while (enters(PLAIN, 1)) {
            entered++;
        }
        assertThat(entered).as("ten windows of one").isEqualTo(10);
        assertThat(limits.enter(PLAIN, address(1)))
                .isInstanceOfSatisfying(Verdict.TurnAway.class, away -> assertThat(away.afterMs()).isEqualTo(1_000));
        assertThat(enters(PLAIN, 2)).isTrue();
        for (int connection = 0; connection < 100; connection++) {
            assertThat(enters(PLAIN, 9)).isTrue();
        }
        time.advance(12_000);
        assertThat(enters(PLAIN, 1)).as("it waited").isTrue();
    }
}
