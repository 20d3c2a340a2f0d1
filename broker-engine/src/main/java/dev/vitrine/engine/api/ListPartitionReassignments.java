package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Tells which replicas are being put elsewhere (KIP-455). */
public final class ListPartitionReassignments extends ForwardedApi<ListPartitionReassignmentsRequestData, ListPartitionReassignmentsResponseData> {

    public ListPartitionReassignments(Controller controller) {
        super(ApiKeys.LIST_PARTITION_REASSIGNMENTS, 0, 0, ListPartitionReassignmentsResponseData.class, controller);
    }
}
