package dev.vitrine.app.widget;

import java.util.List;
import javafx.scene.layout.Region;

/** What stands for a member of a group: a shape, because hues stand for partitions. The shapes come again after the sixth; names tell. */
public final class MemberShape extends Region {

    private static final List<String> SHAPES = List.of("circle", "square", "triangle", "diamond", "hexagon", "cross");

    /** @param place from 0 in the order of the members' names */
    public MemberShape(int place) {
        getStyleClass().addAll("member-shape", "member-" + SHAPES.get(Math.floorMod(place, SHAPES.size())));
        setMouseTransparent(true);
    }
}
