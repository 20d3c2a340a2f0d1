package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.testing.FamilyDay;
import dev.vitrine.app.testing.ScriptedSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a mark on the bar of time to the rebalance that it stands for, as it was. */
class TimeMarkTest {

    @TempDir Path folder;

    private final ScriptedSource cluster = new ScriptedSource(System::currentTimeMillis);
    private final FamilyDay day = new FamilyDay(cluster, 500);
    private final ScheduledExecutorService play = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private AppWindow window;

    @AfterEach
    void close() {
        play.shutdownNow();
        window.close();
    }

    private boolean says(String selector, String part) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream().filter(AppWindow::shown)
                .anyMatch(node -> node instanceof Labeled labeled && labeled.getText() != null && labeled.getText().contains(part));
    }

    /** As the toolkit tells of a double click: a robot's two clicks may be too far apart on a busy machine. */
    private boolean doubleClickOnTheBand() {
        Node band = window.stage().getScene().getRoot().lookupAll(".time-rebalance").stream().findFirst().orElseThrow();
        Node bar = window.stage().getScene().getRoot().lookup(".time-bar");
        Bounds place = bar.sceneToLocal(band.localToScene(band.getBoundsInLocal()));
        for (EventType<MouseEvent> type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_CLICKED)) {
            bar.fireEvent(new MouseEvent(bar, bar, type, place.getMinX() + 1, place.getCenterY(), 0, 0, MouseButton.PRIMARY, 2, false, false, false, false,
                    true, false, false, false, false, true, new PickResult(bar, place.getMinX() + 1, place.getCenterY())));
        }
        return true;
    }

    @Test
    void a_double_click_on_a_band_of_the_time_bar_opens_that_rebalance_at_its_moment() throws Exception {
        window = AppWindow.open(folder.resolve("app.properties"), AppWindow.screens("stage", "groups"), _ -> cluster, LaunchOptions.defaults()).serving();
        play.scheduleAtFixedRate(() -> day.step(10), 10, 10, TimeUnit.MILLISECONDS);
        window.await(".member");
        AppWindow.until("a second member has joined and its rebalance is over", () -> AppWindow.rebalanced(window.stage()));
        AppWindow.until("it is painted", () -> window.stage().getScene().getRoot().lookupAll(".time-rebalance").stream().anyMatch(node -> node.getLayoutBounds().getWidth() > 2));

        AppWindow.call(this::doubleClickOnTheBand);
        AppWindow.until("it is the past", () -> says(".time-state", "VIEWING"));
        AppWindow.until("the group is shown", () -> says("#name", "db-group"));
        AppWindow.until("its rebalances are opened", () -> window.find("#tabs") instanceof TabPane tabs && tabs.getSelectionModel().getSelectedIndex() == 3);
        AppWindow.until("its cause is said", () -> says("#theatre-cause", "db-2"));
        assertThat(AppWindow.call(() -> says("#theatre-cause", "joined"))).isTrue();
        window.picture("time-mark");
    }
}
