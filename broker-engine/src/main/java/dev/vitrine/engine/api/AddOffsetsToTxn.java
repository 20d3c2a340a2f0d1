package dev.vitrine.engine.api;

import dev.vitrine.engine.replica.TransactionGate.Question;
import dev.vitrine.engine.txn.TransactionCoordinator;
import dev.vitrine.engine.txn.TransactionVersion;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.AddOffsetsToTxnResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * The offsets of a group become part of a transaction: that is, the partition which they are committed to. For clients before transaction
 * version 2. v2: PRODUCER_FENCED (KIP-588).
 */
public final class AddOffsetsToTxn extends Api<AddOffsetsToTxnRequestData, AddOffsetsToTxnResponseData> {

    private static final int FENCED_SINCE = 2;

    private final TransactionCoordinator transactions;
    private final ToIntFunction<String> partitionOfGroup;

    /** @param partitionOfGroup the partition of {@code __consumer_offsets} that keeps a group */
    public AddOffsetsToTxn(TransactionCoordinator transactions, ToIntFunction<String> partitionOfGroup) {
        super(ApiKeys.ADD_OFFSETS_TO_TXN, 0, 4);
        this.transactions = transactions;
        this.partitionOfGroup = partitionOfGroup;
    }

    @Override
    public CompletionStage<AddOffsetsToTxnResponseData> answer(RequestContext context, AddOffsetsToTxnRequestData request) {
        TopicPartition offsets = new TopicPartition(Topic.GROUP_METADATA_TOPIC_NAME, partitionOfGroup.applyAsInt(request.groupId()));
        Question question = new Question(request.transactionalId(), request.producerId(), request.producerEpoch(), List.of(offsets));
        return transactions.addPartitions(question, TransactionVersion.TV_0).thenApply(error ->
                new AddOffsetsToTxnResponseData().setErrorCode(Fencing.told(error, context.version(), FENCED_SINCE).code()));
    }
}
