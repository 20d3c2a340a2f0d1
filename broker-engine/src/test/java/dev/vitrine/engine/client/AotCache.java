package dev.vitrine.engine.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a JVM would work out again at each of its many starts: the classes that a program loads, read and linked, in a file (JEP 483). A start then takes
 * less than half of the processor time. It fits the class path and the options that it was made with; where there is none, programs start without.
 */
final class AotCache {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path file;

    AotCache(Path file) {
        this.file = file;
    }

    /**
     * @param java     the JVM, its options and its class path, without a main class
     * @param training runs a program to its end, with these options for its JVM besides
     */
    void make(List<String> java, Consumer<List<String>> training) {
        String seen = "-XX:AOTConfiguration=" + file + ".config";
        List<String> create = new ArrayList<>(java);
        create.addAll(List.of("-XX:AOTMode=create", seen, "-XX:AOTCache=" + file));
        try {
            training.accept(List.of("-XX:AOTMode=record", seen));
            try (RunningProgram program = RunningProgram.start(new ProcessBuilder(create))) {
                program.end(LIMIT).successfully();
            }
        } catch (AssertionError failed) {
            System.out.println("programs start without an ahead-of-time cache: " + failed.getMessage());
        }
    }

    /** For a start with it. Standard output belongs to the program: what the JVM has to say goes to standard error. */
    List<String> options() {
        return Files.exists(file) ? List.of("-XX:AOTCache=" + file, "-Xlog:disable", "-Xlog:all=error:stderr") : List.of();
    }
}
