package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.offsets.CoordinatorView.Loaded;
import dev.vitrine.engine.offsets.Position;
import dev.vitrine.engine.offsets.ViewEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a shard from what its log says: first what the view has of it, then the rest of the log, up to where the log ended when loading began
 * (records there that are not committed yet are waited for: a shard never starts from what may still be lost). It works in slices, each a
 * task of its own, so that a long log keeps nobody else from the thread.
 */
final class Loading<S extends CoordinatorShard<S, R>, R> {

    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    private final String name;
    private final CommittedLog log;
    private final ShardType<S, R> type;
    private final Surroundings around;
    private final Consumer<Loading<S, R>> done;
    private final long target;
    private final ViewFeed feed;
    private S shard;
    private long next;
    private long fromView;
    private long fromLog;
    private String failure;
    private boolean waitsForCommit;
    private boolean over;

    /** @param done called in the mailbox when it has ended, well or badly, unless it was abandoned */
    Loading(String name, CommittedLog log, ShardType<S, R> type, Surroundings around, Consumer<Loading<S, R>> done) {
        this.name = name;
        this.log = log;
        this.type = type;
        this.around = around;
        this.done = done;
        this.target = log.endOffset();
        this.shard = type.fresh().get();
        this.feed = new ViewFeed(name, log, around.view());
    }

    void start() {
        around.view().load(name).whenComplete((loaded, failed) -> post(() -> begin(failed == null ? loaded : Optional.empty())));
    }

    /** More has been committed. */
    void onCommitted() {
        if (waitsForCommit && !over) {
            waitsForCommit = false;
            step(this::readLog);
        }
    }

    void abandon() {
        over = true;
    }

    S shard() {
        return shard;
    }

    /** Takes what is committed from here on. */
    ViewFeed feed() {
        return feed;
    }

    /** Behind the last record that is in the shard. */
    long position() {
        return next;
    }

    LoadReport report() {
        return new LoadReport(fromView, fromLog, Optional.ofNullable(failure));
    }

    private void begin(Optional<Loaded> loaded) {
        if (loaded.isEmpty()) {
            fromTheStart();
            return;
        }
        Optional<String> doubt = doubt(loaded.get().position());
        if (doubt.isPresent()) {
            rebuild(doubt.get());
        } else {
            replayView(loaded.get(), 0);
        }
    }

    /** Why the view can't be of this very log. */
    private Optional<String> doubt(Position position) {
        if (!position.topicId().equals(log.topicId())) {
            return Optional.of("the topic has been made anew");
        }
        if (position.offset() < log.startOffset() || position.offset() > target) {
            return Optional.of("it reaches to offset " + position.offset() + ", and the log from " + log.startOffset() + " to " + target);
        }
        if (position.offset() > 0 && epochBefore(position.offset()) != position.leaderEpoch()) {
            return Optional.of("the log had another leader at offset " + position.offset());
        }
        return Optional.empty();
    }

    private void replayView(Loaded view, int from) {
        int to = Math.min(view.entries().size(), from + around.options().loadSliceEntries());
        try {
            for (ViewEntry entry : view.entries().subList(from, to)) {
                replay(ByteBuffer.wrap(entry.key()), ByteBuffer.wrap(entry.value()));
            }
        } catch (RuntimeException unreadable) {
            LOG.warn("The view of {} holds what can't be replayed", name, unreadable);
            rebuild("it held an entry that can't be read");
            return;
        }
        if (to < view.entries().size()) {
            post(() -> replayView(view, to));
        } else {
            fromView = to;
            next = view.position().offset();
            readLog();
        }
    }

    private void rebuild(String why) {
        around.publish().accept(new Event.ViewRebuilt(name, why));
        fromTheStart();
    }

    private void fromTheStart() {
        around.view().forget(name);
        shard = type.fresh().get();
        next = log.startOffset();
        readLog();
    }

    private void readLog() {
        if (next >= target) {
            end();
        } else if (log.committedOffset() <= next) {
            waitsForCommit = true;
        } else {
            readSlice();
            post(this::readLog);
        }
    }

    private void readSlice() {
        try {
            Slice slice = new Slice();
            long end = log.read(next, around.options().loadSliceBytes(), slice);
            if (end <= next) {
                throw new IOException("nothing to read at offset " + next + ", though " + log.committedOffset() + " is committed");
            }
            slice.feed();
            feed.take(Standing.ALONE, List.of(), end);
            next = end;
        } catch (IOException unreadable) {
            throw new IllegalStateException("its log can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Replays what it visits, and gathers what stands alike for the view. */
    private final class Slice implements CommittedLog.Visitor {

        private final List<ViewEntry> entries = new ArrayList<>();
        private Standing standing = Standing.ALONE;
        private long end = next;

        @Override
        public void record(long offset, ByteBuffer key, ByteBuffer value) {
            gather(Standing.ALONE, offset, key, value);
            replay(key, value);
        }

        @Override
        public void recordInTransaction(long producerId, long offset, ByteBuffer key, ByteBuffer value) {
            gather(new Standing.InTransaction(producerId), offset, key, value);
            type.codec().decode(key, value).ifPresent(record -> shard.replayInTransaction(producerId, record));
        }

        @Override
        public void transactionEnded(long producerId, boolean committed) {
            feed();
            feed.take(new Standing.End(producerId, committed), List.of(), end);
            shard.transactionEnded(producerId, committed);
        }

        private void gather(Standing now, long offset, ByteBuffer key, ByteBuffer value) {
            if (!now.equals(standing)) {
                feed();
                standing = now;
            }
            entries.add(new ViewEntry(bytes(key), value == null ? null : bytes(value)));
            end = offset + 1;
            fromLog++;
        }

        void feed() {
            if (!entries.isEmpty()) {
                feed.take(standing, List.copyOf(entries), end);
                entries.clear();
            }
        }
    }

    private void replay(ByteBuffer key, ByteBuffer value) {
        type.codec().decode(key, value).ifPresent(shard::replay);
    }

    private int epochBefore(long offset) {
        return log.epochAt(offset - 1).orElse(Position.NO_EPOCH);
    }

    private void post(Runnable step) {
        log.mailbox().execute(() -> {
            if (!over) {
                step(step);
            }
        });
    }

    private void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failed) {
            LOG.error("Loading {} failed", name, failed);
            failure = String.valueOf(failed.getMessage());
            end();
        }
    }

    private void end() {
        over = true;
        done.accept(this);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
