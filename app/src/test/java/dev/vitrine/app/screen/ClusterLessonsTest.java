package dev.vitrine.app.screen;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.lessons.Lesson;
import dev.vitrine.app.model.lessons.LessonBook;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.testing.AppWindow;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The lessons that hurt brokers, before three real ones. */
class ClusterLessonsTest {

    @TempDir static Path folder;
    private static AppWindow window;

    /** Who is away is missed sooner than at Kafka's own pace: nobody has to watch here. */
    @BeforeAll
    static void open() throws Exception {
        window = AppWindow.open(folder.resolve("app.properties"), Screens.all(), _ -> EmbeddedSource.start(c -> c.brokers(3).listen("localhost", 0).ephemeral()
                .set("broker.session.timeout.ms", "6000").set("broker.heartbeat.interval.ms", "500")), LaunchOptions.defaults()).serving().size(1280, 800);
        AppWindow.until("the rail is open", () -> !window.stage().getScene().getRoot().lookup("#rail-lessons").isDisabled());
        window.click("#rail-lessons");
    }

    @AfterAll
    static void close() {
        window.close();
    }

    @TestFactory
    Stream<DynamicTest> can_be_followed_to_its_end() {
        return new LessonBook().lessons().stream().filter(Lesson::canBeTaken).filter(lesson -> lesson.brokers() > 1)
                .map(lesson -> DynamicTest.dynamicTest(lesson.title(), () -> new LessonFollower(window).follow(lesson)));
    }
}
