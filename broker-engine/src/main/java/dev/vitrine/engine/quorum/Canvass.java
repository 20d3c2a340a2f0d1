package dev.vitrine.engine.quorum;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.BeginQuorumEpochResponseData;
import org.apache.kafka.common.message.EndQuorumEpochResponseData;
import org.apache.kafka.common.message.VoteResponseData;

/** Sends what the {@link Raft} has to say, and brings back the answers. Used in the mailbox only. */
final class Canvass {

    private static final long FAREWELL_MS = 500;

    private final Core core;
    private CompletionStage<?> farewells = CompletableFuture.completedStage(null);
    private boolean closed;

    Canvass(Core core) {
        this.core = core;
    }

    /** @return done when the others have heard that this one leads no longer, or can't be reached */
    CompletionStage<Void> close() {
        closed = true;
        return farewells.thenApply(said -> null);
    }

    void send(List<Ask> asks) {
        asks.forEach(this::send);
    }

    private void send(Ask ask) {
        switch (ask) {
            case Ask.Vote vote when vote.after() > 0 -> core.around().scheduler().schedule(vote.after(),
                    () -> core.around().mailbox().execute(() -> again(vote)));
            case Ask.Vote vote -> vote(vote);
            case Ask.Begin begin -> begin(begin);
            case Ask.End end -> end(end);
        }
    }

    private void again(Ask.Vote vote) {
        if (!closed && core.raft().matters(vote)) {
            vote(vote);
        }
    }

    private ReplicaKey voter(int id) {
        return new ReplicaKey(id, core.log().voters().directories().getOrDefault(id, Uuid.ZERO_UUID));
    }

    private void vote(Ask.Vote ask) {
        core.around().links()
                .ask(core.self().id(), ask.to(), core.messages().vote(ask.question(), voter(ask.to())), VoteResponseData.class,
                        core.options().times().request())
                .thenAccept(answer -> within(() -> voted(ask, answer)));
    }

    private void within(Runnable taken) {
        core.around().mailbox().execute(() -> {
            if (!closed) {
                core.step().accept(taken);
            }
        });
    }

    private void voted(Ask.Vote ask, Optional<VoteResponseData> answer) {
        if (answer.isEmpty() || answer.get().topics().isEmpty()) {
            core.raft().unanswered(ask);
            return;
        }
        VoteResponseData.PartitionData said = answer.get().topics().getFirst().partitions().getFirst();
        core.raft().answered(ask.to(), ask.ballot(), said.voteGranted(), said.leaderEpoch(), Messages.leader(said.leaderId()),
                core.around().now());
    }

    private void begin(Ask.Begin ask) {
        core.around().links()
                .ask(core.self().id(), ask.to(), core.messages().begin(voter(ask.to()), ask.epoch()), BeginQuorumEpochResponseData.class,
                        core.options().times().request())
                .thenAccept(answer -> answer.filter(said -> !said.topics().isEmpty())
                        .map(said -> said.topics().getFirst().partitions().getFirst())
                        .ifPresent(said -> within(() -> core.raft().heard(
                                said.leaderEpoch(), Messages.leader(said.leaderId()), core.around().now()))));
    }

    /** The answer says nothing: who does not hear of it finds out by himself. */
    private void end(Ask.End ask) {
        CompletionStage<?> heard = core.around().links().ask(core.self().id(), ask.to(),
                core.messages().end(ask.epoch(), ask.successors(), core.log().voters()), EndQuorumEpochResponseData.class, FAREWELL_MS);
        farewells = farewells.thenCombine(heard, (before, now) -> null);
    }
}
