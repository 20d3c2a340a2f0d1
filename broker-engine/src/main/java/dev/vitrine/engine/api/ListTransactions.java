package dev.vitrine.engine.api;

import dev.vitrine.engine.txn.TransactionCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.ListTransactionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Names the transactional ids that are coordinated here (KIP-664). v1: by how long a transaction runs (KIP-994). v2: by a pattern (KIP-1152). */
public final class ListTransactions extends Api<ListTransactionsRequestData, ListTransactionsResponseData> {

    private final TransactionCoordinator transactions;

    public ListTransactions(TransactionCoordinator transactions) {
        super(ApiKeys.LIST_TRANSACTIONS, 0, 2);
        this.transactions = transactions;
    }

    @Override
    public CompletionStage<ListTransactionsResponseData> answer(RequestContext context, ListTransactionsRequestData request) {
        return transactions.list(request);
    }
}
