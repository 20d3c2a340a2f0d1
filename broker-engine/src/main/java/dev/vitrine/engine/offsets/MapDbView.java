package dev.vitrine.engine.offsets;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The view in a MapDB file, for the next start. It is trusted after a clean stop only; otherwise it is deleted, and made anew from what the
 * coordinators read from their logs.
 *
 * <pre>
 *                 first load, no marker: the file is deleted           first write
 *   UNOPENED ──────────────────────────────────────────────▶ EMPTY ──────────────▶ OPEN
 *      │              first load, the marker vouches for it                         ▲ │
 *      ├────────────────────────────────────────────────────────────────────────────┘ │ close(), abandon()
 *      │                                                                              ▼
 *      └──────────── anything MapDB throws, in any state: deleted ──▶ OFF          CLOSED
 * </pre>
 *
 * <p>MapDB is slow to start and slow to write, so neither happens in a coordinator's mailbox: it is opened by the workers when it is first
 * needed, and written to in groups, {@value #LINGER_MS} ms after the first of their records, some entries a turn.
 */
public final class MapDbView implements CoordinatorView {

    /** How long to gather what will be written together: long, since only the next start reads it, and MapDB should not slow this one. */
    static final int LINGER_MS = 2_000;
    /** Entries written before others have their turn. */
    private static final int ENTRIES_PER_TURN = 1_000;
    /** More than this is not waited for when closing: some seconds of writing. The next start reads the log. */
    private static final int MOST_ENTRIES_AT_CLOSE = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(MapDbView.class);

    private final Path path;
    private final Disk disk;
    private final CleanMarker marker;
    private final Scheduler scheduler;
    private final Consumer<Event> publish;
    private final Mailbox worker;
    private final ViewBuffer buffer = new ViewBuffer();

    // under the lock of this:
    private State state = State.UNOPENED;
    private ViewFile file;
    private ViewBuffer.Group atWork;

    private enum State { UNOPENED, EMPTY, OPEN, OFF, CLOSED }

    /**
     * @param path    of the MapDB file, in a folder that is there; nothing is read or written before the view is first used
     * @param workers open, read and write it
     */
    public MapDbView(Path path, Disk disk, Executor workers, Scheduler scheduler, Consumer<Event> publish) {
        this.path = path;
        this.disk = disk;
        this.marker = new CleanMarker(disk, path);
        this.scheduler = scheduler;
        this.publish = publish;
        this.worker = new Mailbox("view " + path.getFileName(), workers);
    }

    @Override
    public CompletionStage<Optional<Loaded>> load(String shard) {
        CompletableFuture<Optional<Loaded>> answer = new CompletableFuture<>();
        worker.execute(() -> answer.complete(loadNow(shard)));
        return answer.minimalCompletionStage();
    }

    @Override
    public void apply(String shard, List<ViewEntry> records, Position position) {
        if (buffer.apply(shard, records, position)) {
            writeSoon();
        }
    }

    @Override
    public void forget(String shard) {
        if (buffer.forget(shard)) {
            writeSoon();
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (state == State.UNOPENED || state == State.EMPTY || state == State.OPEN) {
                closeClean();
            }
        } catch (IOException | RuntimeException | Error failure) {
            drop(failure);
        }
        state = State.CLOSED;
    }

    @Override
    public synchronized void abandon() {
        state = State.CLOSED;
        atWork = null;
        buffer.takeAll();
        try {
            if (file != null) {
                file.close();
            }
        } catch (RuntimeException | Error asItIs) {
            LOG.debug("Closing {} failed", path, asItIs);
        }
        file = null;
    }

    private synchronized Optional<Loaded> loadNow(String shard) {
        try {
            openTrusted();
            if (state == State.EMPTY || state == State.OPEN) {
                writeAllOf(shard);
            }
            return state == State.OPEN ? file.load(shard) : Optional.empty();
        } catch (IOException | RuntimeException | Error failure) {
            drop(failure);
            return Optional.empty();
        }
    }

    private void writeSoon() {
        scheduler.schedule(LINGER_MS, () -> worker.execute(this::writeTurn));
    }

    private synchronized void writeTurn() {
        if (state == State.OFF || state == State.CLOSED) {
            buffer.takeAll();
            return;
        }
        try {
            if (atWork == null) {
                atWork = buffer.takeOne().orElse(null);
            }
            if (atWork != null) {
                openTrusted();
                if (write(atWork, ENTRIES_PER_TURN)) {
                    atWork = null;
                }
                worker.execute(this::writeTurn);
            }
        } catch (IOException | RuntimeException | Error failure) {
            drop(failure);
        }
    }

    /** The first use decides whether what the last run left is trusted. */
    private void openTrusted() throws IOException {
        if (state != State.UNOPENED) {
            return;
        }
        boolean trusted = marker.vouches();
        String doubt = marker.present() ? "it is not what was written at the last stop" : "the last stop was not a clean one";
        marker.remove();
        if (trusted) {
            openExisting();
            return;
        }
        if (disk.exists(path)) {
            rebuild(doubt);
        }
        state = State.EMPTY;
    }

    private void openExisting() throws IOException {
        try {
            file = ViewFile.open(path);
            state = State.OPEN;
        } catch (RuntimeException | Error unreadable) {
            LOG.warn("{} does not open", path, unreadable);
            rebuild("it does not open: " + unreadable.getMessage());
            state = State.EMPTY;
        }
    }

    private void rebuild(String why) throws IOException {
        publish.accept(new Event.ViewRebuilt(path.getFileName().toString(), why));
        disk.delete(path);
    }

    private void writeAllOf(String shard) {
        if (atWork != null && atWork.shard().equals(shard)) {
            write(atWork, Integer.MAX_VALUE);
            atWork = null;
        }
        buffer.take(shard).ifPresent(group -> write(group, Integer.MAX_VALUE));
    }

    /** @return true where nothing of the group is left to write */
    private boolean write(ViewBuffer.Group group, int most) {
        if (state == State.EMPTY) {
            if (group.onlyForgets()) {
                return true; // there is nothing to forget: no reason to start MapDB
            }
            file = ViewFile.open(path);
            state = State.OPEN;
        }
        return group.writeTo(file, most);
    }

    private void closeClean() throws IOException {
        Deque<ViewBuffer.Group> unwritten = buffer.takeAll();
        if (atWork != null) {
            unwritten.addFirst(atWork);
        }
        if (unwritten.isEmpty() && state != State.OPEN) {
            return; // never used: what the last run left, marker and all, stays as it is
        }
        openTrusted();
        if (unwritten.stream().mapToInt(ViewBuffer.Group::size).sum() > MOST_ENTRIES_AT_CLOSE) {
            LOG.info("{} is left out: too much is unwritten, the log will be read instead", path);
            discard();
            return;
        }
        unwritten.forEach(group -> write(group, Integer.MAX_VALUE));
        if (state == State.OPEN) {
            file.close();
            file = null;
            marker.write();
        }
    }

    /** The log has everything: what can't be used is put out of the way, and the coordinators go on in memory. */
    private void drop(Throwable failure) {
        LOG.warn("The view {} is dropped; it will be rebuilt from the log at the next start", path, failure);
        publish.accept(new Event.StorageFailed(path.getFileName().toString(), String.valueOf(failure.getMessage())));
        state = State.OFF;
        atWork = null;
        buffer.takeAll();
        discard();
    }

    private void discard() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (RuntimeException | Error alreadyBroken) {
            LOG.debug("Closing {} failed", path, alreadyBroken);
        }
        file = null;
        try {
            marker.remove();
            disk.delete(path);
        } catch (IOException notNow) {
            LOG.warn("{} can't be deleted; the next start will, since nothing vouches for it", path, notNow);
        }
    }
}
