package dev.vitrine.app.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Processor time of this process, by what its threads are for: who takes it, and how much a second. */
final class CpuTimes {

    private final long atNanos = System.nanoTime();
    private final long process = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    private final Map<String, Long> parts = new TreeMap<>();

    private CpuTimes() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) {
                parts.merge(part(thread.getThreadName()), Math.max(0, threads.getThreadCpuTime(thread.getThreadId())), Long::sum);
            }
        }
    }

    static CpuTimes now() {
        return new CpuTimes();
    }

    private static String part(String thread) {
        return switch (thread) {
            case "JavaFX Application Thread" -> "toolkit";
            case "inbox" -> "inbox";
            case "JavaFX-Launcher", "bench" -> "watching";
            case String name when name.startsWith("Quantum") || name.startsWith("Prism") -> "painting";
            case String name when name.startsWith("ForkJoinPool") -> "background";
            case String name when name.startsWith("fx-watch") -> "watching";
            default -> "the rest";
        };
    }

    /** Milliseconds of processor time a second since an earlier moment, all of this process. */
    double perSecondSince(CpuTimes before) {
        return (process - before.process) / 1e6 / seconds(before);
    }

    /** Seconds since an earlier moment. */
    double seconds(CpuTimes before) {
        return (atNanos - before.atNanos) / 1e9;
    }

    /** Milliseconds a second, part by part, since an earlier moment. */
    String since(CpuTimes before) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%4.0f ms a second", perSecondSince(before)));
        for (String part : new String[] {"toolkit", "painting", "inbox", "background"}) {
            line.append(String.format(Locale.ROOT, "   %s %.0f", part, (parts.getOrDefault(part, 0L) - before.parts.getOrDefault(part, 0L)) / 1e6 / seconds(before)));
        }
        return line.toString();
    }
}
