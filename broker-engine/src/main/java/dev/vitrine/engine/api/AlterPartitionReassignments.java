package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Puts replicas elsewhere (KIP-455).
 * <ul>
 *   <li>v1: may insist on the replication factor.
 * </ul>
 */
public final class AlterPartitionReassignments extends ForwardedApi<AlterPartitionReassignmentsRequestData, AlterPartitionReassignmentsResponseData> {

    public AlterPartitionReassignments(Controller controller) {
        super(ApiKeys.ALTER_PARTITION_REASSIGNMENTS, 0, 1, AlterPartitionReassignmentsResponseData.class, controller);
    }
}
