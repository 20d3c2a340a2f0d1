package dev.vitrine.app.widget;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/** Shows its content larger or smaller, letters and lines alike, and gives it as much room as it then has. */
public final class ZoomPane extends Region {

    public static final double SMALLEST = 0.75;
    public static final double LARGEST = 2;

    private final DoubleProperty zoom = new SimpleDoubleProperty(this, "zoom", 1);
    private final Region content;
    private final Scale scale = new Scale(1, 1);

    public ZoomPane(Region content) {
        this.content = content;
        content.setManaged(false);
        content.getTransforms().add(scale);
        getChildren().add(content);
        zoom.addListener(_ -> requestLayout());
    }

    public DoubleProperty zoomProperty() {
        return zoom;
    }

    /** One step of a tenth, within the limits. @param steps negative for smaller */
    public void step(int steps) {
        set(Math.rint(zoom.get() * 10 + steps) / 10);
    }

    public void set(double to) {
        zoom.set(Math.max(SMALLEST, Math.min(LARGEST, to)));
    }

    public Parent content() {
        return content;
    }

    @Override
    protected void layoutChildren() {
        scale.setX(zoom.get());
        scale.setY(zoom.get());
        content.resizeRelocate(0, 0, Math.ceil(getWidth() / zoom.get()), Math.ceil(getHeight() / zoom.get()));
    }
}
