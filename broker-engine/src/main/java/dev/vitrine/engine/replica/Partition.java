package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.AppendContext;
import dev.vitrine.engine.log.AppendContext.Origin;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.AppendResult.Appended;
import dev.vitrine.engine.log.AppendResult.Rejected;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.ReadResult;
import dev.vitrine.engine.log.VerificationGuard;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.ReplicaView;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.wire.BatchBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * A broker's replica of a partition: its leader, or a follower ({@link Role}). Its mailbox is the only writer; readers look at the log directly, below the
 * high watermark. What all in-sync replicas have is committed: then producers of acks=all are answered, and readers see it.
 */
public final class Partition {

    private final TopicPartition name;
    private final Log log;
    private final Mailbox mailbox;
    private final ReplicaSurroundings around;
    private final MarkerNews markers;
    private final Watches watches = new Watches();
    private final ParkedProduces produces;
    private final Deletes deletes;
    private final HighWatermark highWatermark;
    private final CopiedLog copied;
    private final InSyncKeeper inSync;
    private final Followers followers;
    private final Traffic traffic = new Traffic();
    private volatile PartitionImage image;
    private volatile Role role;
    private volatile boolean gone;

    /** @param highWatermark as noted when the broker was here last */
    Partition(TopicPartition name, PartitionImage image, Log log, long highWatermark, Mailbox mailbox, ReplicaSurroundings around) {
        this.name = name;
        this.image = image;
        this.role = new Follower(PartitionImage.NO_LEADER, -1);
        this.log = log;
        this.mailbox = mailbox;
        this.around = around;
        this.markers = new MarkerNews(name);
        this.produces = new ParkedProduces(around.scheduler(), mailbox);
        this.inSync = new InSyncKeeper(this, around);
        this.highWatermark = new HighWatermark(log, highWatermark, watches, produces);
        this.deletes = new Deletes(log, this.highWatermark, mailbox, around);
        this.followers = new Followers(this, inSync, deletes, around);
        this.copied = new CopiedLog(log, this.highWatermark, watches, around);
    }

    public TopicPartition name() {
        return name;
    }

    public Uuid topicId() {
        return log.topicId();
    }

    /** Broker id; −1 where nobody leads. */
    public int leader() {
        return image.leader();
    }

    public int leaderEpoch() {
        return image.leaderEpoch();
    }

    /** Whether this replica leads, and takes what is brought. */
    public boolean leads() {
        return role instanceof Leader;
    }

    Role role() {
        return role;
    }

    /** The single writer: whoever shares a turn with appends posts here. */
    public Mailbox mailbox() {
        return mailbox;
    }

    // ---- writing

    /**
     * Appends a client's records in the partition's own turn. The bytes must stay valid until the answer is there.
     *
     * @param guard of a batch that begins a transaction here
     */
    public CompletionStage<AppendResult> append(ByteBuffer batches, short produceVersion, VerificationGuard guard, Acks acks) {
        return mailbox.ask(() -> {
            AppendContext context = new AppendContext(image.leaderEpoch(), Origin.CLIENT, produceVersion, guard, (short) 0);
            return acknowledged(appendNow(batches, context, acks), acks);
        });
    }

    /** Appends records of this broker's coordinator at once; only inside {@link #mailbox}. @param guard as above */
    public AppendResult appendNow(ByteBuffer batches, VerificationGuard guard) {
        return appendNow(batches, ofCoordinator(guard, (short) 0), Acks.LEADER);
    }

    private AppendContext ofCoordinator(VerificationGuard guard, short transactionVersion) {
        return new AppendContext(image.leaderEpoch(), Origin.COORDINATOR, ApiKeys.PRODUCE.latestVersion(), guard, transactionVersion);
    }

    /** Ends a producer's transaction here, in the partition's own turn; answers when that is committed. */
    CompletionStage<AppendResult> end(TransactionMarker marker, long nowMillis, Acks acks) {
        return mailbox.ask(() -> acknowledged(endNow(marker, nowMillis, acks), acks));
    }

    /** Ends a producer's transaction here at once; only inside {@link #mailbox}. */
    public AppendResult endNow(TransactionMarker marker, long nowMillis) {
        return endNow(marker, nowMillis, Acks.LEADER);
    }

    private AppendResult endNow(TransactionMarker marker, long nowMillis, Acks acks) {
        ByteBuffer batch = BatchBuilder.endTransaction(
                new BatchBuilder.Producer(marker.producerId(), marker.producerEpoch()), marker.commit(), marker.coordinatorEpoch(), nowMillis);
        AppendResult result = appendNow(batch, ofCoordinator(VerificationGuard.NONE, marker.transactionVersion()), acks);
        if (result instanceof Appended appended) {
            markers.written(marker, appended.baseOffset(), nowMillis).ifPresent(around.events()::publish);
        }
        return result;
    }

    private AppendResult appendNow(ByteBuffer batches, AppendContext context, Acks acks) {
        if (gone) {
            return new Rejected(Errors.UNKNOWN_TOPIC_OR_PARTITION, "the topic has been deleted");
        }
        if (!(role instanceof Leader leader)) {
            return notLeader();
        }
        if (acks.all() && !leader.isEnoughToAppend(inSync.rules())) {
            return new Rejected(Errors.NOT_ENOUGH_REPLICAS, "fewer replicas are in sync than min.insync.replicas asks for");
        }
        AppendResult result = log.append(batches, context);
        if (result instanceof Appended appended && !appended.duplicate()) {
            traffic.in(appended.records(), appended.bytes());
            leader.appended();
            watches.appended(appended.lastOffset() + 1, appended.bytes());
            advance(leader);
        }
        return result;
    }

    private static Rejected notLeader() {
        return new Rejected(Errors.NOT_LEADER_OR_FOLLOWER, "another broker leads the partition, or nobody");
    }

    private CompletionStage<AppendResult> acknowledged(AppendResult result, Acks acks) {
        if (!acks.all() || !(result instanceof Appended appended)) {
            return CompletableFuture.completedStage(result);
        }
        if (appended.lastOffset() >= highWatermark.offset()) {
            return produces.park(appended, acks.timeoutMs());
        }
        return CompletableFuture.completedStage(enough() ? appended : ParkedProduces.notEnoughAfterAppend());
    }

    private boolean enough() {
        return role instanceof Leader leader && leader.isEnoughToAcknowledge(inSync.rules());
    }

    /** Something may be committed by now: a follower has fetched, the in-sync replicas are others, something was appended. */
    void advance(Leader leader) {
        highWatermark.moveTo(leader.committed(log.endOffset(), inSync.rules(), around.clock().millis()), this::enough);
    }

    /**
     * Moves the start of the log forward, here and, before it answers, on every replica whose broker is there.
     *
     * @param offset    −1 for the high watermark
     * @param timeoutMs how long to wait for the others
     * @return the new log start offset, or the error
     */
    public CompletionStage<DeleteOutcome> deleteRecordsBefore(long offset, long timeoutMs) {
        return mailbox.ask(() -> role instanceof Leader leader
                ? deletes.before(offset, timeoutMs, leader, watches)
                : CompletableFuture.completedStage(new DeleteOutcome(Errors.NOT_LEADER_OR_FOLLOWER, -1)));
    }

    /** Calls {@code listener} in the mailbox whenever the high watermark has moved, for as long as this broker leads. */
    public void onCommitted(LongConsumer listener) {
        highWatermark.onMoved(listener);
    }

    // ---- reading

    public Log log() {
        return log;
    }

    public long highWatermark() {
        return highWatermark.offset();
    }

    public long lastStableOffset() {
        return highWatermark.lastStableOffset();
    }

    /** False for a leader that does not know yet how much its predecessor had committed: what it says of the end may lie behind what was seen already. */
    public boolean knowsCommitted() {
        return !(role instanceof Leader leader) || leader.epochStart() <= highWatermark();
    }

    /** First offset that a reader with this isolation can't see. */
    public long visibleEnd(Isolation isolation) {
        return highWatermark.visibleEnd(isolation);
    }

    /** Reads what may be seen; the records must be released. */
    public ReadResult read(long offset, int maxBytes, Isolation isolation, boolean atLeastOne) {
        return log.read(offset, maxBytes, visibleEnd(isolation), atLeastOne);
    }

    /** Counts what went out to a consumer. */
    public void served(long records, long bytes) {
        traffic.out(records, bytes);
    }

    /** From now on pushes newly visible bytes to {@code wait}. */
    public void watch(Watcher wait) {
        watches.add(wait);
        if (gone) {
            wait.changed();
        }
    }

    public void unwatch(Watcher wait) {
        watches.remove(wait);
    }

    public PartitionView view() {
        PartitionImage now = image;
        List<Integer> sync = role instanceof Leader leader ? leader.inSync().replicas() : now.inSync();
        return new PartitionView(now.index(), now.leader(), now.leaderEpoch(), now.replicas(), sync, log.startOffset(), highWatermark(),
                lastStableOffset(), log.endOffset(), log.sizeInBytes(), log.segmentCount(), traffic.recordsIn(), traffic.bytesIn(),
                traffic.recordsOut(), traffic.bytesOut(), replicas());
    }

    /** How far every replica has come, as the leader knows; empty where this broker does not lead. */
    public List<ReplicaView> replicas() {
        return role instanceof Leader leader
                ? inSync.views(leader, image.replicas(), new ReplicaView(around.broker(), log.endOffset(), log.startOffset(), around.clock().millis(), true))
                : List.of();
    }

    public long recordsIn() {
        return traffic.recordsIn();
    }

    // ---- as leader

    /** Who copies this replica. */
    public Followers followers() {
        return followers;
    }

    /** Who is in sync has changed: more may be committed, and what followers need not speak of is another matter now. */
    void inSyncChanged(Leader leader) {
        advance(leader);
        watches.followersChanged();
    }

    /** Where a consumer should read that stands in this rack; empty where this is the place (KIP-392). Any thread. */
    public OptionalInt nearest(String rack, long offset) {
        return around.settings().selectsByRack() && !rack.isEmpty() && role instanceof Leader leader
                ? leader.nearest(rack, offset, around.neighbours()) : OptionalInt.empty();
    }

    /** Its log as a follower writes it; in the mailbox. */
    CopiedLog copied() {
        return copied;
    }

    // ---- life

    /** Takes in what the controller decided. In the mailbox, or before anybody knows the partition. */
    void become(PartitionImage now) {
        if (gone || now.leaderEpoch() < role.epoch()) {
            return;
        }
        Role before = role;
        image = now;
        if (now.leader() == around.broker()) {
            lead(now);
        } else if (!before.equals(new Follower(now.leader(), now.leaderEpoch()))) {
            follow(new Follower(now.leader(), now.leaderEpoch()));
        }
        if (role != before) {
            watches.finishAll();
        }
    }

    private void lead(PartitionImage now) {
        if (role instanceof Leader leader && leader.epoch() == now.leaderEpoch()) {
            if (leader.decided(now, around.clock().millis())) {
                inSyncChanged(leader);
            }
            advance(leader); // settings may have changed, too
            return;
        }
        resign(notLeader());
        if (log.latestEpoch().map(latest -> latest < now.leaderEpoch()).orElse(true)) {
            log.beginEpoch(now.leaderEpoch());
        }
        Leader leader = new Leader(around.broker(), now, log.endOffset(), around.clock().millis());
        role = leader;
        advance(leader);
    }

    private void follow(Follower next) {
        resign(notLeader());
        role = next;
        copied.dropWhatNobodyVouchesFor();
    }

    private void resign(Rejected why) {
        produces.refuseAll(why);
        deletes.refuseAll(why.error());
        highWatermark.forgetListeners();
    }

    /** The topic is deleted, or has no replica here any more: who waits is sent home, then the files go. @return completes when the name is free */
    CompletionStage<Void> delete(Errors why) {
        return mailbox.call(() -> {
            leave(why);
            log.delete();
            return null;
        });
    }

    /** Drops what retention allows. */
    void clean() {
        mailbox.execute(() -> {
            if (!gone && log.applyRetention(highWatermark()) > 0) {
                watches.followersChanged();
            }
        });
    }

    /** Ends what is being written, then closes the log. @param disk waits for the disk: many logs close faster together than in turn */
    CompletableFuture<Void> close(Executor disk) {
        return mailbox.call(() -> {
            leave(Errors.NOT_LEADER_OR_FOLLOWER);
            return log;
        }).thenAcceptAsync(Log::close, disk).toCompletableFuture();
    }

    private void leave(Errors why) {
        gone = true;
        resign(new Rejected(why, "the replica is gone"));
        watches.finishAll();
    }
}
