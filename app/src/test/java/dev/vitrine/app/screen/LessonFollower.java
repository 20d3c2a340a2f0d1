package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.lessons.Lesson;
import dev.vitrine.app.model.lessons.Step;
import dev.vitrine.app.testing.AppWindow;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.text.Text;

/** Follows a lesson from its first step to its last: each step is done by its own solution, and judged by what the broker saw. */
record LessonFollower(AppWindow window) {

    void follow(Lesson lesson) throws Exception {
        begin(lesson);
        for (Step step : lesson.steps()) {
            AppWindow.until(lesson.id() + ": " + step.task(), () -> says(".lesson-task Text", step.task().split("`")[0]));
            window.picture("lesson-" + lesson.id() + "-" + lesson.steps().indexOf(step));
            AppWindow.until("it isn't done yet", () -> enabled("#hint") || enabled("#lesson-next"));
            // What a step asks for may be so already: then there is nothing to show.
            if (!step.solution().isEmpty() && !enabled("#lesson-next")) {
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
    private void begin(Lesson lesson) {
        ListView<Lesson> list = (ListView<Lesson>) window.await("#lesson-list");
        AppWindow.call(() -> {
            list.scrollTo(list.getItems().stream().map(Lesson::id).toList().indexOf(lesson.id()));
            return true;
        });
        press("#lesson-" + lesson.id());
    }

    private boolean says(String selector, String part) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream().anyMatch(node ->
                node instanceof Text text && text.getText().contains(part) || node instanceof Labeled labeled && labeled.getText().contains(part));
    }

    private boolean enabled(String selector) {
        Node node = window.stage().getScene().getRoot().lookup(selector);
        return node != null && node.isVisible() && !node.isDisabled();
    }

    /** Wherever it has scrolled to. */
    private void press(String selector) {
        AppWindow.until(selector + " can be pressed", () -> enabled(selector));
        AppWindow.call(() -> {
            ((Button) window.stage().getScene().getRoot().lookup(selector)).fire();
            return true;
        });
    }
}
