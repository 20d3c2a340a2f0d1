package dev.vitrine.app.screen.lessons;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.lessons.Course;
import dev.vitrine.app.model.lessons.Lesson;
import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;

/** All lessons: what was gone through, what can be taken, and what waits for a part of the engine. */
public final class LessonsController implements Screen {

    private final Course course;
    private final ScreenContext context;
    private final List<Lesson> lessons;
    private Optional<Lesson> taken = Optional.empty();
    private int finished;

    @FXML private Label summary;
    @FXML private ListView<Lesson> list;

    /** Reads the lessons: made in the background. */
    public LessonsController(ScreenContext context) {
        this.context = context;
        this.course = context.course();
        this.lessons = course.book().lessons();
    }

    @FXML
    private void initialize() {
        list.setCellFactory(_ -> new LessonCell(course, this::take));
        list.getItems().setAll(lessons);
        summarise();
    }

    private void take(Lesson lesson) {
        context.time().live();
        course.begin(lesson);
    }

    @Override
    public void onMade() {
        course.standProperty().addListener(_ -> refresh());
    }

    private void refresh() {
        if (!taken.equals(course.stand().lesson()) || finished != course.finished().size()) {
            taken = course.stand().lesson();
            finished = course.finished().size();
            summarise();
            list.refresh();
        }
    }

    private void summarise() {
        long open = lessons.stream().filter(Lesson::canBeTaken).count();
        summary.setText(course.finished().size() + " of " + Figures.count(open, "lesson") + " done. The broker is the judge: do it here, or in a program of your own.");
    }
}
