package dev.vitrine.engine.coordinator;

import java.util.OptionalLong;
import java.util.concurrent.Executor;

/**
 * Sees to it that no answer waits too long for its commit: overdue ones are refused with COORDINATOR_NOT_AVAILABLE. With none waiting there is no
 * watch; the next begins where one ends. Used in the mailbox only.
 */
final class CommitWatch {

    private final CommitQueue<?, ?> queue;
    private final Surroundings around;
    private final Executor mailbox;
    private boolean watches;

    CommitWatch(CommitQueue<?, ?> queue, Surroundings around, Executor mailbox) {
        this.queue = queue;
        this.around = around;
        this.mailbox = mailbox;
    }

    /** Something may have begun to wait. */
    void look() {
        boolean idle = watches || around.options().commitTimeoutMs() == RuntimeOptions.UNLIMITED;
        OptionalLong oldest = idle ? OptionalLong.empty() : queue.oldestWaiting();
        if (oldest.isPresent()) {
            watches = true;
            long delay = oldest.getAsLong() + around.options().commitTimeoutMs() - around.clock().millis();
            around.scheduler().schedule(delay, () -> mailbox.execute(this::refuseOverdue));
        }
    }

    private void refuseOverdue() {
        watches = false;
        queue.refuseWaitingSince(around.clock().millis() - around.options().commitTimeoutMs());
        look();
    }
}
