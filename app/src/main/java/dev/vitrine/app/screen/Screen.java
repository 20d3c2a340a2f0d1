package dev.vitrine.app.screen;

import dev.vitrine.app.source.Inbox;

/**
 * A screen's controller, as the shell sees it. All calls come on the toolkit's thread.
 *
 * <pre>
 *   made on first visit ──► FXML loaded, initialize() ──► onShow ──► onFrame … onFrame ──► onHide
 *                                                            ▲                               │
 *                                                            └───────── next visit ──────────┘
 * </pre>
 * A hidden screen costs nothing: no frames, no timers of its own. Place, filters and scroll stay, because the screen stays.
 */
public interface Screen {

    /** It is now to be seen. Starts what costs something. */
    default void onShow() {}

    /** It is not to be seen any more. Stops all that costs something. */
    default void onHide() {}

    /** Once a frame while it is shown. Most screens act only where {@link Inbox.Frame#hasNews}. Must be quick. */
    default void onFrame(Inbox.Frame frame) {}

    /** What it says of its own work in the display of figures (F12); most say nothing. */
    default String figures() {
        return "";
    }
}
