package dev.vitrine.engine;

import dev.vitrine.engine.time.VirtualTime;
import java.util.concurrent.Executor;

/** A pool of a simulated broker: one thread, that does nothing else while it waits for the disk. */
final class SimulatedThreads implements Executor {

    private final VirtualTime time;
    private final SimulatedDisk disk;
    private final Runnable atWork;
    private long waitsUntil;

    /** @param atWork told of each task */
    SimulatedThreads(VirtualTime time, SimulatedDisk disk, Runnable atWork) {
        this.time = time;
        this.disk = disk;
        this.atWork = atWork;
    }

    @Override
    public void execute(Runnable task) {
        time.schedule(stillWaits(), () -> take(task));
    }

    private long stillWaits() {
        return Math.max(0, waitsUntil - time.millis());
    }

    private void take(Runnable task) {
        if (stillWaits() > 0) {
            execute(task);
            return;
        }
        atWork.run();
        disk.waitedMs(); // by others: not for this one
        task.run();
        waitsUntil = time.millis() + disk.waitedMs();
    }
}
