package dev.vitrine.app.widget;

import javafx.animation.AnimationTimer;
import javafx.scene.Parent;

/**
 * Brings something large into the window a few nodes at a time, unseen until it is whole. The first sheet of its kind takes a tenth of a second to be dressed:
 * in one piece nothing else would be answered meanwhile. Where all has been seen before, it is there in one frame.
 */
public final class Entrance extends AnimationTimer {

    private static final long NANOS_A_FRAME = 8_000_000;
    /** What it is put into may make room for it only when it is laid out. */
    private static final int FRAMES_TO_COME_IN = 3;

    private final Parent node;
    private final Assembly assembly;
    private final Runnable whole;
    private boolean in;
    private int waited;

    private Entrance(Parent node, Runnable whole) {
        this.node = node;
        this.assembly = Assembly.ofShown(node);
        this.whole = whole;
    }

    /** @param node not in the window yet; @param enter brings it there; @param whole told when all of it is there */
    public static void of(Parent node, Runnable enter, Runnable whole) {
        Entrance entrance = new Entrance(node, whole);
        node.setOpacity(0);
        enter.run();
        entrance.handle(0);
        entrance.start();
    }

    @Override
    public void handle(long now) {
        long until = System.nanoTime() + NANOS_A_FRAME;
        in |= node.getScene() != null;
        if (!in && waited++ < FRAMES_TO_COME_IN) {
            return;
        }
        // Who has left meanwhile gets all that is its own at once: it costs nothing outside of a window.
        boolean gone = node.getScene() == null;
        boolean done = assembly.step();
        while (!done && (gone || System.nanoTime() < until)) {
            node.applyCss();
            done = assembly.step();
        }
        if (done) {
            stop();
            node.setOpacity(1);
            whole.run();
        }
    }
}
