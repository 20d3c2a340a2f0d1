package dev.vitrine.app.screen;

import java.util.function.Function;

/**
 * An entry of the rail.
 *
 * @param id         stable name, for {@link Navigator#show} and tests: {@code topics}
 * @param title      as on the rail
 * @param icon       Ikonli literal of the Feather pack: {@code fth-layers}
 * @param fxml       file beside the others in {@code dev/vitrine/ui/screen}: {@code topics.fxml}; it names no controller class
 * @param controller makes the controller, which FXML then fills
 */
public record ScreenSpec(String id, String title, String icon, String fxml, Function<ScreenContext, ? extends Screen> controller) {}
