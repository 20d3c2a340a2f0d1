package dev.vitrine.engine.observe;

import java.util.List;

/**
 * A broker from inside.
 *
 * @param folders    that hold its logs
 * @param threads    of the engine, by name; those of other engines in this process are among them
 * @param heapUsed   bytes of the whole process
 * @param heapMax    bytes that it may take
 */
public record BrokerInside(int broker, List<Folder> folders, List<Worker> threads, long heapUsed, long heapMax) {

    public BrokerInside {
        folders = List.copyOf(folders);
        threads = List.copyOf(threads);
    }

    /** @param usableBytes free on its disk; −1 where the disk does not tell. {@code totalBytes} likewise */
    public record Folder(String path, long usableBytes, long totalBytes) {}

    /**
     * A thread.
     *
     * @param role     what it is there for: {@code net}, {@code work}, {@code disk}, {@code time}
     * @param state    the JVM's: {@code RUNNABLE} includes waiting for the network
     * @param cpuNanos processor time since it began; −1 where the JVM does not tell
     * @param at       the call that it was in
     */
    public record Worker(String name, String role, Thread.State state, long cpuNanos, String at) {}
}
