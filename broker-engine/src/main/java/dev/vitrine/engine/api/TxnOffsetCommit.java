package dev.vitrine.engine.api;

import dev.vitrine.engine.group.GroupCoordinator;
import dev.vitrine.engine.replica.TransactionAdmission;
import dev.vitrine.engine.replica.TransactionAdmission.Admitted;
import dev.vitrine.engine.replica.TransactionAdmission.Entry;
import dev.vitrine.engine.replica.TransactionSupport;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Commits offsets of a group as part of a producer's transaction. v2: leader epochs. v3: the member that commits (KIP-447). v4:
 * TRANSACTION_ABORTABLE. v5: adds the group to the transaction by itself (KIP-890).
 */
public final class TxnOffsetCommit extends Api<TxnOffsetCommitRequestData, TxnOffsetCommitResponseData> {

    private static final int NO_SEQUENCE = -1;

    private final GroupCoordinator groups;
    private final TransactionAdmission admission;

    public TxnOffsetCommit(GroupCoordinator groups, TransactionAdmission admission) {
        super(ApiKeys.TXN_OFFSET_COMMIT, 0, 5);
        this.groups = groups;
        this.admission = admission;
    }

    @Override
    public CompletionStage<TxnOffsetCommitResponseData> answer(RequestContext context, TxnOffsetCommitRequestData request) {
        return groups.commitInTransaction(context.caller(), request, () -> admit(context, request));
    }

    private CompletionStage<GroupCoordinator.Admission> admit(RequestContext context, TxnOffsetCommitRequestData request) {
        TopicPartition home = new TopicPartition(Topic.GROUP_METADATA_TOPIC_NAME, groups.partitionFor(request.groupId()));
        return admission.admit(new Entry(request.transactionalId(), request.producerId(), request.producerEpoch(), Map.of(home, NO_SEQUENCE),
                TransactionSupport.ofTxnOffsetCommit(context.version()))).thenApply(admitted -> admission(admitted, home));
    }

    private static GroupCoordinator.Admission admission(Admitted admitted, TopicPartition home) {
        Errors error = switch (admitted.refused().getOrDefault(home, Errors.NONE)) {
            case UNKNOWN_TOPIC_OR_PARTITION -> Errors.COORDINATOR_NOT_AVAILABLE;
            case NETWORK_EXCEPTION -> Errors.COORDINATOR_LOAD_IN_PROGRESS;
            case Errors other -> other;
        };
        return new GroupCoordinator.Admission(error, admitted.guard(home));
    }
}
