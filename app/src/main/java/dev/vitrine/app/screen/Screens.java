package dev.vitrine.app.screen;

import dev.vitrine.app.screen.topics.TopicsController;
import java.util.List;

/** The screens there are, in the order of the rail. */
public final class Screens {

    private Screens() {}

    public static List<ScreenSpec> all() {
        return List.of(
                new ScreenSpec("stage", "Stage", "fth-share-2", "stage.fxml", StageController::new),
                new ScreenSpec("topics", "Topics", "fth-layers", "topics.fxml", TopicsController::new));
    }
}
