package dev.vitrine.engine.quorum;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.time.Scheduler.Timer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a snapshot when enough was committed since the last one, or when what was committed has waited long enough (KIP-630), and lets go of what
 * older ones and the beginning of the log still hold. Each replica does so by itself. Used in the mailbox only; files are written by the disk's threads.
 */
final class SnapshotMaker {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotMaker.class);

    private final Core core;
    private final StateMachine machine;
    private boolean writing;
    private boolean closed;
    private Timer timer;

    SnapshotMaker(Core core, StateMachine machine) {
        this.core = core;
        this.machine = machine;
    }

    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    /** More may have been committed. */
    void look() {
        SnapshotRules rules = core.options().snapshots();
        long bytes = core.committed().bytesApplied();
        if (bytes == 0 || closed) {
            return;
        }
        if (bytes >= rules.recordBytes()) {
            make();
        } else if (timer == null && rules.intervalMs() > 0) {
            timer = core.around().scheduler().schedule(rules.intervalMs(), () -> core.around().mailbox().execute(this::overdue));
        }
    }

    private void overdue() {
        timer = null;
        if (core.committed().bytesApplied() > 0 && !closed) {
            make();
        }
    }

    private void make() {
        long offset = core.committed().applied();
        Optional<Integer> epoch = core.log().epochAt(offset - 1);
        if (writing || epoch.isEmpty()) {
            return;
        }
        writing = true;
        LogPosition id = new LogPosition(offset, epoch.get());
        SnapshotContent content = new SnapshotContent(core.log().history().before(offset), List.copyOf(machine.snapshot()));
        long lastContained = core.committed().lastTimestamp();
        core.committed().snapshotTaken();
        core.around().slowWork().execute(() -> write(id, content, lastContained));
    }

    private void write(LogPosition id, SnapshotContent content, long lastContained) {
        try {
            core.log().snapshots().write(id, content.bytes(id, lastContained, core.around().clock().millis()));
        } catch (IOException refused) {
            failed(refused);
        }
        core.around().mailbox().execute(() -> {
            writing = false;
            clean();
        });
    }

    /** The last snapshot always stays, and the log from the first one that does. */
    private void clean() {
        Snapshots snapshots = core.log().snapshots();
        try {
            for (Optional<LogPosition> oldest = snapshots.earliest(); oldest.isPresent(); oldest = snapshots.earliest()) {
                Optional<LogPosition> next = snapshots.after(oldest.get());
                if (next.isEmpty() || !dispensable(oldest.get())) {
                    return;
                }
                core.log().deleteBefore(next.get());
                snapshots.deleteBefore(next.get());
            }
        } catch (IOException refused) {
            failed(refused);
        }
    }

    private boolean dispensable(LogPosition oldest) throws IOException {
        SnapshotRules rules = core.options().snapshots();
        Snapshots snapshots = core.log().snapshots();
        boolean tooMuch = rules.retentionBytes() >= 0 && core.log().sizeInBytes() + snapshots.totalSize() > rules.retentionBytes();
        boolean tooOld = rules.retentionMs() >= 0
                && core.around().clock().millis() - snapshots.writtenAt(oldest) > rules.retentionMs();
        return tooMuch || tooOld;
    }

    private void failed(IOException refused) {
        LOG.warn("A snapshot of the metadata could not be kept: {}", refused.getMessage());
        core.around().publish().accept(new Event.StorageFailed(MetadataTopic.PARTITION + ": snapshot", refused.toString()));
    }
}
