package dev.vitrine.app.stage;

import dev.vitrine.app.model.FeedLine;
import dev.vitrine.app.model.FeedModel;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.widget.Spring;
import dev.vitrine.app.widget.Tips;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** "What is happening": one sentence a line, the newest on top. A click selects what it speaks of, at the moment at which it happened. */
public final class FeedPane extends BorderPane {

    private static final double LINE = 20;
    /** Where it is narrow, beside a lesson in a small window, a line is told in two: a few words of each would tell nothing. */
    private static final double TWO_LINES = 35;
    private static final double NARROW = 300;
    private static final double ROOM_FOR_HINT = 290;

    private final List<Cell> cells = new ArrayList<>();
    private final ListView<FeedLine> list = new ListView<>();
    private final FeedModel feed;
    private final Consumer<FeedLine> follow;
    private FilteredList<FeedLine> lines;
    private long until = Long.MAX_VALUE;
    private long brokerMillis;

    /** @param instant goes to a moment */
    public FeedPane(FeedModel feed, Selection selection, LongConsumer instant) {
        this.feed = feed;
        getStyleClass().addAll("card", "foot");
        Label title = new Label("What is happening");
        title.getStyleClass().addAll("strong", "foot-title");
        Label hint = new Label("a click goes to that moment");
        hint.getStyleClass().addAll("faint", "small");
        title.setMinWidth(USE_PREF_SIZE);
        hint.setMinWidth(0);
        HBox head = new HBox(8, title, new Spring(), hint);
        hint.visibleProperty().bind(head.widthProperty().greaterThan(ROOM_FOR_HINT));
        list.getStyleClass().add("feed");
        list.setFixedCellSize(LINE);
        list.widthProperty().subscribe(width -> list.setFixedCellSize(width.doubleValue() > 0 && width.doubleValue() < NARROW ? TWO_LINES : LINE));
        list.setMinWidth(0);
        list.setPlaceholder(quiet());
        list.setCellFactory(_ -> newCell());
        list.setAccessibleText("what is happening");
        follow = line -> {
            instant.accept(line.atMillis());
            selection.select(line.about());
        };
        list.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            FeedLine line = list.getSelectionModel().getSelectedItem();
            if (key.getCode() == KeyCode.ENTER && line != null) {
                follow.accept(line);
                key.consume();
            }
        });
        setTop(head);
        setCenter(list);
        BorderPane.setMargin(list, new Insets(8, -8, 0, -2));
    }

    /** Shows the news, from now on. */
    public void join() {
        lines = new FilteredList<>(feed.lines());
        list.setItems(lines);
    }

    /** Only what had happened by then. */
    public void until(long millis) {
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
    public void clock(long nowMillis) {
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
            text.wrapTextProperty().bind(list.fixedCellSizeProperty().greaterThan(LINE));
            setPrefWidth(0);
            setOnMouseClicked(_ -> {
                if (getItem() != null) {
                    follow.accept(getItem());
                }
            });
            Tips.on(this, () -> getItem() == null ? "" : getItem().text());
        }

        @Override
        protected void updateItem(FeedLine line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            List<String> classes = List.of("feed-dot", line.tone().name().toLowerCase(Locale.ROOT));
            if (!classes.equals(dot.getStyleClass())) {
                dot.getStyleClass().setAll(classes);
            }
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
