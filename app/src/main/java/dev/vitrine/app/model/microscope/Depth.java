package dev.vitrine.app.model.microscope;

import dev.vitrine.app.model.Selected;
import java.util.List;

/** How closely one looks. The selection is the same at all three; so is the place on each. */
public enum Depth {
    STORY("Story", List.of("stage")),
    WORKBENCH("Workbench", List.of("topics", "messages", "groups", "composer", "actors", "cluster", "lab", "settings")),
    MICROSCOPE("Microscope", List.of("microscope"));

    private final String words;
    private final List<String> screens;

    Depth(String words, List<String> screens) {
        this.words = words;
        this.screens = screens;
    }

    public String words() {
        return words;
    }

    /** The depth that a screen belongs to. */
    public static Depth of(String screen) {
        return STORY.screens.contains(screen) ? STORY : MICROSCOPE.screens.contains(screen) ? MICROSCOPE : WORKBENCH;
    }

    /** The screen of this depth that shows what is selected. */
    public String screenFor(Selected selected) {
        if (this != WORKBENCH) {
            return screens.getFirst();
        }
        return switch (selected) {
            case Selected.Group _, Selected.Member _, Selected.Rebalance _ -> "groups";
            case Selected.Client _ -> "actors";
            case Selected.Broker _ -> "cluster";
            case Selected.Topic _, Selected.Partition _, Selected.Nothing _ -> "topics";
        };
    }
}
