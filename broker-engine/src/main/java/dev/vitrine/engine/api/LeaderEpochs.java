package dev.vitrine.engine.api;

import dev.vitrine.engine.replica.Partition;
import java.util.Optional;
import org.apache.kafka.common.protocol.Errors;

/** The check that every request with a current leader epoch makes (KIP-320). */
final class LeaderEpochs {

    private static final int UNCHECKED = -1;

    private LeaderEpochs() {}

    /** @param clientsEpoch the epoch that the client believes is current; −1 where it doesn't say */
    static Errors check(Optional<Partition> partition, int clientsEpoch) {
        if (partition.isEmpty()) {
            return Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        int current = partition.get().leaderEpoch();
        if (clientsEpoch == UNCHECKED || clientsEpoch == current) {
            return Errors.NONE;
        }
        return clientsEpoch < current ? Errors.FENCED_LEADER_EPOCH : Errors.UNKNOWN_LEADER_EPOCH;
    }
}
