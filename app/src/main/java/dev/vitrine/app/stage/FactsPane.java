package dev.vitrine.app.stage;

import dev.vitrine.app.model.Fact;
import dev.vitrine.app.model.Facts;
import dev.vitrine.app.widget.PartitionChip;
import dev.vitrine.app.widget.Spring;
import dev.vitrine.app.widget.Tips;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A panel that says of one thing what is to be said: names at the left, figures at the right. */
public final class FactsPane extends BorderPane {

    private final Label title = new Label();
    private final HBox head = new HBox(8, title, new Spring());
    private final VBox lines = new VBox(4);
    private final ScrollPane scroll = new ScrollPane();
    private Facts shown;

    public FactsPane() {
        getStyleClass().addAll("card", "foot");
        title.getStyleClass().addAll("strong", "foot-title");
        title.setMinWidth(0);
        head.getStyleClass().add("foot-head");
        scroll.setContent(lines);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        setTop(head);
        setCenter(scroll);
        BorderPane.setMargin(scroll, new Insets(8, -14, 0, 0));
        lines.setPadding(new Insets(0, 14, 0, 0));
    }

    /** Adds something that can be done about what is shown. */
    public void action(Button button) {
        head.getChildren().add(button);
    }

    /** Shows something else in the place of the facts. @param other null for the facts */
    public void instead(Node other) {
        Node next = other == null ? scroll : other;
        if (getCenter() != next) {
            setCenter(next);
            BorderPane.setMargin(next, new Insets(8, -14, 0, 0));
        }
    }

    /** Only what differs is changed: scroll and focus stay. */
    public void show(Facts facts) {
        if (facts.equals(shown)) {
            return;
        }
        if (shown == null || !shown.title().equals(facts.title()) || !shown.partition().equals(facts.partition())) {
            title.setText(facts.title());
            head.getChildren().removeIf(PartitionChip.class::isInstance);
            facts.partition().ifPresent(partition -> head.getChildren().add(1, new PartitionChip(partition)));
        }
        while (lines.getChildren().size() > facts.lines().size()) {
            lines.getChildren().removeLast();
        }
        for (int i = 0; i < facts.lines().size(); i++) {
            if (i == lines.getChildren().size()) {
                lines.getChildren().add(new Line());
            }
            ((Line) lines.getChildren().get(i)).show(facts.lines().get(i));
        }
        shown = facts;
    }

    private static final class Line extends HBox {

        private final Label name = new Label();
        private final Label value = new Label();

        Line() {
            super(12);
            name.getStyleClass().add("fact-name");
            value.getStyleClass().add("fact");
            name.setMinWidth(USE_PREF_SIZE);
            getChildren().addAll(name, new Spring(), value);
            Tips.on(value, () -> value.getText().length() > 24 ? value.getText() : "");
        }

        void show(Fact fact) {
            name.setText(fact.name());
            if (!fact.value().equals(value.getText())) {
                value.setText(fact.value());
            }
            // A change of classes, even to the same ones, looks all of its style up anew.
            List<String> classes = new ArrayList<>(List.of("label", "fact"));
            if (fact.words()) {
                classes.add("words");
            }
            if (fact.warn()) {
                classes.add("warn");
            }
            if (!classes.equals(value.getStyleClass())) {
                value.getStyleClass().setAll(classes);
            }
        }
    }
}
