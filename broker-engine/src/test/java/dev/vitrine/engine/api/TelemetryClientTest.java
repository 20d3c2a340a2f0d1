package dev.vitrine.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class TelemetryClientTest {

    private static final int MOST_BYTES = 1_000;
    private static final byte GZIP = 1;
    private static final Uuid ID = new Uuid(1, 2);

    private final TelemetryClient client = client(Map.of("some", Map.of("metrics", "a.,b.", "interval.ms", "1000")));

    private static TelemetryClient client(Map<String, Map<String, String>> subscriptions) {
        return new TelemetryClient(ID, subscriptions, Map.of("client_id", "billing"));
    }

    private static TelemetryClient.Push push(int subscription, int bytes, boolean last) {
        return new TelemetryClient.Push(subscription, (byte) 0, ByteBuffer.allocate(bytes), last);
    }

    private Errors push(long nowMillis) {
        return client.push(push(client.subscriptionId(), 10, false), MOST_BYTES, nowMillis);
    }

    @Test
    void who_asks_or_pushes_before_the_interval_is_over_is_told_to_wait() {
        assertThat(client.ask(10_000)).isEqualTo(Errors.NONE);
        assertThat(client.ask(10_999)).isEqualTo(Errors.THROTTLING_QUOTA_EXCEEDED);
        assertThat(push(10_999)).as("the first push after a question comes at any time").isEqualTo(Errors.NONE);
        assertThat(push(11_998)).isEqualTo(Errors.THROTTLING_QUOTA_EXCEEDED);
        assertThat(push(11_999)).isEqualTo(Errors.NONE);
    }

    @Test
    void who_pushes_for_another_subscription_may_ask_again_at_once() {
        client.ask(10_000);
        assertThat(client.push(push(client.subscriptionId() + 1, 10, false), MOST_BYTES, 10_001)).isEqualTo(Errors.UNKNOWN_SUBSCRIPTION_ID);
        assertThat(client.ask(10_002)).isEqualTo(Errors.NONE);
        assertThat(client.ask(10_003)).isEqualTo(Errors.THROTTLING_QUOTA_EXCEEDED);
    }

    @Test
    void the_last_push_comes_at_any_time_and_nothing_after_it() {
        client.ask(10_000);
        assertThat(push(10_001)).isEqualTo(Errors.NONE);
        assertThat(client.push(push(client.subscriptionId(), 10, true), MOST_BYTES, 10_002)).isEqualTo(Errors.NONE);
        assertThat(push(20_000)).isEqualTo(Errors.INVALID_REQUEST);
    }

    @Test
    void metrics_that_are_too_large_or_cannot_be_unpacked_are_refused() {
        client.ask(10_000);
        assertThat(client.push(push(client.subscriptionId(), MOST_BYTES + 1, false), MOST_BYTES, 20_000)).isEqualTo(Errors.TELEMETRY_TOO_LARGE);
        assertThat(client.push(new TelemetryClient.Push(client.subscriptionId(), GZIP, ByteBuffer.allocate(10), false), MOST_BYTES, 30_000))
                .isEqualTo(Errors.INVALID_RECORD);
    }

    @Test
    void a_client_is_asked_for_what_all_subscriptions_that_match_it_want_at_the_pace_of_the_fastest() {
        TelemetryClient both = client(Map.of(
                "one", Map.of("metrics", "a.", "interval.ms", "5000", "match", "client_id=bill.*"),
                "other", Map.of("metrics", "b.", "interval.ms", "3000"),
                "of others", Map.of("metrics", "c.", "interval.ms", "100", "match", "client_id=web")));
        assertThat(both.metrics()).containsExactlyInAnyOrder("a.", "b.");
        assertThat(both.pushIntervalMs()).isEqualTo(3_000);
    }

    @Test
    void all_metrics_cover_every_other_wish() {
        TelemetryClient all = client(Map.of("one", Map.of("metrics", "a."), "all", Map.of("metrics", "*")));
        assertThat(all.metrics()).containsExactly("*");
    }

    @Test
    void where_nobody_wants_anything_nothing_is_asked_for() {
        TelemetryClient silent = client(Map.of());
        assertThat(silent.metrics()).isEmpty();
        assertThat(silent.pushIntervalMs()).isEqualTo(300_000);
    }
}
