package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Remembered;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.app.widget.Look;
import dev.vitrine.engine.StartRefused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {

    @TempDir Path folder;

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final ScriptedSource cluster = new ScriptedSource(System::currentTimeMillis);
    private AppWindow window;

    private final class Probe implements Screen {

        private int frames;

        @Override
        public void onShow() {
            calls.add("show");
        }

        @Override
        public void onHide() {
            calls.add("hide after " + (frames > 0 ? "frames" : "none"));
            frames = 0;
        }

        @Override
        public void onFrame(Inbox.Frame frame) {
            frames++;
            if (calls.getLast().startsWith("hide")) {
                calls.add("a frame while hidden");
            }
        }
    }

    private void open(Function<LaunchOptions, ClusterSource> starter) throws Exception {
        List<ScreenSpec> screens = List.of(new ScreenSpec("stage", "Stage", "fth-share-2", "stage.fxml", StageController::new),
                new ScreenSpec("probe", "Probe", "fth-activity", "probe.fxml", _ -> new Probe()));
        window = AppWindow.open(folder.resolve("app.properties"), screens, starter, LaunchOptions.defaults());
    }

    @AfterEach
    void close() {
        if (window != null) {
            window.close();
        }
    }

    @Test
    void the_window_shows_the_address_and_a_way_to_connect() throws Exception {
        open(_ -> cluster);
        window.serving();

        assertThat(window.text("#address")).isEqualTo("localhost:9092");
        assertThat(window.text("#brokers")).isEqualTo("1 broker");
        window.await(".connect-title");
        assertThat(window.text(".connect-title")).isEqualTo("Your broker is running");
        assertThat(window.count(".connect-tab")).isEqualTo(4);
        window.picture("empty-stage-dark");
    }

    @Test
    void screens_are_reached_by_keyboard_and_a_hidden_one_gets_no_frames() throws Exception {
        open(_ -> cluster);
        window.serving();
        assertThat(calls).isEmpty();

        window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        AppWindow.until("the probe has had frames", () -> calls.equals(List.of("show")));
        window.await("#said");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.click("#rail-probe");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);

        assertThat(calls).doesNotContain("a frame while hidden").startsWith("show", "hide after frames", "show");
        assertThat(window.find("#said")).isNull();
    }

    @Test
    void after_a_click_on_the_rail_the_keys_are_the_screens_and_along_the_rail_they_change_it() throws Exception {
        open(_ -> cluster);
        window.serving();

        window.click("#rail-probe");
        window.await("#said");
        window.press(KeyCode.SPACE);
        AppWindow.until("paused", () -> window.text(".time-state").equals("PAUSED"));
        window.press(KeyCode.SPACE);
        AppWindow.until("live", () -> window.text(".time-state").equals("LIVE"));

        AppWindow.call(() -> {
            window.find("#rail-probe").requestFocus();
            return null;
        });
        window.press(KeyCode.UP);
        AppWindow.until("the stage is shown", () -> window.find("#said") == null);
    }

    @Test
    void the_theme_changes_at_a_click_and_is_remembered() throws Exception {
        open(_ -> cluster);
        window.serving();
        assertThat(light("#topBar")).isFalse();

        window.click("#theme");
        assertThat(light("#topBar")).isTrue();
        assertThat(light("#content > *")).as("the screen that is shown").isTrue();
        window.picture("empty-stage-light");

        window.close();
        AppWindow.until("it is written down", () -> new Remembered(folder.resolve("app.properties")).text("theme").filter("light"::equals).isPresent());
    }

    private boolean light(String part) {
        return Look.isLight(window.find(part));
    }

    @Test
    void a_port_that_is_taken_is_said_and_the_next_free_one_is_a_click_away() throws Exception {
        open(options -> {
            if (options.address().port() == 9092) {
                throw new StartRefused(new StartRefused.PortInUse("localhost", 9092));
            }
            return cluster;
        });
        AppWindow.until("the refusal is shown", () -> window.shell().broker().state() instanceof BrokerState.Refused);

        assertThat(window.text("#panelTitle")).isEqualTo("Port 9092 is already taken");
        assertThat(window.text("#panelActions .button")).startsWith("Use port ");
        window.picture("port-taken");
        window.click("#panelActions .button").serving();
        assertThat(window.shell().broker().options().address().port()).isGreaterThan(9092);
        assertThat(window.find("#panelTitle")).isNull();
    }

    @Test
    void a_data_folder_in_use_is_said_and_nothing_is_kept_instead_only_if_asked_for() throws Exception {
        open(options -> {
            if (!options.ephemeral()) {
                throw new StartRefused(new StartRefused.DataLocked(Path.of("data")));
            }
            return cluster;
        });
        AppWindow.until("the refusal is shown", () -> window.shell().broker().state() instanceof BrokerState.Refused);

        assertThat(window.text("#panelTitle")).isEqualTo("Vitrine is already running");
        window.click("#panelActions .button").serving();
    }

    @Test
    void a_start_that_fails_for_no_known_reason_is_said_and_can_be_tried_again() throws Exception {
        int[] tries = {0};
        open(_ -> {
            if (tries[0]++ == 0) {
                throw new IllegalStateException("the moon is in the wrong phase");
            }
            return cluster;
        });
        AppWindow.until("the refusal is shown", () -> window.shell().broker().state() instanceof BrokerState.Refused);

        assertThat(window.text("#panelText")).contains("the moon is in the wrong phase");
        window.click("#panelActions .button").serving();
    }

    @Test
    void closing_the_window_stops_the_broker_first() throws Exception {
        open(_ -> cluster);
        window.serving().close();

        assertThat(cluster.closed()).isTrue();
        assertThat(window.shell().broker().state()).isInstanceOf(BrokerState.Stopped.class);
    }

    @Test
    void the_app_is_zoomed_by_keyboard_within_limits() throws Exception {
        open(_ -> cluster);
        window.serving();
        for (int i = 0; i < 12; i++) {
            window.press(KeyCode.CONTROL, KeyCode.PLUS);
        }
        double large = AppWindow.call(() -> window.find("#root").getTransforms().getFirst().getMxx());
        assertThat(large).isEqualTo(2);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT0);
        assertThat(AppWindow.call(() -> window.find("#root").getTransforms().getFirst().getMxx())).isEqualTo(1);
    }
}
