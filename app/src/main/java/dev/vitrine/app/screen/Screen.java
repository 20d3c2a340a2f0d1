package dev.vitrine.app.screen;

import dev.vitrine.app.source.Inbox;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.scene.Parent;

/**
 * A screen's controller, as the shell sees it. All calls of this interface come on the toolkit's thread.
 *
 * <pre>
 *   in the background                                 on the toolkit's thread
 *   made ──► FXML loaded, initialize()  ──►  onMade ──► onShow ──► onFrame … onFrame ──► onHide
 *                                                          ▲                               │
 *                                                          └───────── next visit ──────────┘
 * </pre>
 * Constructor and {@code initialize()} run in the background, while no part of the screen is shown: they must not touch, nor listen to, what is shared
 * with others (selection, theme, feed); {@link #onMade} does. A hidden screen costs nothing: no frames, no timers of its own. Place, filters and scroll stay, because the screen stays.
 */
public interface Screen {

    /** It is made, and not yet shown. Joins what it shares with other screens; once. */
    default void onMade() {}

    /**
     * Backstage, while it gets its room line by line: shows what is now as a visitor would see it, so that rows are made and dressed then and not when
     * the visitor comes. Must not touch what is shared.
     */
    default void rehearse(ClusterSnapshot now) {}

    /** The end of the rehearsal: everything as {@link #onMade} left it, but for what nobody can see. */
    default void rehearsed() {}

    /**
     * The like of what will stand over the screen once somebody asks for it: a sheet, a panel. It is dressed backstage and never shown, so that the
     * first real one comes quickly. Made in the background, as the screen is.
     */
    default List<Parent> understudies() {
        return List.of();
    }

    /** It is now to be seen. Starts what costs something. */
    default void onShow() {}

    /** It is not to be seen any more. Stops all that costs something. */
    default void onHide() {}

    /** Once a frame while it is shown. Most screens act only where {@link Inbox.Frame#hasNews}. Must be quick. */
    default void onFrame(Inbox.Frame frame) {}

    /** It is shown to others from now on, or no longer: only what is looked at should be seen. The stage alone is. */
    default void onPresent(boolean on) {}

    /** What it says of its own work in the display of figures (F12); most say nothing. */
    default String figures() {
        return "";
    }

    /** A screen that paints, and therefore wants to know how large its pixels are. Told before its FXML is loaded. */
    interface Zoomed {
        void zoom(DoubleProperty zoom);
    }
}
