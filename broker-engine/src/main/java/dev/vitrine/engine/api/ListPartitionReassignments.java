package dev.vitrine.engine.api;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Tells which replicas are being put elsewhere (KIP-455). With one broker there is nowhere else: none ever is. */
public final class ListPartitionReassignments extends Api<ListPartitionReassignmentsRequestData, ListPartitionReassignmentsResponseData> {

    public ListPartitionReassignments() {
        super(ApiKeys.LIST_PARTITION_REASSIGNMENTS, 0, 0);
    }

    @Override
    public CompletionStage<ListPartitionReassignmentsResponseData> answer(RequestContext context, ListPartitionReassignmentsRequestData request) {
        return now(new ListPartitionReassignmentsResponseData().setErrorMessage(null));
    }
}
