package dev.vitrine.app.widget;

import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;

/** Loads a part of a screen whose root element is {@code fx:root}: the node is its own controller. */
public final class Fxml {

    private static final String FOLDER = "/dev/vitrine/ui/screen/";

    private Fxml() {}

    /** @param file beside the screens' own, as {@code topic-detail.fxml} */
    public static void into(Node rootAndController, String file) {
        FXMLLoader loader = new FXMLLoader(Fxml.class.getResource(FOLDER + file));
        loader.setRoot(rootAndController);
        loader.setController(rootAndController);
        try {
            loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
