package dev.vitrine.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
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
    private static final List<Part> PARTS = List.of(
            new Part("JavaFX Applicat", "toolkit"), new Part("QuantumRenderer", "painting"), new Part("Prism", "painting"), new Part("inbox", "inbox"),
            new Part("ForkJoinPool", "virtual threads"), new Part("vitrine-net", "broker's event loops"), new Part("vitrine-work", "broker's workers"),
            new Part("vitrine-disk", "broker's disk"), new Part("vitrine-time", "broker's timers"), new Part("load-", "load"),
            new Part("C1 Compiler", "compilers"), new Part("C2 Compiler", "compilers"), new Part("GC Thread", "collector"), new Part("G1 ", "collector"),
            new Part("VM Thread", "JVM's own"), new Part("VM Periodic", "JVM's own"), new Part("fx-watch", "the bench"), new Part("bench", "the bench"));

    private record Part(String begins, String is) {}

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
        return PARTS.stream().filter(part -> thread.startsWith(part.begins)).map(Part::is).findFirst().orElse("the rest");
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
