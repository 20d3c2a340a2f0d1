package dev.vitrine.engine.api;

import dev.vitrine.engine.txn.TransactionCoordinator;
import dev.vitrine.engine.txn.TransactionVersion;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * A producer commits or aborts its transaction. v2: PRODUCER_FENCED (KIP-588). v5: transaction version 2; the answer has the producer id and
 * epoch of the next transaction (KIP-890).
 */
public final class EndTxn extends Api<EndTxnRequestData, EndTxnResponseData> {

    private static final int FENCED_SINCE = 2;
    private static final int TELLS_EPOCH_SINCE = 5;

    private final TransactionCoordinator transactions;

    public EndTxn(TransactionCoordinator transactions) {
        super(ApiKeys.END_TXN, 0, 5);
        this.transactions = transactions;
    }

    @Override
    public CompletionStage<EndTxnResponseData> answer(RequestContext context, EndTxnRequestData request) {
        short version = context.version();
        return transactions.end(request, version >= TELLS_EPOCH_SINCE ? TransactionVersion.TV_2 : TransactionVersion.TV_0).thenApply(answer -> {
            Errors error = Fencing.told(Errors.forCode(answer.errorCode()), version, FENCED_SINCE);
            return version >= TELLS_EPOCH_SINCE
                    ? answer.setErrorCode(error.code())
                    : new EndTxnResponseData().setErrorCode(error.code());
        });
    }
}
