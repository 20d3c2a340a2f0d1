package dev.vitrine.engine.api;

import dev.vitrine.engine.txn.TransactionCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Gives a producer its id and epoch. An idempotent producer asks any broker, a transactional one the coordinator of its transactional id.
 * <ul>
 *   <li>v3: the producer may name what it had (KIP-360). v4: PRODUCER_FENCED (KIP-588).
 *   <li>v6: two-phase commit (KIP-939); Kafka 4.3 serves it only where {@code unstable.api.versions.enable} is set.
 * </ul>
 */
public final class InitProducerId extends Api<InitProducerIdRequestData, InitProducerIdResponseData> {

    private static final int STABLE = 5;
    private static final int UNSTABLE = 6;
    private static final int FENCED_SINCE = 4;

    private final TransactionCoordinator transactions;

    /** @param unstable serves the version that Kafka has not finished yet */
    public InitProducerId(TransactionCoordinator transactions, boolean unstable) {
        super(ApiKeys.INIT_PRODUCER_ID, 0, unstable ? UNSTABLE : STABLE);
        this.transactions = transactions;
    }

    @Override
    public CompletionStage<InitProducerIdResponseData> answer(RequestContext context, InitProducerIdRequestData request) {
        return transactions.initProducerId(request).thenApply(response -> response.setErrorCode(
                Fencing.told(Errors.forCode(response.errorCode()), context.version(), FENCED_SINCE).code()));
    }
}
