package dev.vitrine.app.screen.actors;

import java.util.List;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;

/** Fills boxes of which one thing is chosen. */
final class Choices {

    private Choices() {}

    static <T> void offer(ComboBox<T> box, List<T> choices, Function<T, String> words) {
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("not editable");
            }
        });
        box.getItems().setAll(choices);
        box.setValue(choices.getFirst());
    }
}
