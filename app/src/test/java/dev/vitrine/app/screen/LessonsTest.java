package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.lessons.Lesson;
import dev.vitrine.app.model.lessons.LessonBook;
import dev.vitrine.app.model.lessons.Step;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.testing.AppWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.text.Text;
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
        return new LessonBook().lessons().stream().filter(Lesson::canBeTaken).map(lesson -> DynamicTest.dynamicTest(lesson.title(), () -> follow(lesson)));
    }

    private static void follow(Lesson lesson) throws Exception {
        begin(lesson);
        for (Step step : lesson.steps()) {
            AppWindow.until(lesson.id() + ": " + step.task(), () -> says(".lesson-task Text", step.task().split("`")[0]));
            window.picture("lesson-" + lesson.id() + "-" + lesson.steps().indexOf(step));
            AppWindow.until("it isn't done yet", () -> enabled("#hint") || enabled("#lesson-next"));
            if (!step.solution().isEmpty()) {
                press("#solve");
            }
            AppWindow.until(lesson.id() + " is judged: " + step.task() + " (" + window.text("#lesson-judge") + ")", () -> enabled("#lesson-next"));
            assertThat(window.count("#lesson-panel .learned")).isEqualTo(1);
            assertThat(window.count("#lesson-panel .trouble")).isZero();
            press("#lesson-next");
        }
        AppWindow.until("the stage is free", () -> says(".lesson-note Text", "The lesson is done"));
        window.picture("lesson-" + lesson.id() + "-done");
    }

    @SuppressWarnings("unchecked")
    private static void begin(Lesson lesson) {
        ListView<Lesson> list = (ListView<Lesson>) window.await("#lesson-list");
        AppWindow.call(() -> {
            list.scrollTo(list.getItems().stream().map(Lesson::id).toList().indexOf(lesson.id()));
            return true;
        });
        press("#lesson-" + lesson.id());
    }

    private static boolean says(String selector, String part) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream().anyMatch(node ->
                node instanceof Text text && text.getText().contains(part) || node instanceof Labeled labeled && labeled.getText().contains(part));
    }

    private static boolean enabled(String selector) {
        Node node = window.stage().getScene().getRoot().lookup(selector);
        return node != null && node.isVisible() && !node.isDisabled();
    }

    /** Wherever it has scrolled to. */
    private static void press(String selector) {
        AppWindow.until(selector + " can be pressed", () -> enabled(selector));
        AppWindow.call(() -> {
            ((Button) window.stage().getScene().getRoot().lookup(selector)).fire();
            return true;
        });
    }
}
