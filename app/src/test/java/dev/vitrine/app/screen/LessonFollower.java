package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.lessons.Lesson;
import dev.vitrine.app.model.lessons.Step;
import dev.vitrine.app.testing.AppWindow;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.text.Text;

/** Follows a lesson from its first step to its last: each step is done by its own solution, and judged by what the broker saw. */
record LessonFollower(AppWindow window) {

    void follow(Lesson lesson) throws Exception {
        begin(lesson);
        Parent panel = (Parent) window.await("#lesson-panel");
        for (Step step : lesson.steps()) {
            AppWindow.until(lesson.id() + ": " + step.task(), () -> says(panel, ".lesson-task Text", step.task().split("`")[0]));
            window.picture("lesson-" + lesson.id() + "-" + lesson.steps().indexOf(step));
            AppWindow.until("it isn't done yet", () -> enabled(panel, "#hint") || enabled(panel, "#lesson-next"));
            // What a step asks for may be so already: then there is nothing to show.
            if (!step.solution().isEmpty() && !enabled(panel, "#lesson-next")) {
                press(panel, "#solve");
            }
            AppWindow.until(lesson.id() + " is judged: " + step.task() + " (" + window.text("#lesson-judge") + ")", () -> enabled(panel, "#lesson-next"));
            assertThat(window.count("#lesson-panel .learned")).isEqualTo(1);
            assertThat(window.count("#lesson-panel .trouble")).isZero();
            press(panel, "#lesson-next");
        }
        AppWindow.until("the stage is free", () -> says(panel, ".lesson-note Text", "The lesson is done"));
        window.picture("lesson-" + lesson.id() + "-done");
    }

    @SuppressWarnings("unchecked")
    private void begin(Lesson lesson) {
        ListView<Lesson> list = (ListView<Lesson>) window.await("#lesson-list");
        AppWindow.call(() -> {
            list.scrollTo(list.getItems().stream().map(Lesson::id).toList().indexOf(lesson.id()));
            return true;
        });
        press(window.stage().getScene().getRoot(), "#lesson-" + lesson.id());
    }

    /** Only where it is to be looked for: the window is full of nodes. */
    private static boolean says(Parent in, String selector, String part) {
        return in.lookupAll(selector).stream().anyMatch(node ->
                node instanceof Text text && text.getText().contains(part) || node instanceof Labeled labeled && labeled.getText().contains(part));
    }

    private static boolean enabled(Parent in, String selector) {
        Node node = in.lookup(selector);
        return node != null && node.isVisible() && !node.isDisabled();
    }

    /** Wherever it has scrolled to. */
    private static void press(Parent in, String selector) {
        AppWindow.until(selector + " can be pressed", () -> enabled(in, selector));
        AppWindow.call(() -> {
            ((Button) in.lookup(selector)).fire();
            return true;
        });
    }
}
