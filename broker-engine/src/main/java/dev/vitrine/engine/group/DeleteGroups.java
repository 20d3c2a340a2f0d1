package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import java.util.List;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResult;
import org.apache.kafka.common.protocol.Errors;

/** Deletes groups that have no members, with all their offsets (KIP-229). */
record DeleteGroups(List<String> ids, ReplyTo<List<DeletableGroupResult>> reply) implements Operation {

    @Override
    public void apply(GroupShard shard, Turn turn) {
        turn.answer(reply, ids.stream().distinct().map(id -> delete(shard, id, turn)).toList());
    }

    private static DeletableGroupResult delete(GroupShard shard, String id, Turn turn) {
        Errors error = shard.group(id).map(Group::checkDelete).orElse(Errors.GROUP_ID_NOT_FOUND);
        if (error == Errors.NONE) {
            shard.delete(shard.group(id).orElseThrow(), "an administrator deleted it", turn);
        }
        return new DeletableGroupResult().setGroupId(id).setErrorCode(error.code());
    }
}
