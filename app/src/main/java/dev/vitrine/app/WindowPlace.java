package dev.vitrine.app;

import dev.vitrine.app.model.Remembered;
import java.util.OptionalDouble;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Where the window stood last time, as far as there still is a screen there. */
final class WindowPlace {

    private static final double WANTED_WIDTH = 1440;
    private static final double WANTED_HEIGHT = 900;

    private final Stage stage;
    private final Remembered remembered;

    WindowPlace(Stage stage, Remembered remembered) {
        this.stage = stage;
        this.remembered = remembered;
    }

    void restore() {
        Rectangle2D primary = Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.min(remembered.number("window.width").orElse(WANTED_WIDTH), primary.getWidth()));
        stage.setHeight(Math.min(remembered.number("window.height").orElse(WANTED_HEIGHT), primary.getHeight()));
        OptionalDouble x = remembered.number("window.x");
        OptionalDouble y = remembered.number("window.y");
        if (x.isPresent() && y.isPresent() && !Screen.getScreensForRectangle(x.getAsDouble(), y.getAsDouble(), 200, 100).isEmpty()) {
            stage.setX(x.getAsDouble());
            stage.setY(y.getAsDouble());
        }
        stage.setMaximized(remembered.text("window.maximized").filter("true"::equals).isPresent());
    }

    void remember() {
        boolean large = stage.isMaximized() || stage.isFullScreen();
        remembered.put("window.maximized", stage.isMaximized());
        if (!large) {
            remembered.put("window.x", stage.getX());
            remembered.put("window.y", stage.getY());
            remembered.put("window.width", stage.getWidth());
            remembered.put("window.height", stage.getHeight());
        }
    }
}
