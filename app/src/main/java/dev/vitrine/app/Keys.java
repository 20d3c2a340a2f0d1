package dev.vitrine.app;

import dev.vitrine.app.screen.ShellController;
import dev.vitrine.app.widget.ZoomPane;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** The keys that work on every screen. Ctrl is Cmd on a Mac. */
final class Keys {

    private static final int NUMBERED = 9;

    private Keys() {}

    static void install(Scene scene, ShellController shell, ZoomPane zoom, Runnable fullScreen) {
        for (int n = 1; n <= NUMBERED; n++) {
            int number = n;
            on(scene, KeyCode.getKeyCode(String.valueOf(n)), () -> shell.showNth(number), KeyCombination.SHORTCUT_DOWN);
        }
        on(scene, KeyCode.K, shell::openPalette, KeyCombination.SHORTCUT_DOWN);
        on(scene, KeyCode.F5, shell::togglePresentation);
        on(scene, KeyCode.F11, fullScreen);
        on(scene, KeyCode.F12, shell::toggleHud);
        for (KeyCode larger : new KeyCode[] {KeyCode.PLUS, KeyCode.EQUALS, KeyCode.ADD}) {
            on(scene, larger, () -> zoom.step(1), KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_ANY);
        }
        for (KeyCode smaller : new KeyCode[] {KeyCode.MINUS, KeyCode.SUBTRACT}) {
            on(scene, smaller, () -> zoom.step(-1), KeyCombination.SHORTCUT_DOWN);
        }
        for (KeyCode zero : new KeyCode[] {KeyCode.DIGIT0, KeyCode.NUMPAD0}) {
            on(scene, zero, () -> zoom.set(1), KeyCombination.SHORTCUT_DOWN);
        }
    }

    private static void on(Scene scene, KeyCode code, Runnable run, KeyCombination.Modifier... modifiers) {
        scene.getAccelerators().put(new KeyCodeCombination(code, modifiers), run);
    }
}
