package dev.vitrine.engine.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A client that is not ours and not Java: found on this machine, or its tests say that they did not run.
 *
 * @param command what starts it, before the arguments of a run
 * @param folder  where it runs
 */
record ForeignClient(List<String> command, Path folder) {

    static final boolean REQUIRED = "required".equals(System.getProperty("foreign.clients"));
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "clients");

    static ForeignClient kcat() {
        return found("kcat", new ForeignClient(List.of("kcat"), Path.of(".")), "-V");
    }

    /** Debian's Python with the given module. */
    static ForeignClient python(String module) {
        ForeignClient python = new ForeignClient(List.of("/usr/bin/python3"), SCRIPTS);
        return found("Python's " + module, python, "-c", "import " + module);
    }

    /** Node.js with the packages named in package.json beside the scripts, installed from the npm registry into {@code target}. */
    static ForeignClient node() {
        Path folder = Path.of("target", "clients");
        Path scripts = SCRIPTS.resolve("node");
        found("Node.js", new ForeignClient(List.of("node"), Path.of(".")), "--version");
        try {
            Made.once(folder, contents(scripts), () -> {
                copyScripts(scripts, folder);
                ForeignClient npm = new ForeignClient(List.of("npm"), folder);
                found("kafkajs and @platformatic/kafka (by npm)", npm, "ci", "--no-audit", "--no-fund");
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ForeignClient(List.of("node"), folder);
    }

    /** Starts it with these arguments. */
    RunningProgram start(Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
        builder.environment().putAll(environment);
        return RunningProgram.start(builder);
    }

    /** Runs it to its end with nothing on its standard input. */
    Ended run(String... arguments) {
        return runWith("", arguments);
    }

    Ended runWith(String input, String... arguments) {
        try (RunningProgram program = start(Map.of(), arguments)) {
            return program.feed(input).end(LIMIT);
        }
    }

    private static ForeignClient found(String name, ForeignClient client, String... probe) {
        String problem = client.problem(probe);
        if (problem == null) {
            return client;
        }
        String message = "the tests of " + name + " did not run: it is not here (" + problem + ")";
        System.out.println(message);
        return REQUIRED ? Assertions.fail(message) : Assumptions.abort(message);
    }

    private String problem(String... probe) {
        try (RunningProgram program = start(Map.of(), probe)) {
            Ended ended = program.feed("").end(LIMIT);
            return ended.exitCode() == 0 ? null : String.join(" ", ended.err());
        } catch (UncheckedIOException e) {
            return e.getCause().getMessage();
        }
    }

    private static String contents(Path scripts) throws IOException {
        try (var files = Files.list(scripts)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                all.append(file.getFileName()).append('\n').append(Files.readString(file));
            }
            return all.toString();
        }
    }

    private static void copyScripts(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
