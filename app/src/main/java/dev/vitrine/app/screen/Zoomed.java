package dev.vitrine.app.screen;

import javafx.beans.property.DoubleProperty;

/** A screen that paints, and therefore wants to know how large its pixels are. Told before its FXML is loaded. */
public interface Zoomed {

    void zoom(DoubleProperty zoom);
}
