package dev.vitrine.app.screen.lessons;

import dev.vitrine.app.model.lessons.Course;
import dev.vitrine.app.model.lessons.Lesson;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A lesson in the list: what it is about, whether it was gone through, and the way in. */
final class LessonCell extends ListCell<Lesson> {

    private final Course course;
    private final Label number = new Label();
    private final Label title = new Label();
    private final Label idea = new Label();
    private final Label mark = new Label();
    private final Button begin = new Button();
    private final HBox row;

    LessonCell(Course course, Consumer<Lesson> take) {
        this.course = course;
        number.getStyleClass().setAll("lesson-number");
        title.getStyleClass().setAll("title");
        idea.getStyleClass().setAll("soft", "lesson-idea");
        VBox words = new VBox(2, title, idea);
        words.getStyleClass().add("lesson-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        mark.setMinWidth(Label.USE_PREF_SIZE);
        begin.setMinWidth(Button.USE_PREF_SIZE);
        begin.setOnAction(_ -> take.accept(getItem()));
        row = new HBox(14, number, words, mark, begin);
        row.getStyleClass().add("lesson-row");
        // As wide as the list, not as its words would like.
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(Lesson lesson, boolean empty) {
        super.updateItem(lesson, empty);
        if (empty || lesson == null) {
            setGraphic(null);
            return;
        }
        boolean taken = course.stand().lesson().filter(lesson::equals).isPresent();
        boolean done = course.finished().contains(lesson.id());
        number.setText(String.valueOf(course.book().number(lesson)));
        title.setText(lesson.title());
        idea.setText(lesson.idea());
        mark.setText(!lesson.canBeTaken() ? "follows when the engine has " + lesson.awaits() : taken ? "under way" : "done");
        mark.setVisible(taken || done || !lesson.canBeTaken());
        mark.getStyleClass().setAll("pill", taken ? "accent" : done ? "ok" : "waits");
        begin.setText(taken || done ? "Begin again" : "Begin");
        begin.setId("lesson-" + lesson.id());
        begin.setVisible(lesson.canBeTaken());
        begin.setManaged(lesson.canBeTaken());
        setGraphic(row);
    }
}
