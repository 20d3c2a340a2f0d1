package dev.vitrine.app.widget;

import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Fills table columns: text, figures (monospaced, right-aligned, sorted as numbers), small pictures. */
public final class Columns {

    /** What a table itself takes of its width, its scroll bar among it. */
    private static final double EDGES = 32;

    private Columns() {}

    /** Text; a style class or more for its cells. */
    public static <S> void text(TableColumn<S, String> column, Function<S, ObservableValue<String>> value, String... classes) {
        column.setCellValueFactory(row -> value.apply(row.getValue()));
        column.setCellFactory(_ -> new TextCell<>(s -> s, classes));
    }

    /** A figure, written by {@code words} and sorted by itself. */
    public static <S, T> void figure(TableColumn<S, T> column, Function<S, ObservableValue<T>> value, Function<T, String> words) {
        column.getStyleClass().add("figure");
        column.setCellValueFactory(row -> value.apply(row.getValue()));
        column.setCellFactory(_ -> new TextCell<>(words, "mono", "figure"));
    }

    /** A node made anew whenever the value is another one. {@code words} says it for who can't see. */
    public static <S, T> void picture(TableColumn<S, T> column, Function<S, ObservableValue<T>> value, Function<T, Node> picture,
            Function<T, String> words) {
        column.setCellValueFactory(row -> value.apply(row.getValue()));
        column.setCellFactory(_ -> new PictureCell<>(picture, words));
    }

    /** Where a table is too narrow for all its columns, these are left out, the first one first: figures that are cut say less than none. */
    @SafeVarargs
    public static <S> void giveWay(TableView<S> table, TableColumn<S, ?>... first) {
        table.widthProperty().subscribe(width -> {
            double over = table.getColumns().stream().mapToDouble(TableColumn::getMinWidth).sum() + EDGES - width.doubleValue();
            for (TableColumn<S, ?> column : first) {
                boolean fits = over <= 0 || width.doubleValue() <= 0;
                if (column.isVisible() != fits) {
                    column.setVisible(fits);
                }
                over -= column.getMinWidth();
            }
        });
    }

    private static final class TextCell<S, T> extends TableCell<S, T> {

        private final Function<T, String> words;

        TextCell(Function<T, String> words, String... classes) {
            this.words = words;
            getStyleClass().addAll(classes);
        }

        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : words.apply(item));
        }
    }

    private static final class PictureCell<S, T> extends TableCell<S, T> {

        private final Function<T, Node> picture;
        private final Function<T, String> words;
        private T shown;

        PictureCell(Function<T, Node> picture, Function<T, String> words) {
            this.picture = picture;
            this.words = words;
        }

        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                shown = null;
                setGraphic(null);
                setAccessibleText(null);
            } else if (!item.equals(shown)) {
                shown = item;
                setGraphic(picture.apply(item));
                setAccessibleText(words.apply(item));
            }
        }
    }
}
