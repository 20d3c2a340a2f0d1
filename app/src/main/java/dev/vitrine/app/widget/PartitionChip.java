package dev.vitrine.app.widget;

import javafx.scene.control.Label;

/** A partition's number on its hue: the same wherever a partition is spoken of. */
public final class PartitionChip extends Label {

    public PartitionChip(int partition) {
        super(String.valueOf(partition));
        getStyleClass().setAll("chip", "hue-" + Palette.hueIndex(partition));
        setAccessibleText("partition " + partition);
    }
}
