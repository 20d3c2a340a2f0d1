package dev.vitrine.app.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The one selection that all panes share. Changing screens keeps it. For the toolkit's thread. */
public final class Selection {

    private final ReadOnlyObjectWrapper<Selected> current = new ReadOnlyObjectWrapper<>(this, "current", new Selected.Nothing());

    public ReadOnlyObjectProperty<Selected> currentProperty() {
        return current.getReadOnlyProperty();
    }

    public Selected current() {
        return current.get();
    }

    public void select(Selected selected) {
        current.set(selected);
    }

    public void clear() {
        current.set(new Selected.Nothing());
    }
}
