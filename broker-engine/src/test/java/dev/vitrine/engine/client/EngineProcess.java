package dev.vitrine.engine.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code vitrine-engine serve …} as a real process, ready to serve. */
final class EngineProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(120);
    private static final Pattern READY = Pattern.compile(
            "READY bootstrap=(?<bootstrap>\\S+) control=(?<control>\\S+) schema-registry=(?<registry>\\S+) pid=(?<pid>\\d+)");

    private final RunningProgram program;
    private final Matcher ready;

    private EngineProcess(RunningProgram program, Matcher ready) {
        this.program = program;
        this.ready = ready;
    }

    /** Starts it and waits until it serves. @throws AssertionError where it doesn't, with what it printed */
    static EngineProcess serve(String... options) {
        RunningProgram program = launch(options);
        String line = program.out().await("READY", START_LIMIT).orElse("");
        Matcher ready = READY.matcher(line);
        if (!ready.matches()) {
            String printed = program.printed();
            program.kill();
            throw new AssertionError("the engine did not become ready; it printed\n" + printed);
        }
        EngineProcess engine = new EngineProcess(program, ready);
        ClientsSeen.begin(engine.bootstrap());
        return engine;
    }

    /** Starts it and kills it while it starts, at the latest when it serves. */
    static void killWhileStarting(Duration after, String... options) {
        try (RunningProgram program = launch(options)) {
            program.out().await("READY", after);
        }
    }

    /** Starts it where it is expected to refuse, and waits for its end. */
    static Ended refuse(String... options) {
        try (RunningProgram program = launch(options)) {
            return program.end(START_LIMIT);
        }
    }

    private static RunningProgram launch(String... options) {
        List<String> command = new ArrayList<>(EngineStart.command());
        command.addAll(Arrays.asList(options));
        return RunningProgram.start(new ProcessBuilder(command));
    }

    /** {@code HOST:PORT} of the first listener of each broker, comma between. */
    String bootstrap() {
        return ready.group("bootstrap");
    }

    /** The port of the first broker's first listener. */
    int port() {
        String first = bootstrap().split(",", 2)[0];
        return Integer.parseInt(first.substring(first.lastIndexOf(':') + 1));
    }

    /** As it says itself in its READY line. */
    long pid() {
        return Long.parseLong(ready.group("pid"));
    }

    RunningProgram program() {
        return program;
    }

    /** SIGTERM; how it ended. */
    Ended stop() {
        ClientsSeen.end(program);
        program.terminate();
        return program.end(STOP_LIMIT);
    }

    /** SIGKILL: no code of the engine runs any more. */
    void kill() {
        ClientsSeen.end(program);
        program.kill();
    }

    @Override
    public void close() {
        ClientsSeen.end(program);
        program.close();
    }
}
