package dev.vitrine.engine.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A started program, what it prints, and how it is ended. Closing it kills it. */
public final class RunningProgram implements AutoCloseable {

    private final Process process;
    private final Lines out;
    private final Lines err;

    private RunningProgram(Process process) {
        this.process = process;
        this.out = Lines.of(process.getInputStream());
        this.err = Lines.of(process.getErrorStream());
    }

    static RunningProgram start(ProcessBuilder builder) {
        try {
            return new RunningProgram(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Lines out() {
        return out;
    }

    Lines err() {
        return err;
    }

    long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** @throws AssertionError where it has ended, with what it printed */
    boolean mustLive() {
        if (!isAlive()) {
            throw new AssertionError(printed());
        }
        return true;
    }

    /** Writes a line to its standard input. */
    void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes all of its standard input, and ends it. */
    RunningProgram feed(String input) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Waits for its end. @throws AssertionError where it still runs after the limit, with what it printed */
    Ended end(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + limit + "\n" + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        Duration forTheLastLines = Duration.ofSeconds(10);
        return new Ended(process.exitValue(), out.all(forTheLastLines), err.all(forTheLastLines));
    }

    /** Both streams, for messages of failed tests. */
    public String printed() {
        return "stdout:\n" + String.join("\n", out.soFar()) + "\nstderr:\n" + String.join("\n", err.soFar());
    }

    @Override
    public void close() {
        kill();
    }
}
