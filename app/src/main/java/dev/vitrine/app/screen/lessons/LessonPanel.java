package dev.vitrine.app.screen.lessons;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.lessons.Course;
import dev.vitrine.app.model.lessons.Lesson;
import dev.vitrine.app.model.lessons.Stand;
import dev.vitrine.app.model.lessons.Stand.Phase;
import dev.vitrine.app.model.lessons.Step;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.app.widget.Prose;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The lesson that is taken, beside whatever screen is shown: words, task, what the judge says; hint, solution, reset. Not there without a lesson. */
public final class LessonPanel extends VBox {

    private final ScreenContext context;
    private final Course course;
    private final HBox judge = new HBox();
    private final FontIcon judgeIcon = new FontIcon();
    private final Label judgeWords = new Label();
    private Stand shown;

    @FXML private Label number;
    @FXML private Label title;
    @FXML private Button reset;
    @FXML private Button close;
    @FXML private HBox dots;
    @FXML private ScrollPane scroll;
    @FXML private VBox page;
    @FXML private Button hint;
    @FXML private Button solve;
    @FXML private Button next;

    public LessonPanel(ScreenContext context) {
        this.context = context;
        this.course = context.course();
        Fxml.into(this, "lesson-panel.fxml");
        setId("lesson-panel");
        judge.getChildren().addAll(judgeIcon, judgeWords);
        judgeWords.setId("lesson-judge");
        judgeWords.setWrapText(true);
        reset.setOnAction(_ -> act(course::reset));
        close.setOnAction(_ -> course.leave());
        hint.setOnAction(_ -> course.hint());
        solve.setOnAction(_ -> act(course::solve));
        next.setOnAction(_ -> goOn());
        next.setId("lesson-next");
        course.standProperty().subscribe(this::show);
    }

    private void act(Runnable deed) {
        context.time().live();
        deed.run();
    }

    private void goOn() {
        if (course.stand().phase() == Phase.FREE) {
            Lesson taken = course.stand().lesson().orElseThrow();
            act(() -> course.begin(course.book().after(taken)));
        } else {
            course.next();
        }
    }

    private void show(Stand stand) {
        boolean open = stand.lesson().isPresent();
        visible(this, open);
        if (open) {
            if (shown == null || !shown.saying(stand.soFar()).equals(stand)) {
                lay(stand, stand.lesson().get());
            }
            say(stand);
        }
        shown = stand;
    }

    /** All but what the judge says, which changes often. */
    private void lay(Stand stand, Lesson lesson) {
        boolean sameStep = shown != null && shown.lesson().equals(stand.lesson()) && shown.step() == stand.step();
        number.setText(String.valueOf(course.book().number(lesson)));
        title.setText(lesson.title());
        dots.getChildren().clear();
        for (int i = 0; i < lesson.steps().size(); i++) {
            boolean done = i < stand.step() || i == stand.step() && (stand.phase() == Phase.DONE || stand.phase() == Phase.FREE);
            Region dot = new Region();
            dot.getStyleClass().setAll("lesson-dot", done ? "done" : i == stand.step() ? "here" : "ahead");
            HBox.setHgrow(dot, Priority.ALWAYS);
            dots.getChildren().add(dot);
        }
        page.getChildren().clear();
        switch (stand.phase()) {
            case NOTHING -> { }
            case PREPARING -> page.getChildren().add(new Prose("The scene is being set…", "soft"));
            case DOING, DONE -> step(stand, stand.at().orElseThrow());
            case FREE -> page.getChildren().addAll(note("learned", "The lesson is done. Everything stays as it is: the stage is yours."), new Prose(lesson.after()));
        }
        if (!stand.problem().isEmpty()) {
            page.getChildren().add(note("trouble", stand.problem()));
        }
        boolean doing = stand.phase() == Phase.DOING;
        visible(hint, doing && !stand.hinted());
        visible(solve, doing && !stand.at().orElseThrow().solution().isEmpty());
        solve.setDisable(stand.showing());
        solve.setText(stand.showing() ? "Watch…" : "Show me");
        boolean last = stand.phase() == Phase.FREE && course.book().after(lesson).equals(lesson);
        visible(next, !last);
        next.setDisable(stand.phase() != Phase.DONE && stand.phase() != Phase.FREE);
        next.setText(stand.phase() == Phase.FREE ? "Next lesson" : "Next");
        if (!sameStep) {
            scroll.setVvalue(0);
        } else if (stand.phase() == Phase.DONE || stand.hinted()) {
            scroll.layout();
            scroll.setVvalue(1);
        }
    }

    private void step(Stand stand, Step step) {
        step.say().forEach(paragraph -> page.getChildren().add(new Prose(paragraph, "soft")));
        VBox task = new VBox(new Prose(step.task()));
        task.getStyleClass().add("lesson-task");
        if (step.screen() != null && stand.phase() == Phase.DOING) {
            Button there = new Button("Take me there");
            there.setId("lesson-there");
            there.getStyleClass().setAll("link");
            there.setOnAction(_ -> go(step));
            task.getChildren().add(there);
        }
        task.getChildren().add(judge);
        page.getChildren().add(task);
        if (stand.hinted() && stand.phase() == Phase.DOING) {
            page.getChildren().add(note("hint", step.hint()));
        }
        if (stand.phase() == Phase.DONE) {
            page.getChildren().add(note("learned", step.learned()));
        }
    }

    private void go(Step step) {
        if (step.topic() != null) {
            context.selection().select(new Selected.Topic(step.topic()));
        }
        context.navigator().show(step.screen());
    }

    private static Node note(String kind, String words) {
        VBox note = new VBox(new Prose(words));
        note.getStyleClass().addAll("lesson-note", kind);
        return note;
    }

    private void say(Stand stand) {
        boolean met = stand.phase() == Phase.DONE;
        judge.getStyleClass().setAll("lesson-judge", met ? "met" : "not-yet");
        judgeIcon.setIconLiteral(met ? "fth-check-circle" : "fth-circle");
        judgeWords.setText(met ? "Seen by the broker." : stand.soFar());
    }

    private static void visible(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }
}
