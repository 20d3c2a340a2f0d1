package dev.vitrine.app.widget;

import dev.vitrine.app.model.Theme;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/**
 * The theme that one part of the window wears. Each part wears it by itself: a change of theme then costs as much as what is seen of it, and parts
 * that nobody sees change one after the other. Style sheets stay the same all the while; only what the tokens stand for changes.
 */
public final class Look {

    private static final String WEARER = "look";
    private static final PseudoClass LIGHT = PseudoClass.getPseudoClass("light");

    private Look() {}

    public static void wear(Node part, Theme theme) {
        if (!part.getStyleClass().contains(WEARER)) {
            part.getStyleClass().add(WEARER);
        }
        part.pseudoClassStateChanged(LIGHT, theme == Theme.LIGHT);
    }

    /** Wears the theme from now on, whatever it becomes. */
    public static void follow(Node part, ObservableValue<Theme> theme) {
        theme.subscribe(now -> wear(part, now));
    }

    public static boolean isLight(Node part) {
        return part.getPseudoClassStates().contains(LIGHT);
    }
}
