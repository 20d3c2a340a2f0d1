package dev.vitrine.app.screen;

import dev.vitrine.app.model.PaletteEntry;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.widget.Look;
import dev.vitrine.app.widget.Spring;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** "Find anything, do anything": type, arrow, Enter. Escape or a click beside it closes it, and the keyboard is where it was. */
final class CommandPalette {

    private static final double LINE = 34;

    private final StackPane over;
    private final TextField query = new TextField();
    private final ListView<PaletteEntry> list = new ListView<>();
    private final VBox card = new VBox(query, list);
    private final StackPane veil = new StackPane(card);
    private List<PaletteEntry> entries = List.of();
    private Node before;

    /** @param over everything */
    CommandPalette(StackPane over, ObservableValue<Theme> theme) {
        this.over = over;
        Look.follow(veil, theme);
        veil.getStyleClass().add("palette-veil");
        card.getStyleClass().addAll("card", "palette");
        query.getStyleClass().add("palette-query");
        query.setPromptText("Find anything, do anything");
        query.textProperty().addListener((_, _, text) -> filter(text));
        query.addEventFilter(KeyEvent.KEY_PRESSED, this::keys);
        list.getStyleClass().add("palette-list");
        list.setFixedCellSize(LINE);
        list.setCellFactory(_ -> new Cell());
        list.setFocusTraversable(false);
        list.setOnMouseClicked(_ -> run());
        veil.setOnMouseClicked(click -> {
            if (click.getTarget() == veil) {
                close();
            }
        });
        StackPane.setAlignment(card, Pos.TOP_CENTER);
    }

    void open(List<PaletteEntry> offered) {
        if (over.getChildren().contains(veil)) {
            close();
            return;
        }
        entries = offered;
        before = over.getScene().getFocusOwner();
        over.getChildren().add(veil);
        query.clear();
        filter("");
        query.requestFocus();
    }

    private void close() {
        over.getChildren().remove(veil);
        if (before != null) {
            before.requestFocus();
        }
    }

    private void filter(String text) {
        list.getItems().setAll(PaletteEntry.matching(entries, text));
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void keys(KeyEvent key) {
        KeyCode code = key.getCode();
        if (code == KeyCode.ESCAPE) {
            close();
        } else if (code == KeyCode.ENTER) {
            run();
        } else if (code == KeyCode.DOWN) {
            select(1);
        } else if (code == KeyCode.UP) {
            select(-1);
        } else {
            return;
        }
        key.consume();
    }

    private void select(int step) {
        int size = list.getItems().size();
        if (size > 0) {
            int next = Math.floorMod(list.getSelectionModel().getSelectedIndex() + step, size);
            list.getSelectionModel().select(next);
            list.scrollTo(Math.max(0, next - 4));
        }
    }

    private void run() {
        PaletteEntry chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            close();
            chosen.run().run();
        }
    }

    private static final class Cell extends ListCell<PaletteEntry> {

        private final Label title = new Label();
        private final Label hint = new Label();
        private final HBox row = new HBox(12, title, new Spring(), hint);

        Cell() {
            hint.getStyleClass().addAll("faint", "small");
            hint.setMinWidth(Region.USE_PREF_SIZE);
            title.getStyleClass().add("medium");
            row.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(PaletteEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
            } else {
                title.setText(entry.title());
                hint.setText(entry.hint());
                setGraphic(row);
            }
        }
    }
}
