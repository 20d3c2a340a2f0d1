package dev.vitrine.app.widget;

import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;

/** Loads screens and parts of screens. Takes its time: screens are loaded in the background. */
public final class Fxml {

    private static final String FOLDER = "/dev/vitrine/ui/screen/";

    private Fxml() {}

    /** @param file as {@code topics.fxml}; it names no controller class */
    public static <T> T load(String file, Object controller) {
        FXMLLoader loader = new FXMLLoader(Fxml.class.getResource(FOLDER + file));
        loader.setController(controller);
        return load(loader, file);
    }

    /** A part of a screen whose root element is {@code fx:root}: the node is its own controller. @param file as {@code topic-detail.fxml} */
    public static void into(Node rootAndController, String file) {
        FXMLLoader loader = new FXMLLoader(Fxml.class.getResource(FOLDER + file));
        loader.setRoot(rootAndController);
        loader.setController(rootAndController);
        load(loader, file);
    }

    private static <T> T load(FXMLLoader loader, String file) {
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
