package dev.vitrine.app.model;

import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * How much moves: what the person chose, and what the platform asks for where nothing was chosen. Reduced, what would fly or ease is in its place at
 * once; nothing is left out of what is told. For the toolkit's thread.
 */
public final class Motion {

    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(this, "choice", Choice.SYSTEM);
    private final BooleanProperty system = new SimpleBooleanProperty(this, "system", false);
    private final ReadOnlyBooleanWrapper reduced = new ReadOnlyBooleanWrapper(this, "reduced", false);

    /** What a person can choose. */
    public enum Choice {
        SYSTEM,
        REDUCED,
        FULL;

        /** As it is remembered: {@code system}, {@code reduced}, {@code full}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What is not known is as the platform says. */
        public static Choice of(String id) {
            for (Choice choice : values()) {
                if (choice.id().equals(id)) {
                    return choice;
                }
            }
            return SYSTEM;
        }
    }

    public Motion() {
        reduced.bind(Bindings.createBooleanBinding(() -> switch (choice.get()) {
            case SYSTEM -> system.get();
            case REDUCED -> true;
            case FULL -> false;
        }, choice, system));
    }

    public ObjectProperty<Choice> choiceProperty() {
        return choice;
    }

    /** Whether the platform asks for less motion; false where it doesn't say. */
    public BooleanProperty systemProperty() {
        return system;
    }

    public ReadOnlyBooleanProperty reducedProperty() {
        return reduced.getReadOnlyProperty();
    }

    public boolean isReduced() {
        return reduced.get();
    }
}
