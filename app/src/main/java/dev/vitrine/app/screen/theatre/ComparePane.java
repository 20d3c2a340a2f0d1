package dev.vitrine.app.screen.theatre;

import dev.vitrine.app.model.theatre.Comparison;
import dev.vitrine.app.model.theatre.Comparison.Line;
import dev.vitrine.app.model.theatre.Generation;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.app.widget.PartitionChip;
import java.time.ZoneId;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Two generations of a group side by side, partition by partition. */
final class ComparePane extends VBox {

    private final ComboBox<Generation> from = choice("compare-from");
    private final ComboBox<Generation> to = choice("compare-to");
    private final CheckBox movedOnly = new CheckBox("Only what differs");
    private final Label sentence = new Label();
    private final ListView<Line> lines = new ListView<>();
    private Comparison comparison;
    private boolean filling;

    ComparePane() {
        setSpacing(8);
        sentence.setId("compare-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        sentence.getStyleClass().add("theatre-cause");
        lines.setId("compare-lines");
        lines.getStyleClass().add("plain-list");
        lines.setFixedCellSize(28);
        lines.setCellFactory(_ -> new LineCell());
        lines.setPlaceholder(new Label("Both generations are the same."));
        VBox.setVgrow(lines, Priority.ALWAYS);
        Label with = new Label("against");
        with.getStyleClass().addAll("soft", "small");
        with.setMinWidth(Region.USE_PREF_SIZE);
        HBox choices = new HBox(8, from, with, to, movedOnly);
        choices.setAlignment(Pos.CENTER_LEFT);
        movedOnly.setMinWidth(Region.USE_PREF_SIZE);
        from.valueProperty().addListener(_ -> compare());
        to.valueProperty().addListener(_ -> compare());
        movedOnly.selectedProperty().addListener(_ -> compare());
        getChildren().addAll(choices, sentence, lines);
    }

    private static ComboBox<Generation> choice(String id) {
        ComboBox<Generation> choice = new ComboBox<>();
        choice.setId(id);
        choice.setCellFactory(_ -> new GenerationCell());
        choice.setButtonCell(new GenerationCell());
        choice.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(choice, Priority.ALWAYS);
        return choice;
    }

    /** Another group's generations come next. */
    void forget() {
        filling = true;
        from.getItems().clear();
        to.getItems().clear();
        filling = false;
    }

    /** @param generations the oldest first */
    void show(List<Generation> generations) {
        if (generations.equals(from.getItems())) {
            return;
        }
        Generation left = from.getValue();
        Generation right = to.getValue();
        boolean newest = right == null || right.equals(to.getItems().isEmpty() ? null : to.getItems().getLast());
        filling = true;
        from.getItems().setAll(generations);
        to.getItems().setAll(generations);
        from.setValue(generations.contains(left) ? left : generations.isEmpty() ? null : generations.get(Math.max(0, generations.size() - 2)));
        to.setValue(!newest && generations.contains(right) ? right : generations.isEmpty() ? null : generations.getLast());
        filling = false;
        compare();
    }

    private void compare() {
        if (filling) {
            return;
        }
        boolean both = from.getValue() != null && to.getValue() != null;
        comparison = both ? Comparison.of(from.getValue(), to.getValue()) : null;
        sentence.setText(both ? comparison.sentence() : "No generation was worked out yet.");
        lines.getItems().setAll(both ? comparison.lines().stream().filter(line -> !movedOnly.isSelected() || line.moved()).toList() : List.of());
    }

    private static final class GenerationCell extends ListCell<Generation> {

        @Override
        protected void updateItem(Generation generation, boolean empty) {
            super.updateItem(generation, empty);
            setText(empty || generation == null ? null
                    : "generation " + generation.number() + "   " + Times.clock(generation.atMillis(), ZoneId.systemDefault()).substring(0, 8));
        }
    }

    private final class LineCell extends ListCell<Line> {

        private final Label topic = new Label();
        private final Label before = new Label();
        private final Label arrow = new Label("→");
        private final Label after = new Label();

        LineCell() {
            topic.setMinWidth(70);
            topic.setPrefWidth(110);
            before.setPrefWidth(170);
            after.setPrefWidth(170);
            topic.getStyleClass().addAll("soft", "small");
            arrow.getStyleClass().add("faint");
        }

        @Override
        protected void updateItem(Line line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            topic.setText(line.partition().topic());
            before.setText(comparison.name(line.before()));
            after.setText(line.moved() ? comparison.name(line.after()) : "stays");
            after.getStyleClass().setAll("label", line.moved() ? "strong" : "faint");
            HBox row = new HBox(10, new PartitionChip(line.partition().partition()), topic, before, arrow, after);
            row.setAlignment(Pos.CENTER_LEFT);
            setGraphic(row);
        }
    }
}
