/**
 * One FXML controller per screen, the shell around them, and the contract between both ({@link dev.vitrine.app.screen.Screen},
 * {@link dev.vitrine.app.screen.ScreenContext}). A controller binds and forwards; logic stands in {@code model}.
 */
package dev.vitrine.app.screen;
