package dev.vitrine.app.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;

/**
 * Watches the toolkit's thread from outside: sends it one small task after the other, and where a task has to wait, looks what the thread is doing
 * instead. How long the tasks waited is how long a click would have.
 */
public final class FxWatch implements AutoCloseable {

    private static final long APART_NANOS = 3_000_000;
    private static final long SAMPLE_AFTER_MILLIS = 20;
    /** While frames are counted, watching must not be what they wait for. */
    private static final long SELDOM_APART_NANOS = 5_000_000;
    private static final long SELDOM_SAMPLE_AFTER_MILLIS = 80;
    private static final long SAMPLE_EVERY_MILLIS = 8;
    private static final double WORTH_KEEPING_MILLIS = 40;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicReference<Thread> toolkit = new AtomicReference<>();
    private final List<Stall> stalls = new ArrayList<>();
    private final List<Stall> beats = new ArrayList<>();
    private final Thread watcher = Thread.ofPlatform().daemon().name("fx-watch").unstarted(this::watch);
    private final long apartNanos;
    private final long sampleAfterMillis;
    private volatile String during = "start";
    private volatile boolean open = true;

    private FxWatch(long apartNanos, long sampleAfterMillis) {
        this.apartNanos = apartNanos;
        this.sampleAfterMillis = sampleAfterMillis;
    }

    /** Begins at once; the toolkit must run. */
    public static FxWatch begin() {
        return begun(new FxWatch(APART_NANOS, SAMPLE_AFTER_MILLIS));
    }

    /** The same, with as few tasks and looks as will do to find the worst. */
    public static FxWatch seldom() {
        return begun(new FxWatch(SELDOM_APART_NANOS, SELDOM_SAMPLE_AFTER_MILLIS));
    }

    private static FxWatch begun(FxWatch watch) {
        watch.watcher.start();
        return watch;
    }

    /** What the person does from now on. */
    public void during(String step) {
        during = step;
    }

    private void watch() {
        Platform.runLater(() -> toolkit.set(Thread.currentThread()));
        while (toolkit.get() == null) {
            LockSupport.parkNanos(APART_NANOS);
        }
        try {
            while (open) {
                beat(toolkit.get());
                LockSupport.parkNanos(apartNanos);
            }
        } catch (InterruptedException e) {
            open = false;
        }
    }

    private void beat(Thread thread) throws InterruptedException {
        String step = during;
        CountDownLatch arrived = new CountDownLatch(1);
        long[] cpu = new long[2];
        List<Stall.Sample> samples = new ArrayList<>();
        long sent = System.nanoTime();
        cpu[0] = threads.getThreadCpuTime(thread.threadId());
        Platform.runLater(() -> {
            cpu[1] = threads.getCurrentThreadCpuTime();
            arrived.countDown();
        });
        boolean late = !arrived.await(sampleAfterMillis, TimeUnit.MILLISECONDS);
        while (late) {
            // State and stack at one and the same moment: asked for one after the other they tell of two.
            ThreadInfo seen = threads.getThreadInfo(thread.threadId(), Integer.MAX_VALUE);
            samples.add(new Stall.Sample(seen.getThreadState(), seen.getStackTrace()));
            late = open && !arrived.await(SAMPLE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
        Stall beat = new Stall(step, (System.nanoTime() - sent) / 1e6, (cpu[1] - cpu[0]) / 1e6, samples);
        synchronized (this) {
            beats.add(new Stall(step, beat.millis(), beat.cpu(), List.of()));
            if (beat.millis() > WORTH_KEEPING_MILLIS) {
                stalls.add(beat);
            }
        }
    }

    /** Times in which a task had to wait long enough to be worth a look, in order. */
    public synchronized List<Stall> stalls() {
        return List.copyOf(stalls);
    }

    /** Every task's wait, without stacks. */
    public synchronized List<Stall> beats() {
        return List.copyOf(beats);
    }

    @Override
    public void close() {
        open = false;
        watcher.interrupt();
    }
}
