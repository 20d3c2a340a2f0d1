package dev.vitrine.app.screen;

import java.util.List;

/** The screens there are, in the order of the rail. */
public final class Screens {

    private Screens() {}

    public static List<ScreenSpec> all() {
        return List.of(new ScreenSpec("stage", "Stage", "fth-share-2", "stage.fxml", StageController::new));
    }
}
