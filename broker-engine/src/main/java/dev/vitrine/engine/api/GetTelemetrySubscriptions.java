package dev.vitrine.engine.api;

import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.wire.Codec;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.GetTelemetrySubscriptionsRequestData;
import org.apache.kafka.common.message.GetTelemetrySubscriptionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Tells a client which of its metrics are wanted, and how often (KIP-714). Answered and not advertised, as by a Kafka without a metrics reporter
 * that takes clients' telemetry.
 */
public final class GetTelemetrySubscriptions extends Api<GetTelemetrySubscriptionsRequestData, GetTelemetrySubscriptionsResponseData> {

    /** The best first. */
    private static final List<Byte> CODECS = List.of(id(Codec.ZSTD), id(Codec.LZ4), id(Codec.GZIP), id(Codec.SNAPPY));

    private final TelemetryClients clients;
    private final int mostBytes;
    private final Clock clock;

    /** @param mostBytes {@code telemetry.max.bytes} */
    public GetTelemetrySubscriptions(TelemetryClients clients, int mostBytes, Clock clock) {
        super(ApiKeys.GET_TELEMETRY_SUBSCRIPTIONS, 0, 0);
        this.clients = clients;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    private static byte id(Codec codec) {
        return (byte) codec.ordinal();
    }

    @Override
    public boolean isAdvertised() {
        return false;
    }

    @Override
    public CompletionStage<GetTelemetrySubscriptionsResponseData> answer(
            RequestContext context, GetTelemetrySubscriptionsRequestData request) {
        TelemetryClient client = clients.find(context, request.clientInstanceId());
        Errors error = client.ask(clock.millis());
        if (error != Errors.NONE) {
            return now(new GetTelemetrySubscriptionsResponseData().setErrorCode(error.code()));
        }
        return now(new GetTelemetrySubscriptionsResponseData()
                .setClientInstanceId(client.id())
                .setSubscriptionId(client.subscriptionId())
                .setRequestedMetrics(client.metrics())
                .setAcceptedCompressionTypes(CODECS)
                .setPushIntervalMs(client.pushIntervalMs())
                .setTelemetryMaxBytes(mostBytes)
                .setDeltaTemporality(true));
    }
}
