package dev.vitrine.app.widget;

import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/** A member's badge: members have shapes, because hues belong to partitions. */
public final class MemberShape extends Region {

    private static final String[] SHAPES = {"circle", "square", "triangle", "diamond"};
    private static final double SIZE = 16;

    /** @param shape 0 circle, 1 square, 2 triangle, 3 diamond, then again */
    public MemberShape(int shape) {
        getStyleClass().addAll("member-shape", SHAPES[Math.floorMod(shape, SHAPES.length)]);
        setMinSize(SIZE, SIZE);
        setPrefSize(SIZE, SIZE);
        setMaxSize(SIZE, SIZE);
        resize(SIZE, SIZE);
    }

    /** Grey for one that owns nothing. */
    public void idle(boolean idle) {
        pseudoClassStateChanged(PseudoClass.getPseudoClass("idle"), idle);
    }
}
