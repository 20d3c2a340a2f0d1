package dev.vitrine.app.screen.composer;

import dev.vitrine.app.model.composer.Draft.HeaderDraft;
import dev.vitrine.app.model.composer.Draft.Typed;
import dev.vitrine.app.model.payload.Format;
import dev.vitrine.app.widget.Spring;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Headers of the record: keys may repeat, a value may be text, hex or null. */
public final class HeadersPane extends VBox {

    private static final String NULL = "null";

    private final ReadOnlyObjectWrapper<List<HeaderDraft>> headers = new ReadOnlyObjectWrapper<>(List.of());
    private final List<Line> lines = new ArrayList<>();
    private final VBox rows = new VBox(6);

    public HeadersPane() {
        getStyleClass().add("headers-pane");
        Label title = new Label("Headers");
        title.getStyleClass().add("field-label");
        Button add = new Button("Add header");
        add.setId("add-header");
        add.getStyleClass().add("link");
        add.setOnAction(_ -> add(new HeaderDraft("", new Typed(Format.TEXT, ""), false)).key().requestFocus());
        HBox head = new HBox(8, title, new Spring(), add);
        head.getStyleClass().add("part-head");
        getChildren().addAll(head, rows);
    }

    private record Line(TextField key, TextField value, ComboBox<String> kind, HBox row) {

        HeaderDraft draft() {
            Format format = kind.getValue().equals(Format.HEX.label()) ? Format.HEX : Format.TEXT;
            return new HeaderDraft(key.getText(), new Typed(format, value.getText()), kind.getValue().equals(NULL));
        }
    }

    ReadOnlyObjectProperty<List<HeaderDraft>> headersProperty() {
        return headers.getReadOnlyProperty();
    }

    void set(List<HeaderDraft> drafts) {
        lines.clear();
        rows.getChildren().clear();
        drafts.forEach(this::add);
        changed();
    }

    private Line add(HeaderDraft draft) {
        TextField key = field(draft.key(), "Header key", "key");
        TextField value = field(draft.value().text(), "Header value", "value");
        HBox.setHgrow(value, Priority.ALWAYS);
        key.setPrefWidth(140);
        ComboBox<String> kind = new ComboBox<>();
        kind.getItems().setAll(Format.TEXT.label(), Format.HEX.label(), NULL);
        kind.setValue(draft.isNull() ? NULL : draft.value().format() == Format.HEX ? Format.HEX.label() : Format.TEXT.label());
        kind.setMinWidth(USE_PREF_SIZE);
        kind.setAccessibleText("Header value as");
        value.disableProperty().bind(kind.valueProperty().isEqualTo(NULL));
        Button remove = new Button("Remove");
        remove.getStyleClass().add("link");
        remove.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(8, key, value, kind, remove);
        row.getStyleClass().add("header-row");
        Line line = new Line(key, value, kind, row);
        remove.setOnAction(_ -> remove(line));
        key.textProperty().addListener(_ -> changed());
        value.textProperty().addListener(_ -> changed());
        kind.valueProperty().addListener(_ -> changed());
        lines.add(line);
        rows.getChildren().add(row);
        changed();
        return line;
    }

    private static TextField field(String text, String name, String prompt) {
        TextField field = new TextField(text);
        field.setPromptText(prompt);
        field.setAccessibleText(name);
        field.getStyleClass().add("mono");
        return field;
    }

    private void remove(Line line) {
        lines.remove(line);
        rows.getChildren().remove((Node) line.row());
        changed();
    }

    private void changed() {
        headers.set(lines.stream().map(Line::draft).toList());
    }
}
