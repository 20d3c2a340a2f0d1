package dev.vitrine.app.widget;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A few things of which one is chosen, side by side. */
public final class Segments<T> extends HBox {

    private final ToggleGroup group = new ToggleGroup();
    private final ReadOnlyObjectWrapper<T> value = new ReadOnlyObjectWrapper<>(this, "value");

    private Consumer<T> picked = _ -> { };

    public Segments() {
        getStyleClass().add("segments");
        group.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                group.selectToggle(before);
            } else {
                @SuppressWarnings("unchecked") // only offer() makes toggles
                T chosen = (T) now.getUserData();
                value.set(chosen);
            }
        });
    }

    /** Offers these; the first is chosen until another is. */
    public void offer(List<T> choices, Function<T, String> words) {
        getChildren().clear();
        group.getToggles().clear();
        for (T choice : choices) {
            ToggleButton button = new ToggleButton(words.apply(choice));
            button.getStyleClass().add("segment");
            button.setId(getId() + "-" + words.apply(choice).replaceAll("\\W+", "-"));
            button.setUserData(choice);
            button.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(button, Priority.ALWAYS);
            button.setToggleGroup(group);
            button.setOnAction(_ -> picked.accept(choice));
            getChildren().add(button);
        }
        choose(choices.getFirst());
    }

    public void choose(T choice) {
        group.getToggles().stream().filter(toggle -> toggle.getUserData().equals(choice)).findFirst().ifPresent(group::selectToggle);
    }

    /** @param told of each that a person picks, the one that is chosen already too */
    public void onPick(Consumer<T> told) {
        picked = told;
    }

    public T chosen() {
        return value.get();
    }

    public ReadOnlyObjectProperty<T> valueProperty() {
        return value.getReadOnlyProperty();
    }
}
