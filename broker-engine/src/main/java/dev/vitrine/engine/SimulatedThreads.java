package dev.vitrine.engine;

import dev.vitrine.engine.time.VirtualTime;
import java.util.concurrent.Executor;

/** A pool of a simulated broker: one thread, that does nothing else while it waits for the disk. */
final class SimulatedThreads implements Executor {

    private final VirtualTime time;
    private final SimulatedDisk disk;
    private long waitsUntil;

    SimulatedThreads(VirtualTime time, SimulatedDisk disk) {
        this.time = time;
        this.disk = disk;
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
        disk.waitedMs(); // by others: not for this one
        task.run();
        waitsUntil = time.millis() + disk.waitedMs();
    }
}
