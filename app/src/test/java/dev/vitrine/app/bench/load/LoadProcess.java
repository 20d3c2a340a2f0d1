package dev.vitrine.app.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@link Load}, in a process of its own: its garbage and its threads are not the app's. */
public final class LoadProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;

    /** What was done since it was ready. */
    public record Done(long acknowledged, long read) {}

    /** Returns when all its members own something. @param kind as {@link Load} takes it */
    public LoadProcess(String bootstrap, String kind) throws IOException {
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), Load.class.getName(), bootstrap, kind).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        orders = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        String line = answers.readLine();
        while (line != null && !line.equals("ready")) {
            line = answers.readLine();
        }
        if (line == null) {
            throw new IOException("the load did not come about");
        }
    }

    public Done done() throws IOException {
        orders.println();
        String[] counts = answers.readLine().split(" ");
        return new Done(Long.parseLong(counts[0]), Long.parseLong(counts[1]));
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
        orders.println("stop");
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
