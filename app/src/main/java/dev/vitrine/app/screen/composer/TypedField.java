package dev.vitrine.app.screen.composer;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.composer.Draft.Typed;
import dev.vitrine.app.model.composer.Placeholders;
import dev.vitrine.app.model.composer.RecordMaker;
import dev.vitrine.app.model.payload.Composed;
import dev.vitrine.app.model.payload.Format;
import dev.vitrine.app.model.payload.JsonText;
import dev.vitrine.app.widget.Fxml;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** A key or a value being typed, as text, JSON or hex; says at once how many bytes it is, or what is wrong with it. */
public final class TypedField extends VBox {

    private final ReadOnlyObjectWrapper<Typed> typed = new ReadOnlyObjectWrapper<>(new Typed(Format.TEXT, ""));
    private Placeholders placeholders;
    private boolean single;

    @FXML private TextField line;
    @FXML private TextArea area;
    @FXML private ToggleGroup formats;
    @FXML private ToggleButton text;
    @FXML private ToggleButton json;
    @FXML private ToggleButton hex;
    @FXML private Button indent;
    @FXML private Label note;

    public TypedField() {
        Fxml.into(this, "typed-field.fxml");
    }

    @FXML
    private void initialize() {
        text.setUserData(Format.TEXT);
        json.setUserData(Format.JSON);
        hex.setUserData(Format.HEX);
        formats.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                formats.selectToggle(before);
            } else {
                changed();
            }
        });
        line.textProperty().addListener(_ -> changed());
        area.textProperty().addListener(_ -> changed());
        setSingle(false);
    }

    void init(String name, Placeholders filled) {
        placeholders = filled;
        input().setAccessibleText(name);
        line.setId(name.toLowerCase(java.util.Locale.ROOT) + "-text");
        area.setId(name.toLowerCase(java.util.Locale.ROOT) + "-text");
        changed();
    }

    /** One line instead of an area. */
    public void setSingle(boolean oneLine) {
        single = oneLine;
        line.setVisible(oneLine);
        line.setManaged(oneLine);
        area.setVisible(!oneLine);
        area.setManaged(!oneLine);
        indent.setVisible(false);
    }

    public boolean isSingle() {
        return single;
    }

    ReadOnlyObjectProperty<Typed> typedProperty() {
        return typed.getReadOnlyProperty();
    }

    void set(Typed value) {
        formats.selectToggle(value.format() == Format.JSON ? json : value.format() == Format.HEX ? hex : text);
        input().setText(value.text());
        changed();
    }

    private TextInputControl input() {
        return single ? line : area;
    }

    private Format format() {
        return (Format) formats.getSelectedToggle().getUserData();
    }

    private void changed() {
        String content = input().getText() == null ? "" : input().getText();
        typed.set(new Typed(format(), content));
        indent.setVisible(!single && format() == Format.JSON);
        indent.setManaged(indent.isVisible());
        if (placeholders == null) {
            return;
        }
        Composed composed = RecordMaker.composed(typed.get(), 1, placeholders);
        boolean wrong = composed instanceof Composed.Refused;
        note.setText(switch (composed) {
            case Composed.Bytes b -> Figures.bytes(b.bytes().length) + (Placeholders.in(content) && format() != Format.HEX ? " in the first record" : "");
            case Composed.Refused refused -> content.isEmpty() ? "empty is not " + format().label() : refused.why();
        });
        note.getStyleClass().removeAll("bad-text", "soft");
        note.getStyleClass().add(wrong ? "bad-text" : "soft");
    }

    @FXML
    private void indent() {
        if (JsonText.problem(area.getText()).isEmpty()) {
            area.setText(JsonText.indented(area.getText()));
        }
    }
}
