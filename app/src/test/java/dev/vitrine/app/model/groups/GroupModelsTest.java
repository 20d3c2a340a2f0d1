package dev.vitrine.app.model.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.groups.ResetPlan.Bounds;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GroupModelsTest {

    private static TopicPartition at(int partition) {
        return new TopicPartition("orders", partition);
    }

    private static MemberView member(String client, Integer... partitions) {
        return new MemberView(client + "-id", Optional.empty(), client, "/127.0.0.1", 45_000, 300_000, List.of("range", "cooperative-sticky"), List.of("orders"),
                java.util.Arrays.stream(partitions).map(GroupModelsTest::at).toList());
    }

    private static CommittedOffset committed(int partition, long offset) {
        return new CommittedOffset(at(partition), offset, OptionalInt.empty(), "", 1_000, OptionalLong.empty());
    }

    private static GroupLine group(GroupState state, List<MemberView> members, CommittedOffset... offsets) {
        List<PartitionView> partitions = IntStream.range(0, 3).mapToObj(i ->
                new PartitionView(i, 1, 0, List.of(1), List.of(1), 10, 100, 100, 100, 1_000, 1, 90, 900, 0, 0, List.of())).toList();
        GroupView view = new GroupView("billing", "classic", state, 4, "consumer", Optional.of("range"), members.stream().findFirst().map(MemberView::memberId), 1, 0,
                members, List.of(offsets));
        GroupsModel model = new GroupsModel();
        model.show(new ClusterSnapshot("id", 0, 1, List.of(), List.of(new TopicView("orders", "x", false, Map.of(), partitions)), List.of(view), List.of(), List.of(), 0));
        return model.named("billing").orElseThrow();
    }

    @Test
    void lag_is_a_number_only_where_it_is_known() {
        GroupLine line = group(GroupState.STABLE, List.of(member("a", 0, 1)), committed(0, 60), new CommittedOffset(new TopicPartition("gone", 0), 5, OptionalInt.empty(), "", 0, OptionalLong.empty()));
        assertThat(line.positions()).extracting(p -> p.lag().text()).containsExactly("partition is gone", "40", "no commit yet");
        assertThat(line.lag()).isEqualTo(new Lag.Records(40));
        assertThat(line.noCommit()).isEqualTo(1);
    }

    @Test
    void a_group_that_never_committed_has_a_word_for_it_instead_of_zero() {
        assertThat(group(GroupState.STABLE, List.of(member("a", 0))).lag().text()).isEqualTo("no commit yet");
        assertThat(new Lag.NoCommit().compareTo(new Lag.Records(0))).isNegative();
    }

    @Test
    void the_matrix_says_who_owns_what_who_is_idle_and_what_nobody_has() {
        GroupLine line = group(GroupState.STABLE, List.of(member("b", 0, 1), member("a")), committed(0, 1), committed(2, 1));
        AssignmentMatrix matrix = AssignmentMatrix.of(line);
        assertThat(matrix.columns()).containsExactly(at(0), at(1), at(2));
        assertThat(matrix.members()).extracting(MemberLine::name).containsExactly("a", "b");
        assertThat(matrix.owns(1, at(1))).isTrue();
        assertThat(matrix.unowned(at(2))).isTrue();
        assertThat(matrix.imbalance()).isEqualTo(2);
        assertThat(matrix.sentence()).isEqualTo("a is idle; b owns orders 0 1.");
    }

    @Test
    void positions_move_only_while_nobody_reads_and_the_reason_is_said() {
        assertThat(GroupGuard.againstReset(group(GroupState.STABLE, List.of(member("a", 0)), committed(0, 1)))).contains("Positions move only while nobody reads: stop a first.");
        assertThat(GroupGuard.againstReset(group(GroupState.PREPARING_REBALANCE, List.of(member("a"), member("b")), committed(0, 1)))).get().asString().contains("its 2 members");
        assertThat(GroupGuard.againstReset(group(GroupState.EMPTY, List.of(), committed(0, 1)))).isEmpty();
        assertThat(GroupGuard.againstReset(group(GroupState.EMPTY, List.of()))).isPresent();
        assertThat(GroupGuard.againstDelete(group(GroupState.EMPTY, List.of()))).isEmpty();
    }

    private static ResetPlan plan(ResetTarget target) {
        return ResetPlan.of("billing", target, Map.of(at(0), OptionalLong.of(60), at(1), OptionalLong.empty()),
                Map.of(at(0), new Bounds(10, 100, OptionalLong.of(80)), at(1), new Bounds(10, 100, OptionalLong.empty())));
    }

    @Test
    void a_reset_shows_before_and_after_and_what_it_does() {
        ResetPlan earliest = plan(new ResetTarget.Earliest());
        assertThat(earliest.lines()).extracting(ResetPlan.Line::after).containsExactly(10L, 10L);
        assertThat(earliest.lines()).extracting(ResetPlan.Line::effect).containsExactly("50 records read again", "90 records to read");
        assertThat(earliest.verb()).isEqualTo("Reset 2 partitions");
        assertThat(earliest.summary()).isEqualTo("50 records will be read again.");
        assertThat(plan(new ResetTarget.Latest()).summary()).isEqualTo("40 records will be skipped.");
        assertThat(plan(new ResetTarget.Latest()).targets()).containsEntry(at(0), 100L);
    }

    @Test
    void what_falls_outside_a_log_becomes_its_nearest_end_and_is_said() {
        assertThat(plan(new ResetTarget.ToOffset(5)).lines().getFirst()).satisfies(l -> {
            assertThat(l.after()).isEqualTo(10);
            assertThat(l.note()).isEqualTo("the log begins here");
        });
        assertThat(plan(new ResetTarget.ToOffset(500)).lines().getFirst().note()).isEqualTo("the log ends here");
        assertThat(plan(new ResetTarget.ShiftBy(-20)).lines()).extracting(ResetPlan.Line::after).containsExactly(40L, 100L);
        assertThat(plan(new ResetTarget.ShiftBy(-20)).lines().get(1).note()).startsWith("no position to shift");
        assertThat(plan(new ResetTarget.ToTime(Instant.EPOCH)).lines()).extracting(ResetPlan.Line::after).containsExactly(80L, 100L);
    }

    @Test
    void where_nothing_moves_nothing_is_offered() {
        ResetPlan plan = ResetPlan.of("g", new ResetTarget.Latest(), Map.of(at(0), OptionalLong.of(100)), Map.of(at(0), new Bounds(0, 100, OptionalLong.empty())));
        assertThat(plan.moving()).isEmpty();
        assertThat(plan.summary()).isEqualTo("Nothing would move.");
    }

    @Test
    void what_is_typed_beside_a_choice_becomes_a_target() {
        Instant now = Instant.parse("2026-11-22T15:30:00Z");
        assertThat(ResetChoice.SHIFT.parse("−1,000", ZoneOffset.UTC, now)).contains(new ResetTarget.ShiftBy(-1_000));
        assertThat(ResetChoice.OFFSET.parse("-1", ZoneOffset.UTC, now)).isEmpty();
        assertThat(ResetChoice.TIME.parse("12:00", ZoneOffset.UTC, now)).contains(new ResetTarget.ToTime(Instant.parse("2026-11-22T12:00:00Z")));
        assertThat(ResetChoice.EARLIEST.parse("", ZoneOffset.UTC, now)).contains(new ResetTarget.Earliest());
    }
}
