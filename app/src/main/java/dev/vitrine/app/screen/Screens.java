package dev.vitrine.app.screen;

import dev.vitrine.app.model.composer.DraftTable;
import dev.vitrine.app.screen.actors.ActorsController;
import dev.vitrine.app.screen.cluster.ClusterController;
import dev.vitrine.app.screen.composer.ComposerController;
import dev.vitrine.app.screen.groups.GroupsController;
import dev.vitrine.app.screen.lab.LabController;
import dev.vitrine.app.screen.lessons.LessonsController;
import dev.vitrine.app.screen.messages.MessagesController;
import dev.vitrine.app.screen.microscope.MicroscopeController;
import dev.vitrine.app.screen.settings.SettingsController;
import dev.vitrine.app.screen.topics.TopicsController;
import dev.vitrine.app.screen.workbench.WorkbenchController;
import java.util.List;
import java.util.Map;

/** The screens there are, in the order of the rail. */
public final class Screens {

    private static final Map<String, String> WITHOUT_BROKER = Map.of(
            "composer", "Nothing can be sent: there is no broker that would take it.",
            "microscope", "Batches and segments are read from a broker's log, and a recording has none.",
            "lessons", "A lesson is played with a live broker.");

    private Screens() {}

    public static List<ScreenSpec> all() {
        DraftTable drafts = new DraftTable();
        return List.of(
                new ScreenSpec("stage", "Stage", "fth-share-2", "stage.fxml", StageController::new),
                new ScreenSpec("topics", "Topics", "fth-layers", "topics.fxml", TopicsController::new),
                new ScreenSpec("messages", "Messages", "fth-message-square", "messages.fxml", context -> new MessagesController(context, drafts)),
                new ScreenSpec("groups", "Groups", "fth-users", "groups.fxml", GroupsController::new),
                new ScreenSpec("microscope", "Microscope", "fth-zoom-in", "microscope.fxml", MicroscopeController::new),
                new ScreenSpec("composer", "Composer", "fth-edit-3", "composer.fxml", context -> new ComposerController(context, drafts)),
                new ScreenSpec("actors", "Actors", "fth-smile", "actors.fxml", ActorsController::new),
                new ScreenSpec("cluster", "Cluster", "fth-server", "cluster.fxml", ClusterController::new),
                new ScreenSpec("lab", "Lab", "fth-grid", "lab.fxml", LabController::new),
                new ScreenSpec("lessons", "Lessons", "fth-award", "lessons.fxml", LessonsController::new),
                new ScreenSpec("settings", "Settings", "fth-settings", "settings.fxml", SettingsController::new));
    }

    /** What comes up beside the stage: it has no place on the rail. */
    static ScreenSpec workbench() {
        return new ScreenSpec("workbench", "Workbench", "fth-columns", "workbench.fxml", WorkbenchController::new);
    }

    /** The same for a recording: what needs a broker says so instead. */
    public static List<ScreenSpec> ofRecording() {
        return all().stream().map(spec -> spec.id().equals("actors") ? new ScreenSpec(spec.id(), spec.title(), spec.icon(), "recording.fxml", RecordedCast::new)
                : WITHOUT_BROKER.containsKey(spec.id()) ? new ScreenSpec(spec.id(), spec.title(), spec.icon(), "recording.fxml",
                        _ -> new RecordingNote(spec.title(), WITHOUT_BROKER.get(spec.id()))) : spec).toList();
    }
}
