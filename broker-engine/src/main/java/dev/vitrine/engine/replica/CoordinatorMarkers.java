package dev.vitrine.engine.replica;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.protocol.Errors;

/** Ends transactions in a partition whose records a coordinator of this broker lives by: it must hear of the end in the order of the log. */
@FunctionalInterface
public interface CoordinatorMarkers {

    /** @param partition of the coordinator's topic */
    CompletionStage<Errors> end(int partition, TransactionMarker marker);
}
