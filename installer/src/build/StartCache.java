import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives an app image an AOT cache (JEP 483, 514, 515): the app is started once, without a display, and what the Java runtime loaded, linked and
 * profiled meanwhile is kept beside its jars. It halves the time until the window shows. The runtime checks that jars and options are still the
 * same and otherwise starts without it.
 */
final class StartCache {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration END_LIMIT = Duration.ofSeconds(120);
    private static final Duration FOR_THE_FIRST_SCREEN = Duration.ofSeconds(5);

    private final Path folder;
    private final Path java;
    private final Path settings;

    /** @param image as jpackage lays it out on Linux; elsewhere nothing is found, and nothing done */
    StartCache(Path image) {
        this.folder = image.resolve("lib/app");
        this.java = image.resolve("lib/runtime/bin/java");
        this.settings = folder.resolve("Vitrine.cfg");
    }

    void train() throws IOException {
        if (!Files.isExecutable(java)) {
            System.out.println("No AOT cache: not yet made on this platform");
            return;
        }
        System.out.println("AOT cache …");
        Path cache = folder.resolve("vitrine.aot");
        int port = freePort();
        Path log = Files.createTempFile("train", ".log");
        Process app = new ProcessBuilder(command(cache, port)).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            boolean served = awaitServing(app, port);
            LockSupport.parkNanos(FOR_THE_FIRST_SCREEN.toNanos());
            app.destroy();
            if (!app.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS) || !served || !Files.exists(cache)) {
                throw new IllegalStateException("the training run left no AOT cache:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            app.destroyForcibly();
        }
        Files.writeString(settings, "java-options=-XX:AOTCache=$APPDIR/vitrine.aot\n", StandardOpenOption.APPEND);
    }

    /** The class path and the options that the image's own launcher uses: the cache is only good for these. */
    private List<String> command(Path cache, int port) throws IOException {
        List<String> options = new ArrayList<>();
        List<String> classPath = new ArrayList<>();
        for (String line : Files.readAllLines(settings)) {
            String value = line.substring(line.indexOf('=') + 1).replace("$APPDIR", folder.toString());
            if (line.startsWith("app.classpath=")) {
                classPath.add(value);
            } else if (line.startsWith("java-options=")) {
                options.add(value);
            }
        }
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Dglass.platform=Headless", "-Dprism.order=sw",
                "-cp", String.join(File.pathSeparator, classPath), "dev.vitrine.app.Main", "--listen", "localhost:" + port, "--ephemeral"));
        return command;
    }

    private static boolean awaitServing(Process app, int port) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (app.isAlive() && System.nanoTime() < deadline) {
            try (Socket socket = new Socket("localhost", port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
