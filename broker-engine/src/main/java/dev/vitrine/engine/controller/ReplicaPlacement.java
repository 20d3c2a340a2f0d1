package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Where the replicas of new partitions go. Leaders go round all brokers, from a random one on; the followers of a partition stand behind its
 * leader in the ring, and a step further each time the leaders have been round, so that no two brokers always share their partitions.
 * Fenced brokers come last, and never first: they are there to be in sync some day.
 * With racks, the ring alternates between them, and a partition takes a second broker of a rack only when each rack has one.
 */
final class ReplicaPlacement {

    private final List<BrokerImage> ring;
    private final List<BrokerImage> fenced;
    private final int firstLeader;
    private final int firstShift;

    ReplicaPlacement(Collection<BrokerImage> brokers, RandomGenerator random) {
        this.ring = alternatingRacks(brokers.stream().filter(broker -> !broker.fenced()).toList());
        this.fenced = alternatingRacks(brokers.stream().filter(BrokerImage::fenced).toList());
        this.firstLeader = ring.isEmpty() ? 0 : random.nextInt(ring.size());
        this.firstShift = ring.size() < 2 ? 0 : random.nextInt(ring.size() - 1);
    }

    /** Replicas of {@code partitions} partitions, the leader first. {@code replicas} is at most the number of brokers, one of which is not fenced. */
    List<List<Integer>> place(int partitions, int replicas) {
        List<List<Integer>> placed = new ArrayList<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            placed.add(replicasOf(partition, replicas));
        }
        return placed;
    }

    private List<Integer> replicasOf(int partition, int replicas) {
        List<BrokerImage> order = new ArrayList<>(ring);
        Collections.rotate(order, -((firstLeader + partition) % order.size()));
        List<BrokerImage> followers = order.subList(1, order.size());
        if (!followers.isEmpty()) {
            Collections.rotate(followers, -((firstShift + partition / order.size()) % followers.size()));
        }
        List<BrokerImage> last = new ArrayList<>(fenced);
        Collections.rotate(last, -partition);
        order.addAll(last);
        return eachRackFirst(order).subList(0, replicas).stream().map(BrokerImage::id).toList();
    }

    /** Same order, but those that are the first of their rack come before the others. */
    private static List<BrokerImage> eachRackFirst(List<BrokerImage> order) {
        Set<Optional<String>> racks = new HashSet<>();
        List<BrokerImage> first = new ArrayList<>();
        List<BrokerImage> others = new ArrayList<>();
        for (BrokerImage broker : order) {
            (broker.rack().isEmpty() || racks.add(broker.rack()) ? first : others).add(broker);
        }
        first.addAll(others);
        return first;
    }

    private static List<BrokerImage> alternatingRacks(Collection<BrokerImage> brokers) {
        TreeMap<String, Deque<BrokerImage>> racks = new TreeMap<>();
        brokers.stream().sorted(Comparator.comparingInt(BrokerImage::id))
                .forEach(broker -> racks.computeIfAbsent(broker.rack().orElse(""), rack -> new ArrayDeque<>()).add(broker));
        List<BrokerImage> ring = new ArrayList<>();
        while (ring.size() < brokers.size()) {
            racks.values().stream().filter(rack -> !rack.isEmpty()).forEach(rack -> ring.add(rack.poll()));
        }
        return ring;
    }
}
