package dev.vitrine.app.widget;

import atlantafx.base.theme.PrimerDark;
import dev.vitrine.app.model.Theme;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;

/**
 * Dresses the app: the base theme for all controls, our tokens over it, our style sheets over these. Once: a style sheet that comes or goes would
 * have everything in the window, seen or not, dressed again at one go. What changes with the theme is the {@link Look} of each part.
 */
public final class Looks {

    private static final String PLACE = "/dev/vitrine/ui/theme/";
    private static final List<String> SHEETS = List.of("tokens-dark.css", "tokens-light.css", "base.css", "shell.css", "stage.css");

    private Looks() {}

    /** @param theme whose ground is seen where no part of the window covers it */
    public static void dress(Scene scene, ObservableValue<Theme> theme) {
        Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
        scene.getStylesheets().setAll(SHEETS.stream().map(Looks::url).toList());
        theme.subscribe(now -> scene.setFill(Palette.of(now).color("bg")));
    }

    private static String url(String sheet) {
        return Objects.requireNonNull(Looks.class.getResource(PLACE + sheet), sheet).toExternalForm();
    }
}
