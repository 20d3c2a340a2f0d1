package dev.vitrine.app.screen.lessons;

import dev.vitrine.app.model.lessons.Course;
import dev.vitrine.app.model.lessons.Lesson;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A lesson to be taken with one click. */
final class LessonTile extends VBox {

    private final Lesson lesson;
    private final Label mark = new Label();
    private final Button take = new Button("Begin");

    LessonTile(Lesson lesson, int number, Runnable begin) {
        this.lesson = lesson;
        getStyleClass().addAll("card", "lesson-tile");
        Label figure = new Label(String.valueOf(number));
        figure.getStyleClass().add("lesson-number");
        Label title = new Label(lesson.title());
        title.getStyleClass().add("title");
        HBox head = new HBox(10, figure, title);
        head.getStyleClass().add("lesson-head");
        Label idea = new Label(lesson.idea());
        idea.getStyleClass().addAll("soft", "lesson-idea");
        idea.setWrapText(true);
        idea.setMinHeight(Region.USE_PREF_SIZE);
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        take.setId("lesson-" + lesson.id());
        take.setOnAction(_ -> begin.run());
        mark.getStyleClass().setAll("pill");
        HBox foot = lesson.canBeTaken() ? new HBox(8, take, between, mark) : new HBox(8, mark);
        foot.getStyleClass().add("lesson-head");
        getChildren().addAll(head, idea, space, foot);
        setDisable(!lesson.canBeTaken());
    }

    void show(Course course) {
        boolean taken = course.stand().lesson().filter(lesson::equals).isPresent();
        boolean done = course.finished().contains(lesson.id());
        take.setText(taken || done ? "Begin again" : "Begin");
        mark.setText(lesson.canBeTaken() ? taken ? "under way" : "done" : "follows when the engine has " + lesson.awaits());
        mark.setVisible(taken || done || !lesson.canBeTaken());
        mark.getStyleClass().setAll("pill", taken ? "accent" : done ? "ok" : "waits");
    }
}
