package dev.vitrine.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.replica.InSync.Agreed;
import dev.vitrine.engine.replica.InSync.Proposed;
import dev.vitrine.engine.replica.Progress.Fetch;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Broker 1 leads, 2 and 3 follow, since time T and from offset 10 on. */
class LeaderTest {

    private static final long T = 1_700_000_000_000L;

    private final Set<Integer> fenced = new HashSet<>();
    private final Neighbours neighbours = new Neighbours() {
        @Override
        public int controller() {
            return 1;
        }

        @Override
        public long epoch(int broker) {
            return 100 + broker;
        }

        @Override
        public boolean mayBeInSync(int broker) {
            return !fenced.contains(broker);
        }

        @Override
        public boolean isAlive(int broker) {
            return !fenced.contains(broker);
        }

        @Override
        public Optional<String> rack(int broker) {
            return Optional.of("rack" + broker);
        }
    };
    private final Leader.Rules rules = new Leader.Rules(2, 30_000, neighbours);

    private Leader leader(Integer... inSync) {
        return new Leader(1, new PartitionImage(0, List.of(1, 2, 3), List.of(inSync), 1, 5, 0), 10, T);
    }

    private static void fetch(Leader leader, int replica, long offset, long leaderEnd, long now) {
        assertThat(leader.fetched(replica, new Fetch(offset, 0, 100 + replica), leaderEnd, now)).isTrue();
    }

    @Test
    void what_all_in_sync_have_is_committed() {
        Leader leader = leader(1, 2, 3);
        assertThat(leader.committed(20, rules, T)).as("nobody has fetched").isEqualTo(-1);
        fetch(leader, 2, 20, 20, T);
        fetch(leader, 3, 15, 20, T);
        assertThat(leader.committed(20, rules, T)).isEqualTo(15);
    }

    @Test
    void who_is_out_of_sync_keeps_nobody_waiting_unless_it_is_about_to_join() {
        Leader leader = leader(1, 2);
        fetch(leader, 2, 20, 20, T);
        assertThat(leader.committed(20, rules, T)).isEqualTo(20);
        fetch(leader, 3, 19, 19, T);
        assertThat(leader.committed(20, rules, T)).as("3 was caught up a moment ago").isEqualTo(19);
        fenced.add(3);
        assertThat(leader.committed(20, rules, T)).as("3 must not join").isEqualTo(20);
    }

    @Test
    void with_too_few_in_sync_nothing_is_committed() {
        assertThat(leader(1).committed(20, rules, T)).isEqualTo(-1);
        assertThat(leader(1).isEnoughToAppend(rules)).isFalse();
    }

    @Test
    void of_a_partition_with_fewer_replicas_than_are_asked_for_all_will_do() {
        Leader alone = new Leader(1, new PartitionImage(0, List.of(1), List.of(1), 1, 5, 0), 10, T);
        assertThat(alone.isEnoughToAppend(rules)).isTrue();
        assertThat(alone.committed(20, rules, T)).isEqualTo(20);
    }

    @Test
    void a_follower_joins_when_it_has_all_that_is_committed_and_all_from_before_the_epoch() {
        Leader leader = leader(1, 2);
        fetch(leader, 3, 9, 20, T);
        assertThat(leader.expanded(3, 5, rules)).as("before the epoch's start").isEmpty();
        fetch(leader, 3, 12, 20, T);
        assertThat(leader.expanded(3, 13, rules)).as("before the high watermark").isEmpty();
        assertThat(leader.expanded(3, 12, rules)).contains(List.of(1, 2, 3));
        fenced.add(3);
        assertThat(leader.expanded(3, 12, rules)).isEmpty();
    }

    @Test
    void who_fetches_as_a_former_life_of_its_broker_does_not_join() {
        Leader leader = leader(1, 2);
        assertThat(leader.fetched(3, new Fetch(20, 0, 50), 20, T)).isTrue();
        assertThat(leader.expanded(3, 12, rules)).isEmpty();
        fetch(leader, 3, 20, 20, T);
        assertThat(leader.fetched(3, new Fetch(30, 0, 50), 20, T)).isFalse();
    }

    @Test
    void a_follower_that_keeps_pace_without_ever_reaching_the_end_is_in_sync() {
        Leader leader = leader(1, 2, 3);
        for (int i = 1; i <= 10; i++) {
            fetch(leader, 2, 20L * i, 20L * (i + 1), T + 10_000L * i);
            fetch(leader, 3, 20L * i, 20L * (i + 1), T + 10_000L * i);
        }
        assertThat(leader.shrunk(220, rules, T + 100_000)).isEmpty();
        assertThat(leader.shrunk(220, rules, T + 130_000)).contains(List.of(1));
    }

    @Test
    void while_a_change_is_under_way_the_worst_counts_and_no_other_is_proposed() {
        Leader leader = leader(1, 2, 3);
        fetch(leader, 2, 20, 20, T + 49_000);
        Proposed proposed = leader.propose(leader.shrunk(20, rules, T + 49_000).orElseThrow());
        assertThat(proposed.wanted()).containsExactly(1, 2);
        assertThat(leader.committed(20, rules, T + 49_000)).as("3 may still be in sync").isEqualTo(-1);
        assertThat(leader.shrunk(20, rules, T + 49_000)).isEmpty();
        assertThat(leader.agreed(proposed, new Agreed(List.of(1, 2), 1))).isTrue();
        assertThat(leader.committed(20, rules, T + 49_000)).isEqualTo(20);
    }

    @Test
    void an_image_that_is_older_than_the_controllers_answer_changes_nothing() {
        Leader leader = leader(1, 2);
        Proposed proposed = leader.propose(List.of(1, 2, 3));
        assertThat(leader.decided(new PartitionImage(0, List.of(1, 2, 3), List.of(1, 2, 3), 1, 5, 1), T)).isTrue();
        assertThat(leader.agreed(proposed, new Agreed(List.of(1, 2, 3), 1))).as("it has been heard of already").isFalse();
        assertThat(leader.decided(new PartitionImage(0, List.of(1, 2, 3), List.of(1), 1, 5, 1), T)).isFalse();
        assertThat(leader.inSync().replicas()).containsExactly(1, 2, 3);
    }

    @Test
    void what_was_refused_for_sure_is_taken_back() {
        Leader leader = leader(1, 2);
        Proposed proposed = leader.propose(List.of(1, 2, 3));
        assertThat(leader.inSync().maximal()).containsExactly(1, 2, 3);
        assertThat(leader.withdrawn(proposed)).isTrue();
        assertThat(leader.inSync().maximal()).containsExactly(1, 2);
    }
}
