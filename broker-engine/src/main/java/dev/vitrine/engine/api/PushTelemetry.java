package dev.vitrine.engine.api;

import dev.vitrine.engine.time.Clock;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.PushTelemetryRequestData;
import org.apache.kafka.common.message.PushTelemetryResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Takes a client's metrics (KIP-714). There is nobody here who wants them: they are checked and let go, as by a Kafka without a metrics reporter
 * that takes clients' telemetry.
 */
public final class PushTelemetry extends Api<PushTelemetryRequestData, PushTelemetryResponseData> {

    private final TelemetryClients clients;
    private final int mostBytes;
    private final Clock clock;

    /** @param mostBytes {@code telemetry.max.bytes} */
    public PushTelemetry(TelemetryClients clients, int mostBytes, Clock clock) {
        super(ApiKeys.PUSH_TELEMETRY, 0, 0);
        this.clients = clients;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    @Override
    public boolean isAdvertised() {
        return false;
    }

    @Override
    public CompletionStage<PushTelemetryResponseData> answer(RequestContext context, PushTelemetryRequestData request) {
        return now(new PushTelemetryResponseData().setErrorCode(push(context, request).code()));
    }

    private Errors push(RequestContext context, PushTelemetryRequestData request) {
        if (Uuid.RESERVED.contains(request.clientInstanceId())) {
            return Errors.INVALID_REQUEST;
        }
        TelemetryClient client = clients.find(context, request.clientInstanceId());
        TelemetryClient.Push push = new TelemetryClient.Push(
                request.subscriptionId(), request.compressionType(), request.metrics(), request.terminating());
        return client.push(push, mostBytes, clock.millis());
    }
}
