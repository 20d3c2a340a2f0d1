package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Puts replicas elsewhere (KIP-455).
 * <ul>
 *   <li>v1: may insist on the replication factor.
 * </ul>
 */
public final class AlterPartitionReassignments extends Api<AlterPartitionReassignmentsRequestData, AlterPartitionReassignmentsResponseData> {

    private final Controller controller;

    public AlterPartitionReassignments(Controller controller) {
        super(ApiKeys.ALTER_PARTITION_REASSIGNMENTS, 0, 1);
        this.controller = controller;
    }

    @Override
    public CompletionStage<AlterPartitionReassignmentsResponseData> answer(RequestContext context, AlterPartitionReassignmentsRequestData request) {
        return controller.alterReassignments(request);
    }
}
