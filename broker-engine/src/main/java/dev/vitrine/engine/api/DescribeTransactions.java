package dev.vitrine.engine.api;

import dev.vitrine.engine.txn.TransactionCoordinator;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Tells all about transactional ids that are coordinated here (KIP-664). */
public final class DescribeTransactions extends Api<DescribeTransactionsRequestData, DescribeTransactionsResponseData> {

    private final TransactionCoordinator transactions;

    public DescribeTransactions(TransactionCoordinator transactions) {
        super(ApiKeys.DESCRIBE_TRANSACTIONS, 0, 0);
        this.transactions = transactions;
    }

    @Override
    public CompletionStage<DescribeTransactionsResponseData> answer(RequestContext context, DescribeTransactionsRequestData request) {
        return transactions.describe(request.transactionalIds())
                .thenApply(states -> new DescribeTransactionsResponseData().setTransactionStates(states));
    }
}
