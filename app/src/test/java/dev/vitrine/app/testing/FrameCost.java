package dev.vitrine.app.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/** What a frame costs in processor time, whatever else the machine is doing: the toolkit's thread and the renderer's, over some seconds. */
final class FrameCost {

    private FrameCost() {}

    /** Measures in the background, and prints one line. */
    static void measure(int afterSeconds, int seconds) {
        AtomicLong frames = new AtomicLong();
        new AnimationTimer() {
            @Override
            public void handle(long now) {
                frames.incrementAndGet();
            }
        }.start();
        Thread.ofPlatform().daemon().start(() -> {
            LockSupport.parkNanos(afterSeconds * 1_000_000_000L);
            long[] before = {cpu("JavaFX Application Thread"), cpu("QuantumRenderer-0"), frames.get()};
            LockSupport.parkNanos(seconds * 1_000_000_000L);
            double count = frames.get() - before[2];
            System.out.printf("frames %.0f in %d s; toolkit %.2f ms a frame, renderer %.2f ms a frame%n", count, seconds,
                    (cpu("JavaFX Application Thread") - before[0]) / 1e6 / count, (cpu("QuantumRenderer-0") - before[1]) / 1e6 / count);
            Platform.requestNextPulse();
        });
    }

    private static long cpu(String name) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds())).filter(info -> info != null && info.getThreadName().equals(name))
                .mapToLong(ThreadInfo::getThreadId).map(threads::getThreadCpuTime).findFirst().orElse(0);
    }
}
