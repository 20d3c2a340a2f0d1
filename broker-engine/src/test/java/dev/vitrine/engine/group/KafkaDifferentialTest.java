package dev.vitrine.engine.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * Random sequences of requests, of time that passes and of topics that come, grow and go, given to our group coordinator and to Kafka's own: the same
 * answers at the same time, the same records, the same states. What may differ, and why, stands in {@link BesideKafka.AllowedDifference}.
 *
 * <p>Fixed seeds in every build; a sweep of thousands of others with the long runs ({@code -Pdeep}). A difference that it finds is mended at its root
 * and held by a test of its own; see for example {@link ConsumerHeartbeatTest}.
 */
class KafkaDifferentialTest {

    private static final int STEPS = 40;
    private static final List<Function<BesideKafka, List<RandomClient>>> KINDS =
            List.of(KafkaDifferentialTest::consumers, KafkaDifferentialTest::classics, KafkaDifferentialTest::mixed);

    @Property(tries = 200, seed = "848")
    void members_of_the_consumer_protocol_are_treated_as_kafka_treats_them(@ForAll long seed) {
        BesideKafka both = new BesideKafka();
        run(both, new Random(seed), consumers(both));
    }

    @Property(tries = 200, seed = "848")
    void members_of_the_classic_protocol_are_treated_as_kafka_treats_them(@ForAll long seed) {
        BesideKafka both = new BesideKafka();
        run(both, new Random(seed), classics(both));
    }

    @Property(tries = 200, seed = "848")
    void members_of_both_protocols_in_one_group_are_treated_as_kafka_treats_them(@ForAll long seed) {
        BesideKafka both = new BesideKafka();
        run(both, new Random(seed), mixed(both));
    }

    @Property(tries = 50, seed = "848")
    void members_and_brokers_in_racks_are_treated_as_kafka_treats_them(@ForAll long seed) {
        BesideKafka both = new BesideKafka();
        List<String> racks = List.of("a", "b", "c");
        IntStream.rangeClosed(1, racks.size()).forEach(broker -> both.rack(broker, racks.get(broker - 1)));
        run(both, new Random(seed), List.of(new RandomConsumer(both, "c0", null, racks), new RandomConsumer(both, "c1", null, racks),
                new RandomConsumer(both, "c2", "one", racks), new RandomConsumer(both, "c3", null)));
    }

    @Property(tries = 50, seed = "848")
    void whatever_the_migration_policy_groups_go_over_as_kafkas_do(@ForAll long seed) {
        for (String policy : List.of("upgrade", "downgrade", "disabled")) {
            BesideKafka both = new BesideKafka(Map.of("group.consumer.migration.policy", policy));
            run(both, new Random(seed), mixed(both));
        }
    }

    @Property(tries = 50, seed = "848")
    void limits_to_the_size_of_groups_hold_as_kafkas_do(@ForAll long seed) {
        Map<String, String> limits = Map.of("group.max.size", "2", "group.consumer.max.size", "2");
        KINDS.forEach(clients -> {
            BesideKafka both = new BesideKafka(limits);
            run(both, new Random(seed), clients.apply(both));
        });
    }

    @Property(tries = 50, seed = "848")
    void the_first_assignor_is_for_members_that_name_none_as_in_kafka(@ForAll long seed) {
        BesideKafka both = new BesideKafka(Map.of("group.consumer.assignors", "range,uniform", "group.consumer.assignment.interval.ms", "0"));
        run(both, new Random(seed), consumers(both));
    }

    @Tag("deep")
    @Property(tries = 3_000)
    void whatever_the_seed_kafka_and_we_agree(@ForAll long seed) {
        KINDS.forEach(clients -> {
            BesideKafka both = new BesideKafka();
            run(both, new Random(seed), clients.apply(both));
        });
    }

    /** A static member of each protocol under the same name: each takes the other's place. */
    private static List<RandomClient> mixed(BesideKafka both) {
        List<RandomClient> all = new ArrayList<>(consumers(both).subList(0, 2));
        all.add(new RandomConsumer(both, "c-static", "shared"));
        all.addAll(classics(both).subList(0, 2));
        all.add(new RandomClassic(both, "k-static", "shared"));
        return all;
    }

    private static List<RandomClient> consumers(BesideKafka both) {
        return List.of(new RandomConsumer(both, "c0", null), new RandomConsumer(both, "c1", null), new RandomConsumer(both, "c2", "one"),
                new RandomConsumer(both, "c3", "one"));
    }

    private static List<RandomClient> classics(BesideKafka both) {
        return List.of(new RandomClassic(both, "k0", null), new RandomClassic(both, "k1", null), new RandomClassic(both, "k2", "one"));
    }

    private static void run(BesideKafka both, Random random, List<RandomClient> clients) {
        try {
            goOn(both, random, clients);
        } catch (BesideKafka.AllowedDifference otherWays) {
            // what follows would compare two different groups
        }
    }

    private static void goOn(BesideKafka both, Random random, List<RandomClient> clients) {
        both.topic("orders", 3);
        for (int step = 0; step < STEPS; step++) {
            both.pass(1 + random.nextInt(random.nextInt(4) == 0 ? 30_000 : 1_500));
            switch (random.nextInt(12)) {
                case 0 -> both.topic("payments", both.partitions("payments") + 1 + random.nextInt(2));
                case 1 -> both.topic("orders", both.partitions("orders") + random.nextInt(2));
                case 2 -> {
                    if (random.nextInt(3) == 0) {
                        both.removeTopic("payments");
                    }
                }
                default -> clients.get(random.nextInt(clients.size())).act(random);
            }
        }
    }
}
