package dev.vitrine.engine.api;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Gives an idempotent producer its id. An idempotent producer that lost its way asks again and gets a fresh one (KIP-360).
 *
 * <p>Transactional ids need the transaction coordinator, which this broker does not have: they are refused as such.
 */
public final class InitProducerId extends Api<InitProducerIdRequestData, InitProducerIdResponseData> {

    private final Supplier<CompletionStage<Long>> nextProducerId;

    /** @param nextProducerId never gives the same id twice, over restarts too */
    public InitProducerId(Supplier<CompletionStage<Long>> nextProducerId) {
        super(ApiKeys.INIT_PRODUCER_ID, 0, 5);
        this.nextProducerId = nextProducerId;
    }

    @Override
    public CompletionStage<InitProducerIdResponseData> answer(RequestContext context, InitProducerIdRequestData request) {
        if (request.transactionalId() != null) {
            Errors error = request.transactionalId().isEmpty() ? Errors.INVALID_REQUEST : Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
            return now(refused(error));
        }
        return nextProducerId.get().handle((id, failure) -> failure == null
                ? new InitProducerIdResponseData().setProducerId(id).setProducerEpoch((short) 0)
                : refused(Errors.COORDINATOR_NOT_AVAILABLE));
    }

    private static InitProducerIdResponseData refused(Errors error) {
        return new InitProducerIdResponseData().setErrorCode(error.code()).setProducerId(-1).setProducerEpoch((short) -1);
    }
}
