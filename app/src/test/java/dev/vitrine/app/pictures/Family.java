package dev.vitrine.app.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The introductory article's programs, run by Node.js with the kafkajs that npm brings. */
final class Family implements AutoCloseable {

    private static final Path PROGRAMS = Path.of("..", "broker-engine", "src", "test", "resources", "clients", "node");

    private final Path folder = Path.of("target", "family");
    private final String bootstrap;
    private final List<Process> processes = new ArrayList<>();

    Family(String bootstrap) throws IOException, InterruptedException {
        this.bootstrap = bootstrap;
        Files.createDirectories(folder);
        try (var programs = Files.list(PROGRAMS)) {
            for (Path program : programs.toList()) {
                Files.copy(program, folder.resolve(program.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        int exitCode = start(Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--silent").waitFor();
        if (exitCode != 0) {
            throw new IOException("npm ci ended with " + exitCode + ": the pictures need Node.js, npm and the npm registry");
        }
    }

    /** @param environment for {@code watched.js} */
    void start(String program, Map<String, String> environment) throws IOException {
        processes.add(start(environment, "node", "--require", "./watched.js", program));
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> all = new HashMap<>(environment);
        all.put("KAFKA_BROKER", bootstrap);
        builder.environment().putAll(all);
        return builder.start();
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
