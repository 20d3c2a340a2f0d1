package dev.vitrine.engine.api;

import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** The check that every request with a current leader epoch makes (KIP-320). */
final class LeaderEpochs {

    private static final int UNCHECKED = -1;

    private LeaderEpochs() {}

    /** Whether this broker leads the partition, in that epoch. @param clientsEpoch the one that the client believes is current; −1 where it doesn't say */
    static Errors check(PartitionLookup partitions, TopicPartition name, int clientsEpoch) {
        Errors error = checkReplica(partitions, name, clientsEpoch);
        return error == Errors.NONE && !partitions.replica(name).map(Partition::leads).orElse(false) ? Errors.NOT_LEADER_OR_FOLLOWER : error;
    }

    /** As {@link #check}, for who may read from followers, too. */
    static Errors checkReplica(PartitionLookup partitions, TopicPartition name, int clientsEpoch) {
        Optional<Partition> replica = partitions.replica(name);
        if (replica.isEmpty()) {
            return partitions.absence(name);
        }
        int current = replica.get().leaderEpoch();
        if (clientsEpoch == UNCHECKED || clientsEpoch == current) {
            return Errors.NONE;
        }
        return clientsEpoch < current ? Errors.FENCED_LEADER_EPOCH : Errors.UNKNOWN_LEADER_EPOCH;
    }
}
