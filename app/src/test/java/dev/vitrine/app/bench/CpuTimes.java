package dev.vitrine.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Processor time of a process, by what its threads are for: who takes it, and how much a second. The kernel's own figures, so that the collector's and the
 * compilers' threads are among them; where there is no {@code /proc}, the process as a whole.
 */
final class CpuTimes {

    /** The kernel keeps the first fifteen letters of a thread's name. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("JavaFX Applicat", "toolkit");
        PARTS.put("QuantumRenderer", "painting");
        PARTS.put("Prism", "painting");
        PARTS.put("inbox", "inbox");
        PARTS.put("ForkJoinPool", "virtual threads");
        PARTS.put("vitrine-net", "broker's event loops");
        PARTS.put("vitrine-work", "broker's workers");
        PARTS.put("vitrine-disk", "broker's disk");
        PARTS.put("vitrine-time", "broker's timers");
        PARTS.put("load-", "load");
        PARTS.put("C1 Compiler", "compilers");
        PARTS.put("C2 Compiler", "compilers");
        PARTS.put("GC Thread", "collector");
        PARTS.put("G1 ", "collector");
        PARTS.put("VM Thread", "JVM's own");
        PARTS.put("VM Periodic", "JVM's own");
        PARTS.put("fx-watch", "the bench");
        PARTS.put("bench", "the bench");
    }

    private final long atNanos = System.nanoTime();
    private final Map<String, Long> parts = new TreeMap<>();
    private final long all;

    private CpuTimes(long pid) {
        Path tasks = Path.of("/proc", String.valueOf(pid), "task");
        if (Files.isDirectory(tasks)) {
            read(tasks);
            all = parts.values().stream().mapToLong(Long::longValue).sum();
        } else {
            all = ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration()).orElseThrow().toNanos();
        }
    }

    /** Of this process. */
    static CpuTimes now() {
        return of(ProcessHandle.current().pid());
    }

    /** Of another. */
    static CpuTimes of(long pid) {
        return new CpuTimes(pid);
    }

    private void read(Path tasks) {
        try (Stream<Path> threads = Files.list(tasks)) {
            for (Path thread : threads.toList()) {
                add(thread);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Path thread) throws IOException {
        try {
            String name = Files.readString(thread.resolve("comm")).strip();
            long nanos = Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
            parts.merge(part(name), nanos, Long::sum);
        } catch (NoSuchFileException ended) {
            // it was there a moment ago
        }
    }

    private static String part(String thread) {
        return PARTS.entrySet().stream().filter(entry -> thread.startsWith(entry.getKey())).map(Map.Entry::getValue).findFirst().orElse("the rest");
    }

    /** Milliseconds of processor time a second since an earlier moment, all of the process. */
    double perSecondSince(CpuTimes before) {
        return (all - before.all) / 1e6 / seconds(before);
    }

    /** Seconds since an earlier moment. */
    double seconds(CpuTimes before) {
        return (atNanos - before.atNanos) / 1e9;
    }

    /** Milliseconds a second, all and part by part, since an earlier moment; the largest first. */
    String since(CpuTimes before) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%4.0f ms a second:", perSecondSince(before)));
        Map<String, Double> took = new TreeMap<>();
        parts.forEach((part, nanos) -> took.put(part, (nanos - before.parts.getOrDefault(part, 0L)) / 1e6 / seconds(before)));
        took.entrySet().stream().filter(entry -> entry.getValue() >= 0.5).sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> line.append(String.format(Locale.ROOT, "  %s %.0f,", entry.getKey(), entry.getValue())));
        return line.substring(0, line.length() - 1);
    }
}
