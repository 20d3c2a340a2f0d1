package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.lessons.Lesson;
import dev.vitrine.app.model.lessons.LessonBook;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.testing.AppWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every lesson, from its first step to its last, before a real broker: each step is done by its own solution, and judged by what the broker saw. */
class LessonsTest {

    @TempDir static Path folder;
    private static AppWindow window;

    /** Members join, and old segments go, sooner than at Kafka's own pace: nobody has to watch here. */
    @BeforeAll
    static void open() throws Exception {
        window = AppWindow.open(folder.resolve("app.properties"), Screens.all(), _ -> EmbeddedSource.start(c -> c.listen("localhost", 0).ephemeral()
                        .set("group.initial.rebalance.delay.ms", "0").set("log.retention.check.interval.ms", "500").set("log.cleaner.backoff.ms", "500")
                        .set("log.initial.task.delay.ms", "500")),
                LaunchOptions.defaults()).serving().size(1280, 800);
        AppWindow.until("the rail is open", () -> !window.stage().getScene().getRoot().lookup("#rail-lessons").isDisabled());
        window.click("#rail-lessons");
    }

    @AfterAll
    static void close() throws Exception {
        window.close();
        assertThat(Files.readString(folder.resolve("app.properties"))).contains("lessons=").contains("compaction").contains("twice");
    }

    @TestFactory
    Stream<DynamicTest> can_be_followed_to_its_end() {
        return new LessonBook().lessons().stream().filter(Lesson::canBeTaken).filter(lesson -> lesson.brokers() == 1).map(lesson -> DynamicTest.dynamicTest(lesson.title(), () -> new LessonFollower(window).follow(lesson)));
    }
}
