package dev.vitrine.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole app in a process of its own, ended by a signal: as by a logout, a shutdown of the machine, or somebody's kill. */
@Timeout(180)
class SignalTest {

    private static final int STARTS_WITHIN_SECONDS = 90;
    private static final int STOPS_WITHIN_SECONDS = 60;

    @TempDir
    private Path folder;

    @Test
    void a_signal_to_the_app_stops_the_broker_cleanly() throws Exception {
        Process app = start(freePort());
        try {
            assertThat(app.supportsNormalTermination()).isTrue();
            app.destroy();
            assertThat(app.waitFor(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS)).as("it ended").isTrue();
            assertThat(folder.resolve("data").resolve("broker-1").resolve(".kafka_cleanshutdown")).exists();
        } finally {
            app.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Returns when its broker can be connected to. */
    private Process start(int port) throws Exception {
        Assumptions.assumeTrue(File.separatorChar == '/', "elsewhere a process can't be asked to end");
        Path printed = folder.resolve("printed");
        Process app = new ProcessBuilder(command(port)).redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        for (int tries = 0; tries < 10 * STARTS_WITHIN_SECONDS && !isServed(port); tries++) {
            if (app.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it ended with " + app.exitValue() + "\n" + Files.readString(printed));
            }
        }
        assertThat(isServed(port)).as(Files.readString(printed)).isTrue();
        return app;
    }

    private static boolean isServed(int port) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(new byte[] {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, (byte) 0xff, (byte) 0xff}); // ApiVersions
            return socket.getInputStream().read() >= 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private List<String> command(int port) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-Duser.home=" + folder));
        for (String setting : List.of("glass.platform", "prism.order", "java.awt.headless")) {
            if (System.getProperty(setting) != null) {
                command.add("-D" + setting + "=" + System.getProperty(setting));
            }
        }
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Main.class.getName(),
                "--listen", "localhost:" + port, "--data", folder.resolve("data").toString()));
        return command;
    }
}
