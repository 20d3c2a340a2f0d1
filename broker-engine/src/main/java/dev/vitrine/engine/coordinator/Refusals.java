package dev.vitrine.engine.coordinator;

import org.apache.kafka.common.protocol.Errors;

/** How a client learns that a coordinator's log could not take its records: in the words of a coordinator, not of a partition. */
final class Refusals {

    private Refusals() {}

    static Errors of(Errors appendError) {
        return switch (appendError) {
            case NETWORK_EXCEPTION -> Errors.COORDINATOR_LOAD_IN_PROGRESS;
            case UNKNOWN_TOPIC_OR_PARTITION, NOT_ENOUGH_REPLICAS, REQUEST_TIMED_OUT -> Errors.COORDINATOR_NOT_AVAILABLE;
            case NOT_LEADER_OR_FOLLOWER, KAFKA_STORAGE_ERROR -> Errors.NOT_COORDINATOR;
            case MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE, INVALID_FETCH_SIZE -> Errors.UNKNOWN_SERVER_ERROR;
            default -> appendError;
        };
    }
}
