package dev.vitrine.app.pictures;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;

/** The family of the introduction beside a busy topic: the stage, its depths, the past, a recording of it, and all screens. */
final class StageScenes {

    private final Studio studio;
    private final Angles angles;
    private final List<String> only;

    StageScenes(Studio studio, Angles angles, List<String> only) {
        this.studio = studio;
        this.angles = angles;
        this.only = only;
    }

    void take() {
        scene("family", this::family);
        scene("workbench", this::workbench);
        scene("past", this::past);
        scene("presentation", this::presentation);
        scene("replay", this::replay);
        scene("screens", this::screens);
    }

    private void scene(String name, Runnable take) {
        if (only.contains("") || only.contains(name)) {
            take.run();
            studio.show("stage");
        }
    }

    private void family() {
        studio.size(1440, 900);
        angles.shown("stage-dark");
        angles.ofThisMoment("family");
    }

    private void workbench() {
        studio.press("#depth-Workbench");
        studio.choose("#bench-topics", "orders");
        Pause.of(Duration.ofSeconds(3));
        angles.shown("workbench");
        angles.of("workbench");
        studio.press("#depth-Story");
        Pause.of(Duration.ofSeconds(1));
    }

    /** The same moment as a little while ago: now, and looked back at. */
    private void past() {
        studio.press(".time-state");
        studio.press(KeyCode.LEFT);
        Pause.of(Duration.ofSeconds(1));
        String then = studio.text(".time-clock");
        angles.take("past-as-it-was", "dark-1440x900");
        studio.press(".time-state");
        Pause.of(Duration.ofSeconds(8));
        studio.press(".time-state");
        studio.await("the same moment", () -> studio.text(".time-clock").equals(then) || studio.pressed(KeyCode.LEFT));
        Pause.of(Duration.ofSeconds(1));
        angles.take("past", "dark-1440x900");
        angles.of("past");
        studio.press(".time-state");
    }

    private void presentation() {
        presented("dark");
        studio.press("#theme");
        Pause.of(Duration.ofSeconds(1));
        presented("light");
        studio.press("#theme");
        Pause.of(Duration.ofSeconds(1));
    }

    private void presented(String theme) {
        studio.size(1280, 800);
        studio.press("#present");
        Pause.of(Duration.ofSeconds(2));
        angles.take("presentation", theme + "-1280x800");
        studio.size(2560, 1440);
        angles.take("presentation", theme + "-2560x1440");
        studio.press(KeyCode.ESCAPE);
        studio.size(1440, 900);
    }

    private void replay() {
        Path file = angles.folder().resolve("family.vitrine").toAbsolutePath();
        studio.share("Save the session", file);
        studio.await("it is saved", () -> studio.says(".medium", "Saved family.vitrine"));
        angles.take("session-saved", "dark-1440x900");
        studio.share("Open a session", file);
        Studio replay = studio.window("family.vitrine");
        replay.await("it plays", () -> replay.says(".time-state", "REPLAYING"));
        Angles of = new Angles(replay, angles.folder(), angles.folder());
        Pause.of(Duration.ofSeconds(3));
        replay.size(1280, 800);
        of.take("replay", "dark-1280x800");
        replay.press("#depth-Workbench");
        replay.choose("#bench-topics", "family-topic");
        Pause.of(Duration.ofSeconds(3));
        of.take("replay-workbench", "dark-1280x800");
        replay.press("#theme");
        Pause.of(Duration.ofSeconds(1));
        of.take("replay-workbench", "light-1280x800");
        replay.show("messages");
        replay.with("#topic", ComboBox.class, topics -> choose(topics, "family-topic"));
        replay.with("#search", TextInputControl.class, search -> {
            search.setText("4");
            search.fireEvent(new ActionEvent());
            return search;
        });
        Pause.of(Duration.ofSeconds(2));
        of.take("replay-search", "light-1280x800");
        replay.show("actors");
        Pause.of(Duration.ofSeconds(1));
        of.take("replay-actors", "light-1280x800");
        replay.press("#depth-Story");
        replay.press(".time-speed");
        replay.press(".time-speed");
        replay.press(".time-speed");
        Pause.of(Duration.ofSeconds(4));
        of.take("replay-ten-times", "light-1280x800");
        replay.press(".time-state");
        Pause.of(Duration.ofSeconds(1));
        of.take("replay-stopped", "light-1280x800");
        replay.leave();
    }

    /** Every screen in a small window, and the narrowest place of all: the composer beside a lesson. */
    private void screens() {
        studio.size(1280, 800);
        for (String screen : List.of("topics", "messages", "groups", "microscope", "actors", "lab", "lessons", "settings")) {
            studio.show(screen);
            choose(screen);
            Pause.of(Duration.ofSeconds(2));
            inBothThemes("screen-" + screen);
        }
        composer();
        inBothThemes("screen-composer");
        studio.size(1440, 900);
        studio.show("lessons");
        Pause.of(Duration.ofSeconds(1));
        studio.press("#lesson-message");
        studio.press("#lesson-there");
        Pause.of(Duration.ofSeconds(1));
        studio.press("#solve");
        studio.await("it is judged", () -> studio.can("#lesson-next"));
        Pause.of(Duration.ofSeconds(1));
        angles.shown("lesson");
        angles.of("lesson-message");
        studio.size(1280, 800);
        for (String screen : List.of("topics", "messages", "groups", "actors", "stage")) {
            studio.show(screen);
            Pause.of(Duration.ofSeconds(1));
            angles.take("beside-lesson-" + screen, "dark-1280x800");
        }
        studio.press("#close");
        studio.size(1440, 900);
    }

    private void choose(String screen) {
        switch (screen) {
            case "topics" -> studio.choose("#table", "orders");
            case "groups" -> studio.choose("#table", "billing");
            case "messages" -> studio.with("#topic", ComboBox.class, topics -> choose(topics, "family-topic"));
            default -> { }
        }
    }

    private void inBothThemes(String name) {
        angles.take(name, "dark-1280x800");
        studio.press("#theme");
        Pause.of(Duration.ofSeconds(1));
        angles.take(name, "light-1280x800");
        studio.press("#theme");
        Pause.of(Duration.ofSeconds(1));
    }

    private void composer() {
        studio.show("composer");
        studio.with("#topic", ComboBox.class, topics -> choose(topics, "family-topic"));
        studio.with("#key", Parent.class, field -> fill(field, "Text", "mom"));
        studio.with("#value", Parent.class, field -> fill(field, "JSON", "{\n  \"id\": 1,\n  \"content\": \"Hi Mom! Dinner at eight?\"\n}"));
        Pause.of(Duration.ofSeconds(1));
        studio.press("#send-button");
        Pause.of(Duration.ofSeconds(3));
    }

    /** Chooses a format by its button, and types into what is to be seen of the field. */
    private static Object fill(Parent field, String format, String text) {
        field.lookupAll(".toggle-button").stream().map(ToggleButton.class::cast).filter(button -> button.getText().equals(format)).forEach(ToggleButton::fire);
        field.lookupAll(".text-input").stream().filter(Node::isManaged).map(TextInputControl.class::cast).forEach(input -> input.setText(text));
        return field;
    }

    @SuppressWarnings("unchecked") // it offers names
    private static Object choose(ComboBox<?> topics, String topic) {
        ((ComboBox<Object>) topics).setValue(topic);
        return topics;
    }
}
