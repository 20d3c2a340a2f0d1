package dev.vitrine.engine.quorum;

import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.observe.QuorumView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AddRaftVoterRequestData;
import org.apache.kafka.common.message.BeginQuorumEpochRequestData;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.EndQuorumEpochRequestData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchSnapshotRequestData;
import org.apache.kafka.common.message.RemoveRaftVoterRequestData;
import org.apache.kafka.common.message.VoteRequestData;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * One broker's part in the quorum of the metadata log (KIP-595, KIP-630, KIP-853, KIP-996): it elects a leader with the others, copies its log, and
 * makes of what is committed its own {@link StateMachine}. A broker alone is a quorum of one, by the same way.
 *
 * <pre>
 *  asked, answers, timers ──▶ step: {@link Raft} ──▶ 1 what must not be forgotten is saved    {@link QuorumStateStore}
 *                                              2 a new leader writes who leads          {@link Leading}
 *                                              3 what is to be said is sent             {@link Canvass}
 *                                              4 followers copy on                      {@link Copying}
 * </pre>
 *
 * <p>Methods may be called from any thread; everything happens in the mailbox.
 */
public final class Quorum {

    /** The feature by which a quorum's ways are told (KIP-853): its log says the level, not the records in it. */
    public static final String FEATURE = "kraft.version";

    /** Level of {@code kraft.version} in every quorum here: voters stand in the log, and may change (KIP-853). */
    public static final short KRAFT_VERSION = 1;

    private final Core core;
    private final Turns turns;
    private final VoteDesk votes;
    private final FetchDesk fetches;
    private final CommittedLog log;

    /**
     * Who this is.
     *
     * @param initialVoters who votes in a cluster that is made now; without meaning where the folder has a log already. Empty for one that joins
     *                      a cluster that there is: it watches until it is made a voter
     * @param contacts      brokers that may know who leads, asked anew each time
     */
    public record Member(ReplicaKey self, String clusterId, Voters initialVoters, Supplier<List<Integer>> contacts, QuorumOptions options) {}

    /** What it keeps. @param log open; stays open when this is closed @param store of the same folder */
    public record Storage(Log log, Snapshots snapshots, QuorumStateStore store) {

        /** @param disk where the log's folder lies */
        public static Storage of(Log log, Disk disk, Path folder) throws IOException {
            return new Storage(log, new Snapshots(disk, folder), new QuorumStateStore(disk, folder));
        }
    }

    /** @throws IOException where what is there can't be read */
    public Quorum(Member member, Storage storage, Surroundings around, StateMachine machine, QuorumListener listener) throws IOException {
        RaftLog copy = new RaftLog(storage.log(), storage.snapshots(), Founding.voters(member, storage));
        Raft raft = new Raft(member.self(), new Patience(member.options().times(), around.random()), copy);
        Turns[] turn = new Turns[1];
        this.core = new Core(member.self(), member.clusterId(), member.options(), around, raft, copy, new Committed(copy, machine),
                new Messages(member.clusterId(), member.self()), action -> turn[0].step(action));
        this.fetches = new FetchDesk(core);
        this.turns = new Turns(core, storage.store(), fetches, new Copying(core, member.contacts()), new SnapshotMaker(core, machine), listener);
        turn[0] = turns;
        this.votes = new VoteDesk(core);
        this.log = new QuorumLog(core);
    }

    /** As the folder says, before {@link #start}: how many brokers must be there at least can be told from it. */
    public Voters voters() {
        return core.log().voters();
    }

    /** For the controller: appending is refused where this broker does not lead. */
    public CommittedLog log() {
        return log;
    }

    /** Takes part from now on. Completes when the newest snapshot is taken in; exceptionally where what is there can't be read. */
    public CompletionStage<Void> start() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        core.around().mailbox().execute(() -> {
            try {
                turns.begin();
                started.complete(null);
            } catch (IOException | RuntimeException unreadable) {
                started.completeExceptionally(unreadable);
            }
        });
        return started.minimalCompletionStage();
    }

    /** Lets another lead where this one does, and takes no part any more. Done when the others know of it, as far as they can be reached. */
    public CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        core.around().mailbox().execute(() -> {
            turns.end().thenAccept(closed::complete);
        });
        return closed.minimalCompletionStage();
    }

    /** True for what {@link #asked} answers. */
    public static boolean concerns(Question question) {
        return switch (question.message()) {
            case VoteRequestData vote -> true;
            case BeginQuorumEpochRequestData begin -> true;
            case EndQuorumEpochRequestData end -> true;
            case FetchSnapshotRequestData snapshot -> true;
            case AddRaftVoterRequestData add -> true;
            case RemoveRaftVoterRequestData remove -> true;
            case DescribeQuorumRequestData describe -> true;
            case FetchRequestData fetch -> fetch.topics().stream().anyMatch(topic -> topic.topicId().equals(Uuid.METADATA_TOPIC_ID));
            default -> false;
        };
    }

    /** Answers another replica. Only what {@link #concerns concerns} it */
    public CompletionStage<ApiMessage> asked(int from, Question question) {
        if (!concerns(question)) {
            throw new IllegalArgumentException("not for the quorum: " + question.message().getClass().getSimpleName());
        }
        CompletableFuture<ApiMessage> answer = new CompletableFuture<>();
        core.around().mailbox().execute(() -> turns.step(() -> {
            switch (question.message()) {
                case VoteRequestData vote -> turns.later(answer, votes.vote(vote, turns::voteDecided));
                case BeginQuorumEpochRequestData begin -> turns.later(answer, votes.begin(begin));
                case EndQuorumEpochRequestData end -> turns.later(answer, votes.end(end));
                case FetchSnapshotRequestData snapshot -> turns.later(answer, fetches.fetchSnapshot(snapshot));
                case FetchRequestData fetch -> fetches.fetch(fetch, answer::complete);
                case AddRaftVoterRequestData add -> turns.changes().add(add, answer::complete);
                case RemoveRaftVoterRequestData remove -> turns.changes().remove(remove, answer::complete);
                case DescribeQuorumRequestData describe -> turns.later(answer, Description.answer(core));
                default -> throw new IllegalStateException();
            }
        }));
        return answer;
    }

    /** The leader as far as this broker knows. */
    public OptionalInt leader() {
        return turns.standing().leader();
    }

    public int epoch() {
        return turns.standing().epoch();
    }

    public long highWatermark() {
        return turns.standing().highWatermark();
    }

    /** This broker in the quorum, for who looks. */
    public QuorumView.Member view() {
        QuorumState now = turns.standing();
        return new QuorumView.Member(core.self().id(), now.role(), now.epoch(), now.endOffset());
    }

    /** How the leader sees the quorum, whoever leads; empty where none could be asked. */
    public CompletionStage<Optional<DescribeQuorumResponseData.PartitionData>> describe() {
        OptionalInt leader = leader();
        if (leader.isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        return core.around().links()
                .ask(core.self().id(), leader.getAsInt(), Description.question(), DescribeQuorumResponseData.class,
                        core.options().times().request())
                .thenApply(answer -> answer.flatMap(Description::of));
    }
}
