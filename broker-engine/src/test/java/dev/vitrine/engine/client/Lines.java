package dev.vitrine.engine.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What a program has printed on one stream so far; can be waited on. */
final class Lines {

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    static Lines of(InputStream stream) {
        Lines lines = new Lines();
        Thread.ofVirtual().name("lines").start(() -> lines.readAll(stream));
        return lines;
    }

    /** All lines so far. */
    synchronized List<String> soFar() {
        return List.copyOf(lines);
    }

    /** All lines, once the stream has ended. */
    synchronized List<String> all(Duration limit) {
        waitFor(() -> ended, limit);
        return List.copyOf(lines);
    }

    /** Waits until {@code count} lines match, the stream ends or the limit passes; the matching lines by then. */
    synchronized List<String> await(Predicate<String> matching, int count, Duration limit) {
        waitFor(() -> ended || lines.stream().filter(matching).count() >= count, limit);
        return lines.stream().filter(matching).toList();
    }

    /** Waits for a line that starts so; empty where the stream ended or the limit passed without one. */
    Optional<String> await(String start, Duration limit) {
        return await(line -> line.startsWith(start), 1, limit).stream().findFirst();
    }

    private void waitFor(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toNanos(); left > 0 && !condition.getAsBoolean(); left = deadline - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(the stream broke: " + e.getMessage() + ")");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
