package dev.vitrine.engine.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process costs, from Linux's /proc. */
final class ProcessCost {

    /** Of /proc/PID/stat; the same on all Linux platforms of today. */
    private static final double TICKS_A_SECOND = 100;

    private ProcessCost() {
    }

    /** Seconds of processor time so far, of all threads. */
    static double cpuSeconds(long pid) {
        String stat = read(pid, "stat");
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) / TICKS_A_SECOND;
    }

    /** Resident memory in MiB. */
    static double residentMebibytes(long pid) {
        String kibibytes = read(pid, "status").lines().filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow().replaceAll("\\D", "");
        return Long.parseLong(kibibytes) / 1024.0;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
