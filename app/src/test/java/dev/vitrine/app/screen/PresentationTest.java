package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.testing.FamilyDay;
import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.app.widget.ZoomPane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresentationTest {

    @TempDir Path folder;

    private final ScriptedSource cluster = new ScriptedSource(System::currentTimeMillis);
    private final FamilyDay day = new FamilyDay(cluster, 500);
    private final ScheduledExecutorService play = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private AppWindow window;
    private boolean closed;

    @BeforeEach
    void open() throws Exception {
        window = AppWindow.open(folder.resolve("app.properties"), AppWindow.screens("stage", "topics", "settings"), _ -> cluster, LaunchOptions.defaults()).serving();
        play.scheduleAtFixedRate(() -> day.step(10), 10, 10, TimeUnit.MILLISECONDS);
        window.size(1280, 800);
        window.await(".member");
    }

    @AfterEach
    void close() {
        play.shutdownNow();
        if (!closed) {
            window.close();
        }
    }

    private double zoom() {
        return AppWindow.call(() -> ((ZoomPane) window.stage().getScene().getRoot()).zoomProperty().get());
    }

    @Test
    void only_the_picture_the_bar_of_time_and_a_sentence_are_left_and_large() throws Exception {
        AppWindow.until("something is told", () -> !window.stage().getScene().getRoot().lookupAll(".feed-text").isEmpty());
        window.press(KeyCode.F5);

        AppWindow.until("the rail steps back", () -> window.find(".rail") == null);
        assertThat(window.find(".top-bar")).isNull();
        assertThat(window.find(".feed-text")).as("the panels below").isNull();
        assertThat(window.find(".internal-toggle")).isNull();
        assertThat(window.find(".time-bar")).isNotNull();
        AppWindow.until("a sentence tells what happens", () -> window.text(".sentence-words").endsWith("."));
        assertThat(zoom()).as("letters are larger").isGreaterThan(1);
        window.picture("presentation");

        window.press(KeyCode.ESCAPE);
        AppWindow.until("everything is back", () -> window.find(".rail") != null && window.find(".top-bar") != null);
        assertThat(window.find(".sentence-words")).isNull();
        assertThat(zoom()).isEqualTo(1);
        assertThat(AppWindow.call(() -> window.stage().isFullScreen())).isFalse();
    }

    @Test
    void whoever_goes_to_another_screen_has_left_it() {
        window.press(KeyCode.F5);
        AppWindow.until("it is on", () -> window.find(".sentence-words") != null);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        AppWindow.until("the frame is back", () -> window.find(".rail") != null);
        assertThat(window.find(".sentence-words")).isNull();
    }

    @Test
    void reduced_motion_is_chosen_in_the_settings_and_remembered() throws Exception {
        window.press(KeyCode.CONTROL, KeyCode.K);
        window.await(".palette-query");
        window.type("settings");
        window.press(KeyCode.ENTER);
        window.click("#motionReduced");
        AppWindow.until("it says what that means", () -> window.text("#motionNote").contains("nothing flies"));
        window.picture("settings-motion");
        window.close();
        closed = true;
        AppWindow.until("it is written down", () -> Files.exists(folder.resolve("app.properties"))
                && Files.readString(folder.resolve("app.properties")).contains("motion=reduced"));
    }
}
