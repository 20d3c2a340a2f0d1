package dev.vitrine.app.widget;

import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The room that is left over in a row: it pushes what stands before it to the left, and what stands behind it to the right. */
public final class Spring extends Region {

    public Spring() {
        HBox.setHgrow(this, Priority.ALWAYS);
    }
}
