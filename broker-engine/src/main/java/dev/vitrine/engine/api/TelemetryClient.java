package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.MetricsSubscription;
import dev.vitrine.engine.wire.Codec;
import dev.vitrine.engine.wire.TelemetryBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/**
 * A client that asks what of its metrics anybody wants, and sends them (KIP-714).
 *
 * <pre>
 *   asks ──► pushes ──► (push interval) ──► pushes … ──► pushes, terminating ──► refused
 *    ▲          │ the subscription is another by now, or a codec is unknown
 *    └──────────┘ asks again, at once
 * </pre>
 * Too early is THROTTLING_QUOTA_EXCEEDED; only the last push, and a question that an error made necessary, may come at any time.
 */
final class TelemetryClient {

    private final Uuid id;
    private final Map<String, Map<String, String>> subscriptions;
    private final Set<String> metrics = new HashSet<>();
    private int pushIntervalMs = MetricsSubscription.INTERVAL_MS;
    private long lastAskedMillis;
    private long lastPushedMillis;
    private Errors lastError = Errors.NONE;
    private boolean terminating;

    /** @param subscriptions as they are written down now @param attributes of the client, for those that want some clients only */
    TelemetryClient(Uuid id, Map<String, Map<String, String>> subscriptions, Map<String, String> attributes) {
        this.id = id;
        this.subscriptions = subscriptions;
        MetricsSubscription.read(subscriptions).stream().filter(subscription -> subscription.matches(attributes)).forEach(subscription -> {
            metrics.addAll(subscription.metrics());
            pushIntervalMs = Math.min(pushIntervalMs, subscription.intervalMs());
        });
        if (metrics.contains(MetricsSubscription.EVERYTHING)) {
            metrics.retainAll(Set.of(MetricsSubscription.EVERYTHING));
        }
    }

    Uuid id() {
        return id;
    }

    /** Whether somebody has changed a subscription since: then this is to be made anew. */
    boolean isOutdated(Map<String, Map<String, String>> current) {
        return !subscriptions.equals(current);
    }

    /** Empty where nobody wants to hear anything. */
    List<String> metrics() {
        return List.copyOf(metrics);
    }

    int pushIntervalMs() {
        return pushIntervalMs;
    }

    /** Another as soon as this client is to send something else, or at another pace. */
    int subscriptionId() {
        CRC32C crc = new CRC32C();
        crc.update((metrics.toString() + pushIntervalMs).getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue() ^ id.hashCode();
    }

    /** It asks what to send. */
    synchronized Errors ask(long nowMillis) {
        boolean inTime = nowMillis - Math.max(lastAskedMillis, lastPushedMillis) >= pushIntervalMs;
        if (inTime) {
            lastAskedMillis = nowMillis;
        } else if (lastError != Errors.UNKNOWN_SUBSCRIPTION_ID && lastError != Errors.UNSUPPORTED_COMPRESSION_TYPE) {
            return Errors.THROTTLING_QUOTA_EXCEEDED;
        }
        lastError = Errors.NONE;
        return Errors.NONE;
    }

    /**
     * What it sends.
     *
     * @param subscriptionId the one that it believes in
     * @param codec          by Kafka's number
     * @param last           no more comes after this
     */
    record Push(int subscriptionId, byte codec, ByteBuffer metrics, boolean last) {}

    synchronized Errors push(Push push, int mostBytes, long nowMillis) {
        lastError = judge(push, mostBytes, nowMillis);
        terminating = push.last();
        return lastError;
    }

    private Errors judge(Push push, int mostBytes, long nowMillis) {
        if (terminating) {
            return Errors.INVALID_REQUEST;
        }
        // Clients shift their first push by chance, so that not all come at once: after a question it may come at any time.
        boolean inTime = lastAskedMillis > lastPushedMillis || nowMillis - lastPushedMillis >= pushIntervalMs;
        if (inTime) {
            lastPushedMillis = nowMillis;
        } else if (!push.last()) {
            return Errors.THROTTLING_QUOTA_EXCEEDED;
        }
        if (push.subscriptionId() != subscriptionId()) {
            return Errors.UNKNOWN_SUBSCRIPTION_ID;
        }
        Optional<Codec> codec = Codec.forId(push.codec());
        if (codec.isEmpty()) {
            return Errors.UNSUPPORTED_COMPRESSION_TYPE;
        }
        if (push.metrics().remaining() > mostBytes) {
            return Errors.TELEMETRY_TOO_LARGE;
        }
        return TelemetryBytes.canBeRead(push.metrics(), codec.get(), mostBytes) ? Errors.NONE : Errors.INVALID_RECORD;
    }
}
