package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;

/** Checks replicas that a client chose itself. */
final class ManualAssignment {

    private final ClusterImage image;

    ManualAssignment(ClusterImage image) {
        this.image = image;
    }

    /**
     * Why these replicas of one partition can't be.
     *
     * @param expected how many the other partitions have; empty where this is the first
     */
    Optional<Refusal> refusal(List<Integer> replicas, OptionalInt expected) {
        if (replicas.isEmpty()) {
            return refuse("The manual partition assignment includes an empty replica list.");
        }
        Set<Integer> seen = new HashSet<>();
        for (int broker : replicas.stream().sorted().toList()) {
            if (image.broker(broker).isEmpty()) {
                return refuse("The manual partition assignment includes broker " + broker + ", but no such broker is registered.");
            }
            if (!seen.add(broker)) {
                return refuse("The manual partition assignment includes the broker " + broker + " more than once.");
            }
        }
        if (expected.isPresent() && expected.getAsInt() != replicas.size()) {
            return refuse("The manual partition assignment includes a partition with " + replicas.size()
                    + " replica(s), but this is not consistent with previous partitions, which have " + expected.getAsInt() + " replica(s).");
        }
        return Optional.empty();
    }

    static Optional<Refusal> refuse(String message) {
        return Optional.of(new Refusal(Errors.INVALID_REPLICA_ASSIGNMENT, message));
    }
}
