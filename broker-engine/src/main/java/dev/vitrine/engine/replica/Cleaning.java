package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.Compaction;
import dev.vitrine.engine.log.Compaction.Next;
import dev.vitrine.engine.time.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.IntToLongFunction;

/**
 * Drives one compaction to its end: its long work on a disk thread, each swap in the partition's own turn. While it waits for that turn, or is
 * throttled, it holds no thread.
 */
final class Cleaning {

    private static final long LONGEST_NAP_MS = 500;

    /** What it works with. @param pause milliseconds to wait after so many bytes @param stop true where it shall end early */
    record Means(Executor disk, Scheduler scheduler, IntToLongFunction pause, BooleanSupplier stop) {}

    /** Told once, on a disk thread. */
    @FunctionalInterface
    interface Ended {
        /** @param failure null where it came to its end or was given up */
        void ended(Throwable failure);
    }

    private final Partition partition;
    private final Compaction compaction;
    private final Means means;
    private final Ended ended;

    Cleaning(Partition partition, Compaction compaction, Means means, Ended ended) {
        this.partition = partition;
        this.compaction = compaction;
        this.means = means;
        this.ended = ended;
    }

    /** On a disk thread. */
    void run() {
        try {
            while (compaction.next() != Next.DONE && !means.stop().getAsBoolean()) {
                if (compaction.next() == Next.SWAP) {
                    swapped().whenCompleteAsync((done, failure) -> goOn(failure), means.disk());
                    return;
                }
                long pause = means.pause().applyAsLong(compaction.advance());
                if (pause > 0) {
                    rest(pause);
                    return;
                }
            }
            end(null);
        } catch (IOException | RuntimeException failure) {
            end(failure);
        }
    }

    /** Puts what was written in its place, in the partition's own turn. */
    private CompletionStage<Void> swapped() {
        return partition.mailbox().call(() -> {
            try {
                compaction.swap();
                return null;
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        });
    }

    /** In short naps: it may be asked to end meanwhile. */
    private void rest(long pause) {
        long nap = Math.min(pause, LONGEST_NAP_MS);
        means.scheduler().schedule(nap, () -> means.disk().execute(() -> {
            if (pause > nap && !means.stop().getAsBoolean()) {
                rest(pause - nap);
            } else {
                run();
            }
        }));
    }

    private void goOn(Throwable failure) {
        if (failure == null) {
            run();
        } else {
            end(failure);
        }
    }

    private void end(Throwable failure) {
        Throwable why = compaction.overtaken() ? null : failure;
        try {
            compaction.close();
        } catch (IOException leftovers) {
            why = why == null ? failure : why; // they go at the next start
        }
        ended.ended(why);
    }
}
