package dev.vitrine.app.pictures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code ./mvnw -Pscreenshots -pl app -am verify -DskipTests}: takes all scenes, in both themes and two sizes, into {@code -Dpictures.folder} (otherwise
 * {@code app/target/scenes}), and those that the README shows into {@code screenshots/}. {@code -Dpictures.only=crash,lab} takes some. Needs no display.
 */
final class TakePictures {

    private static final Path README = Path.of("..", "screenshots");

    private TakePictures() {}

    public static void main(String[] arguments) throws Exception {
        Studio studio = Studio.open(List.of("--listen", "localhost:" + port(), "--ephemeral", "--theme", "dark"));
        Angles angles = new Angles(studio, Path.of(System.getProperty("pictures.folder", "target/scenes")), README);
        Files.createDirectories(angles.folder());
        List<String> only = List.of(System.getProperty("pictures.only", "").split(","));
        try (Traffic traffic = new Traffic(studio.bootstrap()); Family family = new Family(studio.bootstrap())) {
            traffic.orders();
            traffic.billing("billing-1", 3_000);
            traffic.billing("billing-2", 900);
            family.start("consumer.js", Map.of());
            family.start("dbconsumer.js", Map.of());
            family.start("producer.js", Map.of("MESSAGES", "100000", "PAUSE_MS", "250"));
            Pause.of(Duration.ofSeconds(25));
            new StageScenes(studio, angles, only).take();
        }
        new LessonScenes(studio, angles, only).take();
        new ActorScenes(studio, angles, only).take();
        new ClusterScenes(studio, angles, only).take();
        studio.close();
        System.exit(0);
    }

    /** 9092, as everybody knows it, or any other where that is taken. */
    private static int port() {
        try (ServerSocket free = new ServerSocket(9092, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }
}
