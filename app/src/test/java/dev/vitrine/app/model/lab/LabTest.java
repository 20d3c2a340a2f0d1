package dev.vitrine.app.model.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.actors.Assignor;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LabTest {

    private final Lab lab = new Lab();

    private Outcome outcome(Assignor assignor) {
        return lab.steps().getLast().outcomes().get(assignor);
    }

    @Test
    void three_members_share_six_and_four_partitions_as_each_assignor_does() {
        assertThat(outcome(Assignor.RANGE).owned().get("member-a")).containsExactlyInAnyOrder(new TopicPartition("orders", 0), new TopicPartition("orders", 1),
                new TopicPartition("clicks", 0), new TopicPartition("clicks", 1));
        assertThat(outcome(Assignor.ROUND_ROBIN).imbalance()).isEqualTo(1);
        assertThat(outcome(Assignor.STICKY).imbalance()).isEqualTo(1);
        assertThat(outcome(Assignor.UNIFORM).imbalance()).isEqualTo(1);
    }

    @Test
    void an_eager_group_stops_altogether_and_a_cooperative_one_only_where_something_moves() {
        lab.happen(lab.join());
        assertThat(outcome(Assignor.STICKY).stopped()).hasSize(10);
        assertThat(outcome(Assignor.COOPERATIVE_STICKY).stopped()).isEqualTo(outcome(Assignor.COOPERATIVE_STICKY).moved()).hasSize(2);
        assertThat(outcome(Assignor.COOPERATIVE_STICKY).rounds()).isEqualTo(2);
        assertThat(outcome(Assignor.UNIFORM).stopped()).hasSize(2);
    }

    @Test
    void sticky_moves_less_than_round_robin_when_somebody_leaves() {
        lab.happen(new LabEvent.Crashes("member-b"));
        assertThat(outcome(Assignor.STICKY).moved()).hasSize(3);
        assertThat(outcome(Assignor.ROUND_ROBIN).moved().size()).isGreaterThan(3);
    }

    @Test
    void a_topic_that_somebody_gives_up_goes_to_those_who_still_want_it() {
        lab.happen(new LabEvent.Subscribes("member-a", Set.of("clicks")));
        assertThat(lab.steps().getLast().outcomes().values()).allSatisfy(each ->
                assertThat(each.owned().get("member-a")).allMatch(partition -> partition.topic().equals("clicks")));
    }

    @Test
    void whatever_happens_each_wanted_partition_has_one_owner_who_wants_it() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 60; i++) {
            LabEvent event = any(random);
            if (lab.against(event).isEmpty()) {
                lab.happen(event);
                check();
            }
        }
    }

    private LabEvent any(SplittableRandom random) {
        LabGroup now = lab.group();
        String member = now.members().isEmpty() ? null : now.members().keySet().stream().skip(random.nextInt(now.members().size())).findFirst().orElseThrow();
        return switch (member == null ? 0 : random.nextInt(5)) {
            case 0, 1 -> lab.join();
            case 2 -> new LabEvent.Leaves(member);
            case 3 -> new LabEvent.Subscribes(member, random.nextBoolean() ? new TreeSet<>(now.topics().keySet()) : Set.of(now.topics().firstKey()));
            default -> new LabEvent.Grows("orders", now.topics().get("orders") + 1);
        };
    }

    private void check() {
        Lab.Step step = lab.steps().getLast();
        step.outcomes().forEach((assignor, outcome) -> {
            for (TopicPartition partition : step.group().partitions()) {
                long owners = outcome.owned().values().stream().filter(owned -> owned.contains(partition)).count();
                boolean wanted = step.group().members().values().stream().anyMatch(topics -> topics.contains(partition.topic()));
                assertThat(owners).as("%s %s after %s", assignor, partition, step.event()).isEqualTo(wanted ? 1 : 0);
            }
            outcome.owned().forEach((member, owned) -> assertThat(owned).allMatch(partition -> step.group().members().get(member).contains(partition.topic())));
        });
    }

    @Test
    void there_is_an_end_to_the_room() {
        for (int i = 3; i < LabGroup.MOST_MEMBERS; i++) {
            lab.happen(lab.join());
        }
        assertThat(lab.against(lab.join())).isPresent();
        assertThat(lab.against(new LabEvent.Grows("orders", 40))).isPresent();
    }
}
