package dev.vitrine.engine.metadata;

import java.util.List;

/** A partition as the controller decided it. @param leader broker id; −1 where there is none */
public record PartitionImage(int index, List<Integer> replicas, List<Integer> inSync, int leader, int leaderEpoch, int partitionEpoch) {

    public PartitionImage {
        replicas = List.copyOf(replicas);
        inSync = List.copyOf(inSync);
    }
}
