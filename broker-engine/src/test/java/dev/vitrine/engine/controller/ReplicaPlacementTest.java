package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.BrokerImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReplicaPlacementTest {

    private static List<BrokerImage> brokers(int count, int racks) {
        return IntStream.range(0, count)
                .mapToObj(i -> new BrokerImage(i + 1, racks == 0 ? Optional.empty() : Optional.of("rack-" + i % racks), List.of()))
                .toList();
    }

    @Property
    void leaders_are_even_and_no_broker_comes_twice(
            @ForAll @IntRange(min = 1, max = 9) int count, @ForAll @IntRange(min = 1, max = 60) int partitions, @ForAll long seed) {
        int replicas = Math.min(3, count);
        List<List<Integer>> placed = new ReplicaPlacement(brokers(count, 0), new Random(seed)).place(partitions, replicas);

        assertThat(placed).hasSize(partitions)
                .allSatisfy(partition -> assertThat(partition).hasSize(replicas).doesNotHaveDuplicates());
        Map<Integer, Long> led = placed.stream().collect(Collectors.groupingBy(List::getFirst, Collectors.counting()));
        long most = IntStream.rangeClosed(1, count).mapToLong(id -> led.getOrDefault(id, 0L)).max().orElseThrow();
        long least = IntStream.rangeClosed(1, count).mapToLong(id -> led.getOrDefault(id, 0L)).min().orElseThrow();
        assertThat(most - least).isLessThanOrEqualTo(1);
    }

    @Property
    void each_rack_gets_a_replica_before_one_gets_two(
            @ForAll @IntRange(min = 3, max = 9) int count, @ForAll @IntRange(min = 2, max = 3) int racks, @ForAll long seed) {
        List<BrokerImage> brokers = brokers(count, racks);
        new ReplicaPlacement(brokers, new Random(seed)).place(30, racks).forEach(partition ->
                assertThat(partition.stream().map(id -> brokers.get(id - 1).rack()).collect(Collectors.toSet())).hasSize(racks));
    }

    @Test
    void a_leader_does_not_always_share_its_partitions_with_the_same_broker() {
        List<List<Integer>> placed = new ReplicaPlacement(brokers(4, 0), new Random(1)).place(12, 2);

        List<Integer> followersOfOne = new ArrayList<>();
        placed.stream().filter(partition -> partition.getFirst() == 1).forEach(partition -> followersOfOne.add(partition.get(1)));
        assertThat(new HashSet<>(followersOfOne)).hasSize(3);
    }
}
