package dev.vitrine.app.widget;

import dev.vitrine.app.model.Motion;
import javafx.scene.Node;
import javafx.scene.Scene;

/** Where what moves asks how much it may move: the window's {@link Motion}, from any node within it. */
public final class Stillness {

    private Stillness() {}

    /** All that is in this window goes by it from now on. */
    public static void install(Scene scene, Motion motion) {
        scene.getProperties().put(Motion.class, motion);
    }

    /** The window's motion; one that nothing has reduced where the node is in no window. */
    public static Motion of(Node node) {
        Scene scene = node.getScene();
        return scene != null && scene.getProperties().get(Motion.class) instanceof Motion motion ? motion : new Motion();
    }

    /** Whether this node should stand still rather than fly, fade or ease. Cheap enough for every frame. */
    public static boolean wanted(Node node) {
        Scene scene = node.getScene();
        return scene != null && scene.getProperties().get(Motion.class) instanceof Motion motion && motion.isReduced();
    }
}
