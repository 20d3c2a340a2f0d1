import java.awt.image.BufferedImage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;

/**
 * Really starts the built app image, on a display of its own (Xvfb), and waits until its broker answers a client and its window shows something;
 * then stops it. Prints how long both took; fails where one doesn't happen. Leaves a picture of the window.
 *
 * <p>Usage: {@code java StartImage.java FOLDER_WITH_IMAGE [MORE_OPTIONS_OF_THE_APP]}
 */
final class StartImage {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** A window with text in it has far more colours than an empty one. */
    private static final int COLOURS_OF_A_WINDOW = 50;

    private final Path folder;
    private final Path screen;
    private long started;

    private StartImage(Path folder) throws IOException {
        this.folder = folder;
        this.screen = Files.createTempDirectory("screen");
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.awt.headless", "true");
        new StartImage(Path.of(arguments[0])).run(List.of(arguments).subList(1, arguments.length));
    }

    private void run(List<String> options) throws Exception {
        int port = freePort();
        String display = freeDisplay();
        Process server = new ProcessBuilder("Xvfb", display, "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-fbdir", screen.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            await("the display", () -> Files.exists(Path.of("/tmp/.X11-unix/X" + display.substring(1))));
            ProcessBuilder app = new ProcessBuilder(launcher(), "--listen", "localhost:" + port, "--ephemeral").inheritIO();
            app.command().addAll(options);
            app.environment().put("DISPLAY", display);
            started = System.nanoTime();
            stop(watch(app.start(), port));
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private Process watch(Process app, int port) throws IOException {
        try {
            // Both are looked at by turns, so that the later of the two is not charged with the waiting for the other.
            long[] seen = new long[2];
            await("the broker's answer and a window", () -> {
                if (!app.isAlive()) {
                    throw new IllegalStateException("the app ended by itself with exit code " + app.exitValue());
                }
                seen[0] = seen[0] == 0 && brokerAnswers(port) ? milliseconds() : seen[0];
                seen[1] = seen[1] == 0 && windowShows() ? milliseconds() : seen[1];
                return seen[0] > 0 && seen[1] > 0;
            });
            System.out.println("From the start of the image: the broker answers after " + seen[0] + " ms, the window shows after " + seen[1] + " ms");
            return app;
        } catch (RuntimeException failed) {
            app.destroyForcibly();
            throw failed;
        } finally {
            ImageIO.write(picture(), "png", folder.resolve("started.png").toFile());
        }
    }

    private static void stop(Process app) throws InterruptedException {
        app.destroy();
        if (!app.waitFor(30, TimeUnit.SECONDS)) {
            app.destroyForcibly();
            throw new IllegalStateException("the app did not stop");
        }
        System.out.println("It stopped with exit code " + app.exitValue());
    }

    /** Asks as every Kafka client does first: ApiVersions, version 0, and expects its own correlation id and no error. */
    private static boolean brokerAnswers(int port) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(2_000);
            ByteBuffer request = ByteBuffer.allocate(14).putInt(10).putShort((short) 18).putShort((short) 0).putInt(4711).putShort((short) -1);
            socket.getOutputStream().write(request.array());
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            return answer.readInt() > 6 && answer.readInt() == 4711 && answer.readShort() == 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean windowShows() {
        BufferedImage picture = picture();
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        return Arrays.stream(pixels).distinct().limit(COLOURS_OF_A_WINDOW).count() == COLOURS_OF_A_WINDOW;
    }

    /** The display's memory, which Xvfb keeps as a file in X's window dump format. */
    private BufferedImage picture() {
        try {
            ByteBuffer dump = ByteBuffer.wrap(Files.readAllBytes(screen.resolve("Xvfb_screen0")));
            int width = dump.getInt(16);
            int height = dump.getInt(20);
            int bytesPerLine = dump.getInt(48);
            int pixels = dump.getInt(0) + 12 * dump.getInt(76);
            dump.order(dump.getInt(28) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    picture.setRGB(x, y, dump.getInt(pixels + y * bytesPerLine + 4 * x));
                }
            }
            return picture;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String launcher() {
        return folder.resolve("image/Vitrine/bin/Vitrine").toString();
    }

    private long milliseconds() {
        return (System.nanoTime() - started) / 1_000_000;
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + " did not come within " + LIMIT);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String freeDisplay() {
        int number = 60;
        while (Files.exists(Path.of("/tmp/.X11-unix/X" + number)) || Files.exists(Path.of("/tmp/.X" + number + "-lock"))) {
            number++;
        }
        return ":" + number;
    }
}
