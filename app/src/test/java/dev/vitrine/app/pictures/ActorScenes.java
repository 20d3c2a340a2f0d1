package dev.vitrine.app.pictures;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;

/** What actors of the app play: an eager rebalance beside a cooperative one, a crash, transactions; the lab. */
final class ActorScenes {

    private static final int REBALANCES = 3;

    private final Studio studio;
    private final Angles angles;
    private final List<String> only;

    ActorScenes(Studio studio, Angles angles, List<String> only) {
        this.studio = studio;
        this.angles = angles;
        this.only = only;
    }

    void take() {
        scene("lab", this::lab);
        scene("transactions", this::transactions);
        scene("rebalances", this::rebalances);
        scene("crash", this::crash);
    }

    private void scene(String name, Runnable take) {
        if (only.contains("") || only.contains(name)) {
            take.run();
            everybodyGoes();
        }
    }

    /** The next scene may call the same cast: of two of one name the second would be called otherwise. */
    private void everybodyGoes() {
        studio.show("actors");
        Pause.of(Duration.ofSeconds(1));
        while (studio.shows("#remove")) {
            studio.press("#remove");
            Pause.of(Duration.ofMillis(500));
        }
    }

    private void call(String cast) {
        studio.show("actors");
        studio.with("#casts", MenuButton.class, casts -> {
            casts.getItems().stream().filter(item -> item.getText().equals(cast)).findFirst().orElseThrow().fire();
            return casts;
        });
        Pause.of(Duration.ofSeconds(1));
    }

    private void lab() {
        studio.show("lab");
        Pause.of(Duration.ofSeconds(1));
        studio.press("#lab-join");
        Pause.of(Duration.ofSeconds(2));
        angles.of("lab-assignors");
    }

    private void transactions() {
        call("Transactions");
        Pause.of(Duration.ofSeconds(15));
        studio.show("microscope");
        studio.press("#kind-Partition"); // an actor may be selected: then the broker it speaks to is looked at
        studio.with("#subject", ComboBox.class, subjects -> choose(subjects, "payments-0"));
        Pause.of(Duration.ofSeconds(3));
        studio.with(".strip", Node.class, strip -> {
            strip.requestFocus();
            return strip;
        });
        studio.await("a batch of records, not a marker", () -> studio.can("#read") || studio.pressed(KeyCode.UP));
        studio.press("#read");
        studio.await("its records", () -> studio.says("#recordsNote", "record"));
        studio.await("an open transaction", () -> studio.says(".label", "has been open"));
        Pause.of(Duration.ofMillis(300));
        angles.shown("microscope");
        angles.of("microscope-transactions");
    }

    private void rebalances() {
        call("Eager beside cooperative");
        studio.show("stage");
        Pause.of(Duration.ofSeconds(20));
        studio.show("actors");
        studio.choose("#table", "gentle-3");
        studio.press("#leave");
        studio.choose("#table", "eager-3");
        studio.press("#leave");
        studio.show("stage");
        Pause.of(Duration.ofSeconds(6));
        theatre("gentle");
        angles.shown("theatre");
        angles.of("theatre-cooperative");
        theatre("eager");
        angles.of("theatre-eager");
    }

    private void theatre(String group) {
        studio.show("groups");
        studio.choose("#table", group);
        studio.with("#tabs", TabPane.class, tabs -> {
            tabs.getSelectionModel().select(REBALANCES);
            return tabs;
        });
        Pause.of(Duration.ofSeconds(2));
    }

    /** A member crashes: its partitions wait until its session has timed out, then the others catch up. First as a film, then once more for the camera. */
    private void crash() {
        call("Eager beside cooperative");
        studio.show("stage");
        Pause.of(Duration.ofSeconds(18));
        crash("gentle-2");
        Pause.of(Duration.ofSeconds(19));
        Path film = angles.folder().resolve("crash.gif").toAbsolutePath();
        studio.share("Save the last 30 seconds", film);
        Pause.of(Duration.ofSeconds(1));
        angles.take("film-in-the-making", "dark-1440x900");
        studio.await("the film is saved", () -> studio.says(".medium", "Saved crash.gif"));
        angles.shown("crash.gif", film);
        crash("gentle-1");
        Pause.of(Duration.ofSeconds(7));
        angles.ofThisMoment("crash-lag-piles-up");
        angles.ofThisMoment("crash-drains");
    }

    private void crash(String member) {
        studio.show("actors");
        studio.choose("#table", member);
        studio.press("#crash");
        studio.show("stage");
    }

    @SuppressWarnings("unchecked") // it offers names
    private static Object choose(ComboBox<?> box, String name) {
        ((ComboBox<Object>) box).setValue(name);
        return box;
    }
}
