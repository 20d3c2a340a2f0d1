package dev.vitrine.app.widget;

import javafx.scene.control.Label;

/** Some lines of words, as high as they are at a width of its own: for menus, which ask how high something is without saying how wide it will be. */
final class Paragraph extends Label {

    private final double width;

    Paragraph(String words, double width) {
        super(words);
        this.width = width;
        setWrapText(true);
        setMinHeight(USE_PREF_SIZE);
        setPrefWidth(width);
    }

    @Override
    protected double computePrefHeight(double given) {
        return super.computePrefHeight(given < 0 ? width : given);
    }
}
