package dev.vitrine.app.widget;

import dev.vitrine.app.model.explain.Answer;
import dev.vitrine.app.model.explain.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Questions with their answers, each a link to its evidence. What is said anew in other figures keeps its place, its hover and its focus. */
public final class ExplainPane extends StackPane {

    private final VBox lines = new VBox();
    private final Consumer<Finding> follow;
    private List<Answer> shown = List.of();
    private boolean titled;

    /** @param follow goes to the evidence of what was picked */
    public ExplainPane(Consumer<Finding> follow) {
        this.follow = follow;
        getStyleClass().add("explain");
        lines.getStyleClass().add("explain-lines");
        ScrollPane scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        getChildren().add(scroll);
    }

    /** The first question stands above the pane already. */
    public void showBelowTitle(List<Answer> answers) {
        show(answers, true);
    }

    public void show(List<Answer> answers) {
        show(answers, false);
    }

    private void show(List<Answer> answers, boolean belowTitle) {
        if (answers.equals(shown) && belowTitle == titled) {
            return;
        }
        boolean sameShape = belowTitle == titled && shape(answers).equals(shape(shown));
        shown = answers;
        titled = belowTitle;
        if (!sameShape) {
            lines.getChildren().setAll(build(answers));
            if (belowTitle && !answers.isEmpty()) {
                lines.getChildren().getFirst().setVisible(false);
                lines.getChildren().getFirst().setManaged(false);
            }
        }
        int at = 0;
        for (Answer answer : answers) {
            at++;
            for (Finding finding : answer.findings()) {
                ((Line) lines.getChildren().get(at++)).say(finding);
            }
        }
    }

    /** What there is in which order, without the figures. */
    private static List<Object> shape(List<Answer> answers) {
        List<Object> shape = new ArrayList<>();
        answers.forEach(answer -> {
            shape.add(answer.question());
            answer.findings().forEach(finding -> shape.add(finding.kind()));
        });
        return shape;
    }

    private List<Node> build(List<Answer> answers) {
        List<Node> nodes = new ArrayList<>();
        for (Answer answer : answers) {
            Label question = new Label(answer.question());
            question.getStyleClass().add("explain-question");
            question.setWrapText(true);
            nodes.add(question);
            answer.findings().forEach(_ -> nodes.add(new Line()));
        }
        return nodes;
    }

    private final class Line extends HBox {

        private final Region dot = new Region();
        private final Label sentence = text("explain-sentence");
        private final Label because = text("explain-because");
        private Finding finding;

        Line() {
            getStyleClass().add("explain-line");
            VBox words = new VBox(1, sentence, because);
            HBox.setHgrow(words, Priority.ALWAYS);
            words.setMinWidth(0);
            StackPane place = new StackPane(dot);
            place.getStyleClass().add("explain-dot-place");
            getChildren().addAll(place, words);
            setFocusTraversable(true);
            setAccessibleRole(AccessibleRole.HYPERLINK);
            addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> {
                requestFocus();
                follow.accept(finding);
            });
            addEventHandler(KeyEvent.KEY_PRESSED, key -> {
                if (key.getCode() == KeyCode.ENTER) {
                    follow.accept(finding);
                    key.consume();
                }
            });
        }

        private static Label text(String style) {
            Label label = new Label();
            label.getStyleClass().add(style);
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
            return label;
        }

        void say(Finding now) {
            if (now.equals(finding)) {
                return;
            }
            finding = now;
            sentence.setText(now.sentence());
            because.setText(now.because());
            dot.getStyleClass().setAll("feed-dot", now.kind().tone().name().toLowerCase(Locale.ROOT));
            setAccessibleText(now.sentence() + " " + now.because());
        }
    }
}
