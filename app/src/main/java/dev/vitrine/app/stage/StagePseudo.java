package dev.vitrine.app.stage;

import javafx.css.PseudoClass;

/** States that the style sheet of the stage knows. */
final class StagePseudo {

    static final PseudoClass IDLE = PseudoClass.getPseudoClass("idle");
    static final PseudoClass BEHIND = PseudoClass.getPseudoClass("behind");
    /** Where a word stands in a figure's place. */
    static final PseudoClass WORDS = PseudoClass.getPseudoClass("words");

    private StagePseudo() {}
}
