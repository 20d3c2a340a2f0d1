package dev.vitrine.app.widget;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.vitrine.app.model.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;

/** Dresses the app: the base theme for all controls, our tokens over it, our style sheets over these. */
public final class Looks {

    private static final String PLACE = "/dev/vitrine/ui/theme/";
    private static final List<String> SHEETS = List.of("base.css", "shell.css", "stage.css");

    private Looks() {}

    /** @param zoom of the whole app: popups, which lie outside its scaled root, take it as the size of their letters */
    public static void dress(Scene scene, Theme theme, double zoom) {
        Application.setUserAgentStylesheet((theme == Theme.DARK ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
        scene.getStylesheets().setAll(sheets(theme, zoom));
    }

    /** The style sheets over the base theme. */
    public static List<String> sheets(Theme theme, double zoom) {
        List<String> sheets = new ArrayList<>();
        sheets.add(url("tokens-" + theme.id() + ".css"));
        SHEETS.forEach(sheet -> sheets.add(url(sheet)));
        if (zoom != 1) {
            sheets.add("data:text/css," + String.format(Locale.ROOT, ".context-menu,.combo-box-popup,.tooltip,.popover{-fx-font-size:%.1fpx;}", 13 * zoom).replace("#", "%23"));
        }
        return sheets;
    }

    private static String url(String sheet) {
        return Objects.requireNonNull(Looks.class.getResource(PLACE + sheet), sheet).toExternalForm();
    }
}
