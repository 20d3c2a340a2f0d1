package dev.vitrine.app.stage;

import dev.vitrine.app.model.FeedLine;
import dev.vitrine.app.model.FeedModel;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.widget.Tips;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** "What is happening": one sentence a line, the newest on top. A click selects what it speaks of. */
final class FeedPane extends BorderPane {

    private static final double LINE = 20;

    private final List<Cell> cells = new ArrayList<>();
    private final ListView<FeedLine> list = new ListView<>();
    private final FeedModel feed;
    private FilteredList<FeedLine> lines;
    private long until = Long.MAX_VALUE;
    private long brokerMillis;

    FeedPane(FeedModel feed, Selection selection) {
        this.feed = feed;
        getStyleClass().addAll("card", "foot");
        Label title = new Label("What is happening");
        title.getStyleClass().addAll("strong", "foot-title");
        Label hint = new Label("a click selects what it is about");
        hint.getStyleClass().addAll("faint", "small");
        BorderPane head = new BorderPane();
        head.setLeft(title);
        head.setRight(hint);
        list.getStyleClass().add("feed");
        list.setFixedCellSize(LINE);
        list.setPlaceholder(quiet());
        list.setCellFactory(_ -> newCell());
        list.setAccessibleText("what is happening");
        list.getSelectionModel().selectedItemProperty().addListener((_, _, line) -> {
            if (line != null) {
                selection.select(line.about());
            }
        });
        setTop(head);
        setCenter(list);
        BorderPane.setMargin(list, new Insets(8, -8, 0, -2));
    }

    /** Shows the news, from now on. */
    void join() {
        lines = new FilteredList<>(feed.lines());
        list.setItems(lines);
    }

    /** Only what had happened by then. */
    void until(long millis) {
        if (lines != null && millis != until) {
            until = millis;
            lines.setPredicate(millis == Long.MAX_VALUE ? null : line -> line.atMillis() <= millis);
        }
    }

    private static Label quiet() {
        Label quiet = new Label("Nothing yet. It will be told here.");
        quiet.getStyleClass().addAll("soft", "small");
        return quiet;
    }

    private Cell newCell() {
        Cell cell = new Cell();
        cells.add(cell);
        return cell;
    }

    /** How long ago: a few times a second. */
    void clock(long nowMillis) {
        brokerMillis = nowMillis;
        cells.forEach(Cell::time);
    }

    private final class Cell extends ListCell<FeedLine> {

        private final Region dot = new Region();
        private final Label time = new Label();
        private final Label text = new Label();
        private final HBox row = new HBox(8, dot, time, text);

        Cell() {
            dot.getStyleClass().add("feed-dot");
            time.getStyleClass().add("feed-time");
            text.getStyleClass().add("feed-text");
            row.setAlignment(Pos.CENTER_LEFT);
            text.setMinWidth(0);
            setPrefWidth(0);
            Tips.on(this, () -> getItem() == null ? "" : getItem().text());
        }

        @Override
        protected void updateItem(FeedLine line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            dot.getStyleClass().setAll("feed-dot", line.tone().name().toLowerCase(Locale.ROOT));
            text.setText(line.text());
            setAccessibleText(line.text());
            setGraphic(row);
            time();
        }

        void time() {
            if (getItem() != null) {
                time.setText(Figures.ago(Math.max(0, brokerMillis - getItem().atMillis())));
            }
        }
    }
}
