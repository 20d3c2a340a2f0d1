package dev.vitrine.app.widget;

import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A paragraph; what stands between backquotes is set as a name or a setting. */
public final class Prose extends TextFlow {

    /** @param styleClasses of the words that aren't names */
    public Prose(String text, String... styleClasses) {
        getStyleClass().add("prose");
        String[] parts = text.split("`", -1);
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                Text words = new Text(parts[i]);
                words.getStyleClass().setAll(i % 2 == 0 ? styleClasses : new String[] {"prose-name"});
                getChildren().add(words);
            }
        }
    }
}
