package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.Command;
import dev.vitrine.engine.coordinator.Outcome;

/** Something that a {@link GroupShard} is asked to do, by a client, a timer or the broker. One class each. */
@FunctionalInterface
interface Operation extends Command<GroupShard, GroupRecord> {

    void apply(GroupShard shard, Turn turn);

    @Override
    default Outcome<GroupShard, GroupRecord> run(GroupShard shard, long nowMillis) {
        Turn turn = new Turn(nowMillis);
        apply(shard, turn);
        return turn.outcome();
    }
}
