package dev.vitrine.app.screen.lessons;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.lessons.Course;
import dev.vitrine.app.model.lessons.Lesson;
import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;

/** All lessons: what was gone through, what can be taken, and what waits for a part of the engine. */
public final class LessonsController implements Screen {

    private final Course course;
    private final ScreenContext context;
    private final List<Lesson> lessons;
    private final List<LessonTile> shown = new ArrayList<>();

    @FXML private Label summary;
    @FXML private FlowPane tiles;

    /** Reads the lessons: made in the background. */
    public LessonsController(ScreenContext context) {
        this.context = context;
        this.course = context.course();
        this.lessons = course.book().lessons();
    }

    @FXML
    private void initialize() {
        lessons.forEach(lesson -> shown.add(new LessonTile(lesson, course.book().number(lesson), () -> take(lesson))));
        tiles.getChildren().setAll(shown);
        refresh();
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
        shown.forEach(tile -> tile.show(course));
        long open = lessons.stream().filter(Lesson::canBeTaken).count();
        summary.setText(course.finished().size() + " of " + Figures.count(open, "lesson") + " done. The broker judges: do it here, in the Composer, or in a program of your own.");
    }
}
