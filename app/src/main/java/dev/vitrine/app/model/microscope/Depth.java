package dev.vitrine.app.model.microscope;

/** How closely one looks: at the picture, at the picture with its tables, or at one thing from as near as it gets. The selection is the same at all three. */
public enum Depth {
    STORY("Story", "stage"),
    WORKBENCH("Workbench", "stage"),
    MICROSCOPE("Microscope", "microscope");

    private final String words;
    private final String screen;

    Depth(String words, String screen) {
        this.words = words;
        this.screen = screen;
    }

    public String words() {
        return words;
    }

    /** The screen that one looks at. */
    public String screen() {
        return screen;
    }

    /** The depth that a screen belongs to. @param ofStage how closely one looks at the stage, where it is the stage */
    public static Depth of(String screen, Depth ofStage) {
        return screen.equals(STORY.screen) ? ofStage : screen.equals(MICROSCOPE.screen) ? MICROSCOPE : WORKBENCH;
    }
}
