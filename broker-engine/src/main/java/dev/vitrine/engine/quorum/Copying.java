package dev.vitrine.engine.quorum;

import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.wire.QuorumRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchSnapshotResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the leader's log, one question after another; where no leader is known, asks anybody, since the answer names the leader.
 *
 * <pre>
 *              records: appended, made safe              the log parts: cut off there
 *            ┌───────────────────────────┐          ┌──────────────────────────────────┐
 *            ▼                           │          ▼                                  │
 *          FETCH ────────────────────────┴──────────┴──────────────────────────────────┘
 *            │  ▲ whole: it takes the place of the log
 *   too far  │  │
 *   behind   ▼  │
 *       FETCH_SNAPSHOT ◀─┐
 *            └───────────┘ a piece
 * </pre>
 *
 * Used in the mailbox only.
 */
final class Copying {

    private static final Logger LOG = LoggerFactory.getLogger(Copying.class);
    private static final int MAX_WAIT_MS = 500;

    private final Core core;
    private final Supplier<List<Integer>> contacts;
    /** Answers to what was asked in an earlier round are of no use. */
    private long round;
    private boolean asking;
    private OptionalInt asked = OptionalInt.empty();
    private int askedEpoch;
    private boolean closed;

    /** @param contacts brokers that may know who leads */
    Copying(Core core, Supplier<List<Integer>> contacts) {
        this.core = core;
        this.contacts = contacts;
    }

    void close() {
        closed = true;
        round++;
    }

    /** After each step: there may be a leader to ask, or another one, or none. */
    void look() {
        boolean copies = core.raft().role() instanceof Role.Follower || core.raft().role() instanceof Role.Unattached;
        boolean another = asking && copies && core.raft().leader().isPresent()
                && (!core.raft().leader().equals(asked) || core.raft().epoch() != askedEpoch);
        if (asking && (!copies || another)) {
            round++;
            asking = false;
        }
        if (copies && !asking && !closed) {
            fetch();
        }
    }

    private OptionalInt whom() {
        OptionalInt leader = core.raft().leader();
        if (leader.isPresent()) {
            return leader;
        }
        List<Integer> others = contacts.get().stream().filter(id -> id != core.self().id()).toList();
        return others.isEmpty() ? OptionalInt.empty() : OptionalInt.of(others.get(core.around().random().nextInt(others.size())));
    }

    private void fetch() {
        Question question = core.messages().fetch(core.raft().epoch(), core.log().end(), core.committed().highWatermark(),
                new Messages.FetchLimits(core.options().fetchMaxBytes(), MAX_WAIT_MS));
        ask(question, FetchResponseData.class, this::fetched);
    }

    private <A extends ApiMessage> void ask(Question question, Class<A> kind, BiConsumer<Integer, A> onAnswer) {
        OptionalInt to = whom();
        asked = core.raft().leader();
        askedEpoch = core.raft().epoch();
        asking = true;
        long mine = ++round;
        if (to.isEmpty()) {
            again(mine);
            return;
        }
        core.around().links().ask(core.self().id(), to.getAsInt(), question, kind, core.options().times().request())
                .thenAccept(answer -> core.around().mailbox().execute(() -> answered(mine, to.getAsInt(), answer, onAnswer)));
    }

    private <A extends ApiMessage> void answered(long mine, int from, Optional<A> answer, BiConsumer<Integer, A> onAnswer) {
        if (mine != round || closed) {
            return;
        }
        if (answer.isEmpty()) {
            again(mine);
        } else {
            core.step().accept(() -> onAnswer.accept(from, answer.get()));
        }
    }

    /** After a pause, if nothing else has come up. */
    private void again(long mine) {
        core.around().scheduler().schedule(core.options().times().retryBackoff(), () -> core.around().mailbox().execute(() -> {
            if (mine == round && !closed) {
                asking = false;
                look();
            }
        }));
    }

    // ---- the log

    private void fetched(int from, FetchResponseData response) {
        FetchResponseData.PartitionData answer = response.responses().isEmpty() ? null
                : response.responses().getFirst().partitions().getFirst();
        if (answer == null) {
            again(round);
            return;
        }
        core.raft().heard(answer.currentLeader().leaderEpoch(), Messages.leader(answer.currentLeader().leaderId()), core.around().now());
        if (answer.errorCode() != Errors.NONE.code() || !follows(from)) {
            again(round);
            return;
        }
        core.raft().fetched(core.around().now());
        asking = false;
        if (answer.snapshotId().endOffset() >= 0) {
            LogPosition snapshot = new LogPosition(answer.snapshotId().endOffset(), answer.snapshotId().epoch());
            fetchSnapshot(snapshot, 0);
        } else if (answer.divergingEpoch().epoch() >= 0) {
            cut(new LogPosition(answer.divergingEpoch().endOffset(), answer.divergingEpoch().epoch()));
        } else {
            take(answer);
        }
    }

    private boolean follows(int leader) {
        return core.raft().role() instanceof Role.Follower follower && follower.id() == leader;
    }

    private void take(FetchResponseData.PartitionData answer) {
        try {
            ByteBuffer records = QuorumRecords.of(answer);
            if (records.hasRemaining()) {
                Errors error = core.log().copy(records);
                if (error != Errors.NONE) {
                    LOG.error("What the leader of the metadata log sent could not be appended: {}", error);
                    again(round);
                    asking = true;
                    return;
                }
            }
            core.committed().advance(Math.min(answer.highWatermark(), core.log().end().offset()));
        } catch (IOException unreadable) {
            LOG.error("What the leader of the metadata log sent can't be read: {}", unreadable.getMessage());
        }
    }

    private void cut(LogPosition leader) {
        long before = core.log().end().offset();
        long end = core.log().partsAt(leader);
        if (end < core.committed().highWatermark()) {
            LOG.error("The leader of the metadata log parts at {}, though {} was committed: nothing is given up", end,
                    core.committed().highWatermark());
            asking = true;
            again(round);
            return;
        }
        core.log().cutTo(end);
        core.around().publish().accept(new Event.FollowerTruncated(MetadataTopic.PARTITION, core.self().id(), before, core.log().end().offset()));
    }

    // ---- a snapshot

    private void fetchSnapshot(LogPosition snapshot, long position) {
        Question question = core.messages().fetchSnapshot(core.raft().epoch(), snapshot, position, core.options().fetchSnapshotMaxBytes());
        ask(question, FetchSnapshotResponseData.class, (from, response) -> piece(from, snapshot, position, response));
    }

    private void piece(int from, LogPosition snapshot, long position, FetchSnapshotResponseData response) {
        FetchSnapshotResponseData.PartitionSnapshot answer = response.topics().isEmpty() ? null
                : response.topics().getFirst().partitions().getFirst();
        if (answer == null) {
            again(round);
            return;
        }
        core.raft().heard(answer.currentLeader().leaderEpoch(), Messages.leader(answer.currentLeader().leaderId()), core.around().now());
        if (answer.errorCode() != Errors.NONE.code() || !follows(from)) {
            again(round); // with a fetch: the snapshot may be gone, or the leader
            return;
        }
        core.raft().fetched(core.around().now());
        try {
            ByteBuffer bytes = QuorumRecords.of(answer);
            long next = position + bytes.remaining();
            core.log().snapshots().receive(snapshot, bytes, position);
            if (next < answer.size()) {
                fetchSnapshot(snapshot, next);
            } else {
                restore(snapshot, next);
            }
        } catch (IOException refused) {
            LOG.error("A snapshot of the metadata could not be taken over: {}", refused.getMessage());
            again(round);
        }
    }

    private void restore(LogPosition snapshot, long size) throws IOException {
        core.log().snapshots().received(snapshot, size);
        core.log().beginAnew(snapshot, SnapshotContent.of(core.log().snapshots().read(snapshot)).voters());
        core.committed().restore(snapshot);
        core.log().snapshots().deleteBefore(snapshot);
        asking = false;
    }
}
