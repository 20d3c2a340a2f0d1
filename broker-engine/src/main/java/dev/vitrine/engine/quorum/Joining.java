package dev.vitrine.engine.quorum;

import dev.vitrine.engine.link.Question;
import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AddRaftVoterRequestData;
import org.apache.kafka.common.message.AddRaftVoterResponseData;
import org.apache.kafka.common.message.RemoveRaftVoterRequestData;
import org.apache.kafka.common.message.RemoveRaftVoterResponseData;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * An observer that is to vote asks the leader for it, now and then, until it does (KIP-853, {@code controller.quorum.auto.join.enable}). Where it votes
 * already, but with another folder, it first has that one taken out: it is gone. Used in the mailbox only.
 */
final class Joining {

    private static final short ADD = 1;
    private static final short REMOVE = 0;

    private final Core core;
    private boolean asked;
    private boolean closed;

    Joining(Core core) {
        this.core = core;
    }

    void close() {
        closed = true;
    }

    /** After each step. */
    void look() {
        boolean observes = core.raft().role() instanceof Role.Follower follower && follower.fetched() && !core.raft().votes();
        if (core.options().autoJoin() && observes && !asked && !closed && hasAll()) {
            asked = true;
            ask();
        }
    }

    /** All that the leader says is committed; what the leader thinks of it decides. */
    private boolean hasAll() {
        return core.committed().highWatermark() > 0 && core.committed().highWatermark() == core.log().end().offset();
    }

    private void ask() {
        Uuid former = core.log().voters().directories().get(core.self().id());
        if (former == null) {
            AddRaftVoterRequestData request = new AddRaftVoterRequestData()
                    .setClusterId(core.clusterId())
                    .setVoterId(core.self().id())
                    .setVoterDirectoryId(core.self().directory())
                    .setTimeoutMs(core.options().times().fetch())
                    .setAckWhenCommitted(true);
            request.listeners().add(new AddRaftVoterRequestData.Listener().setName(Voters.LISTENER));
            send(request, ADD, AddRaftVoterResponseData.class);
        } else {
            send(new RemoveRaftVoterRequestData()
                    .setClusterId(core.clusterId())
                    .setVoterId(core.self().id())
                    .setVoterDirectoryId(former), REMOVE, RemoveRaftVoterResponseData.class);
        }
    }

    private <A extends ApiMessage> void send(ApiMessage message, short version, Class<A> kind) {
        OptionalInt leader = core.raft().leader();
        long patience = 2L * core.options().times().request(); // theirs, and the way there and back
        core.around().links().ask(core.self().id(), leader.orElseThrow(), new Question(message, version), kind, patience)
                .thenAccept(answer -> core.around().scheduler().schedule(core.options().times().retryBackoff(),
                        () -> core.around().mailbox().execute(this::again)));
    }

    private void again() {
        asked = false;
        look();
    }
}
