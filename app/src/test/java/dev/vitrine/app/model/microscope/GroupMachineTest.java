package dev.vitrine.app.model.microscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.microscope.GroupMachine.Taken;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.Observed;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupMachineTest {

    private static Observed changed(long at, String group, GroupState from, GroupState to) {
        return new Observed(at, at, new Event.GroupStateChanged(group, from, to, 1, "because"));
    }

    private final List<Observed> events = List.of(changed(10, "billing", GroupState.EMPTY, GroupState.PREPARING_REBALANCE), changed(15, "other", GroupState.EMPTY, GroupState.DEAD),
            changed(20, "billing", GroupState.PREPARING_REBALANCE, GroupState.COMPLETING_REBALANCE),
            changed(30, "billing", GroupState.COMPLETING_REBALANCE, GroupState.STABLE), changed(40, "billing", GroupState.STABLE, GroupState.PREPARING_REBALANCE));

    @Test
    void the_ways_a_group_took_are_told_the_newest_first() {
        List<Taken> taken = GroupMachine.taken(events, "billing", Long.MAX_VALUE, 10);
        assertThat(taken).extracting(Taken::atMillis).containsExactly(40L, 30L, 20L, 10L);
        assertThat(GroupMachine.times(taken, GroupState.EMPTY, GroupState.PREPARING_REBALANCE)).isEqualTo(1);
    }

    @Test
    void who_looks_at_the_past_sees_no_more_than_had_happened() {
        assertThat(GroupMachine.taken(events, "billing", 25, 10)).extracting(Taken::atMillis).containsExactly(20L, 10L);
    }

    @Test
    void each_protocol_has_its_own_states_and_every_way_ends_at_one() {
        assertThat(GroupMachine.of("classic").states()).extracting(GroupMachine.State::state).contains(GroupState.PREPARING_REBALANCE).doesNotContain(GroupState.RECONCILING);
        assertThat(GroupMachine.of("consumer").states()).extracting(GroupMachine.State::state).contains(GroupState.RECONCILING).doesNotContain(GroupState.PREPARING_REBALANCE);
        for (String type : List.of("classic", "consumer")) {
            GroupMachine machine = GroupMachine.of(type);
            List<GroupState> known = machine.states().stream().map(GroupMachine.State::state).toList();
            assertThat(machine.ways()).allMatch(way -> known.contains(way.from()) && known.contains(way.to()));
        }
    }

    @Test
    void story_and_workbench_are_the_same_picture_and_a_table_that_fills_a_screen_is_the_workbench_too() {
        assertThat(Depth.WORKBENCH.screen()).isEqualTo(Depth.STORY.screen());
        assertThat(Depth.of("stage", Depth.WORKBENCH)).isEqualTo(Depth.WORKBENCH);
        assertThat(Depth.of("stage", Depth.STORY)).isEqualTo(Depth.STORY);
        assertThat(Depth.of("messages", Depth.STORY)).isEqualTo(Depth.WORKBENCH);
        assertThat(Depth.of("microscope", Depth.WORKBENCH)).isEqualTo(Depth.MICROSCOPE);
    }
}
